"""See home/routes.py."""

from akkoord_web.home.routes import bp

__all__ = ["bp"]
