"""See customers/routes.py."""

from akkoord_web.customers.routes import bp

__all__ = ["bp"]
