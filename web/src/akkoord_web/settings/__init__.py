"""See settings/routes.py."""

from akkoord_web.settings.routes import bp

__all__ = ["bp"]
