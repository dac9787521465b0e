"""Speak htmx: the only module that touches htmx-flask, because its traps are cured here.

htmx-flask 0.1.0 sets no `Vary`, refuses swap modifiers and, by a missing comma, the `beforebegin` swap.
"""

import json
from collections.abc import Mapping

from flask import Flask, Response, request
from htmx_flask import Htmx  # type: ignore[import-untyped] # htmx-flask ships no types

__all__ = ["announce", "is_htmx", "redirect_whole", "rendered_for", "retarget", "start", "wants_fragment"]


def start(app: Flask) -> None:
    """Teach this application to recognise requests of htmx, and say so to every cache."""
    Htmx(app)
    app.after_request(_vary)


def is_htmx() -> bool:
    """Say whether htmx made the present request."""
    return bool(getattr(request, "htmx", False))


def wants_fragment() -> bool:
    """Say whether the answer goes into a page that stands: a Back button and a boosted link want a whole page."""
    if not is_htmx():
        return False
    return request.headers.get("HX-History-Restore-Request") != "true" and request.headers.get("HX-Boosted") != "true"


def rendered_for() -> str | None:
    """Give the account that the asking page was rendered for, as `base.html` tells in a header."""
    return request.headers.get("X-Account") or None


def retarget(response: Response, selector: str, swap: str = "innerHTML") -> Response:
    """Have htmx put this answer elsewhere than the page asked: a sign-in form, an error note."""
    response.headers["HX-Retarget"] = selector
    response.headers["HX-Reswap"] = swap
    return response


def redirect_whole(response: Response, url: str) -> Response:
    """Have htmx leave the present page for a new one."""
    response.headers["HX-Redirect"] = url
    return response


def announce(response: Response, events: Mapping[str, object]) -> Response:
    """Let the page know that something happened, so that other regions can refresh themselves."""
    response.headers["HX-Trigger"] = json.dumps(events)
    return response


def _vary(response: Response) -> Response:
    response.vary.add("HX-Request")
    return response
