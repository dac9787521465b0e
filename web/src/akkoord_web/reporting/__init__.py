"""Show the reports that plugins bring along: where we stand."""

from akkoord_web.reporting.routes import bp

__all__ = ["bp"]
