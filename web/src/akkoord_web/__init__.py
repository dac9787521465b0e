"""The tablet face of Akkoord."""

from akkoord_web.app import create_app

__all__ = ["create_app"]
