"""What signing in asks, and what someone had typed when the session ended."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from flask import request

from akkoord_web.fields import Field, Form
from akkoord_web.speech import say, text_of

__all__ = ["KEPT", "kept_fields", "local_path", "sign_in_form"]

KEPT: Final = "kept."
_NEVER_KEPT: Final = ("password",)
_LONGEST_NEXT: Final = 2_000


def sign_in_form(login: str = "", error: str | None = None) -> Form:
    """Ask for the sign-in name and the password."""
    return Form(
        id="sign-in",
        error=error,
        fields=(
            Field(
                name="login", label=text_of(say("Sign-in name")), value=login, autocomplete="username", required=True
            ),
            Field(
                name="password",
                label=text_of(say("Password")),
                kind="password",
                autocomplete="current-password",
                required=True,
            ),
        ),
    )


def kept_fields(pairs: Iterable[tuple[str, str]], *, prefix: str = "") -> list[tuple[str, str]]:
    """Pick what is carried through signing in: everything that was typed but passwords.

    :param prefix: what the names begin with, and lose; empty for a form as it was first posted.
    """
    return [
        (name.removeprefix(prefix), value)
        for name, value in pairs
        if name.startswith(prefix) and not any(word in name for word in _NEVER_KEPT)
    ]


def local_path(address: str | None) -> str:
    """Accept only a path of this site to go on to, else the start.

    >>> local_path("/c/12?all=yes"), local_path("//other.example/x"), local_path("https://other.example")
    ('/c/12?all=yes', '/', '/')
    """
    if not address or len(address) > _LONGEST_NEXT or "\\" in address or not address.isprintable():
        return "/"
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return "/"
    return address


def page_of_request() -> str:
    """Say which page the refused request came from, to return to it."""
    referrer = request.headers.get("HX-Current-URL") or request.referrer or ""
    parts = urlsplit(referrer)
    return local_path(parts.path + (f"?{parts.query}" if parts.query else "")) if parts.netloc == request.host else "/"
