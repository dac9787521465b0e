"""Guard every request and mark every answer: cross-site writes, size limits, security headers."""

from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge

__all__ = ["CONTENT_SECURITY_POLICY", "CrossSite", "is_cross_site", "start"]

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_MOST_TEXT: Final = 2 * 1024 * 1024
_YEAR: Final = 31_536_000
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class CrossSite(Forbidden):
    """A write that another site sent in this user's name."""


def start(app: Flask, *, max_bytes: int = 10 * 1024 * 1024) -> None:
    """Set Flask's limits, refuse cross-site writes, and put the headers on every answer."""
    app.config["MAX_CONTENT_LENGTH"] = max_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = _MOST_TEXT
    app.config["MAX_FORM_PARTS"] = 2_000
    app.before_request(_refuse_cross_site)
    app.before_request(_refuse_endless_text)
    app.after_request(_harden)


def is_cross_site(method: str, fetch_site: str | None, origin: str | None, host_url: str) -> bool:
    """Say whether a request writes in the name of a user who stands on another site.

    Browsers say so themselves in `Sec-Fetch-Site`; older ones send `Origin`. A write that shows neither is
    refused too: it must show where it comes from.

    >>> is_cross_site("POST", "same-origin", None, "https://akkoord.example/")
    False
    >>> is_cross_site("POST", None, "https://other.example", "https://akkoord.example/")
    True
    """
    if method in _SAFE_METHODS:
        return False
    if fetch_site is not None:
        return fetch_site not in {"same-origin", "none"}
    return origin is None or origin.rstrip("/") != host_url.rstrip("/")


def _refuse_cross_site() -> None:
    fetch_site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if is_cross_site(request.method, fetch_site, origin, request.host_url):
        raise CrossSite


def _refuse_endless_text() -> None:
    # Werkzeug limits the text of multipart forms only.
    if request.mimetype == "application/x-www-form-urlencoded" and (request.content_length or 0) > _MOST_TEXT:
        raise RequestEntityTooLarge


def _harden(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers[name] = value
    # What a signed-in person sees must not stay in the tablet's cache; only hashed files may.
    response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return response
