"""Show what needs this person today."""

from akkoord_web.home.routes import bp

__all__ = ["bp"]
