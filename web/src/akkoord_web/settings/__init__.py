"""How Akkoord speaks and looks to someone, where they are signed in; for an administrator also who works here."""

from akkoord_web.settings import accounts, calendar, sales  # noqa: F401 - they add their views to `bp`
from akkoord_web.settings.personal import bp

__all__ = ["bp"]
