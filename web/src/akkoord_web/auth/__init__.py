"""Sign in, sign out, and go on where one was when a session ended."""

from akkoord_web.auth.routes import bp, sign_in_again

__all__ = ["bp", "sign_in_again"]
