"""Know who asks: the session cookie, the sign-in that every view needs unless it says otherwise, and `may`."""

from collections.abc import Callable
from typing import Final, TypeVar

from flask import Flask, Response, abort, current_app, g, request

from akkoord.access import Action, may
from akkoord_web import context, htmx

__all__ = [
    "COOKIE",
    "SECURE_COOKIE",
    "forget",
    "guard",
    "is_public",
    "may_do",
    "public",
    "remember",
    "require",
    "start",
    "token",
]

COOKIE: Final = "cm"
SECURE_COOKIE: Final = "__Host-cm"
View = TypeVar("View", bound=Callable[..., object])


def start(app: Flask) -> None:
    """Look up the session before every view, and let nobody in without one unless the view is public."""
    app.before_request(_recognise)


def guard(app: Flask, ask: Callable[[], Response]) -> None:
    """Close every view that is not public; `ask` answers who has not signed in. Runs once the language is known."""
    app.before_request(lambda: _admit(ask))


def public(view: View) -> View:
    """Mark a view that needs no sign-in."""
    view.public = True  # type: ignore[attr-defined] # read by `_admit`
    return view


def is_public(endpoint: str | None) -> bool:
    """Say whether this endpoint is open to everyone; what does not exist is (it answers 404)."""
    if endpoint is None or endpoint == "asset":
        return True
    return bool(getattr(current_app.view_functions.get(endpoint), "public", False))


def require(action: Action, thing: object = None) -> None:
    """Stop with 404 when this account may not do this to this thing: a stranger does not learn that it exists."""
    if not may_do(action, thing):
        abort(403 if action in {"administer", "import_sales", "personalise"} else 404)


def may_do(action: Action, thing: object = None) -> bool:
    """Ask `may` for the account that is signed in."""
    return may(context.visitor(), action, thing)


def remember(response: Response, held: str) -> Response:
    """Give the browser its session: over https in a cookie that no other host or path can set."""
    response.set_cookie(_cookie_name(), held, secure=request.is_secure, httponly=True, samesite="Lax", path="/")
    return response


def forget(response: Response) -> Response:
    """Take the session away from the browser, and everything this site keeps there."""
    response.delete_cookie(_cookie_name(), secure=request.is_secure, httponly=True, samesite="Lax", path="/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _cookie_name() -> str:
    return SECURE_COOKIE if request.is_secure else COOKIE


def token() -> str | None:
    """Give the token of the session cookie."""
    return request.cookies.get(_cookie_name())


def _recognise() -> None:
    g.account = g.session = None
    held = token()
    if not held or request.endpoint == "asset":
        return
    workspace = context.workspace()
    session = workspace.sessions.find(held, context.now())
    if session is not None:
        g.session, g.account = session, workspace.accounts.get(session.account)


def _admit(ask: Callable[[], Response]) -> Response | None:
    if is_public(request.endpoint):
        return None
    visitor = context.visitor()
    if visitor is None:
        return ask()
    rendered_for = htmx.rendered_for()
    if rendered_for is not None and rendered_for != visitor.id:
        # Someone else signed in on this tablet since the page was drawn: it must not act in the new name.
        return htmx.redirect_whole(Response(status=200), "/")
    return None
