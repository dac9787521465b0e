"""The views of signing in and out."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import SignInRefused
from akkoord_web import context, htmx, identity, pages
from akkoord_web.auth.forms import KEPT, kept_fields, local_path, page_of_request, sign_in_form
from akkoord_web.speech import text_of

__all__ = ["bp", "sign_in_again"]

bp = Blueprint("auth", __name__, template_folder="templates")


@bp.get("/sign-in")
@identity.public
def sign_in() -> ResponseReturnValue:
    """Ask who it is; who has signed in already goes on."""
    there = local_path(request.args.get("next"))
    if context.visitor() is not None:
        return pages.see_other(there)
    return pages.page("auth/sign_in.html", form=sign_in_form(), next=there, ended="ended" in request.args)


@bp.post("/sign-in")
@identity.public
def enter() -> ResponseReturnValue:
    """Check the password and open a session; the same answer for an unknown name as for a wrong password."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    workspace = context.workspace()
    try:
        account = workspace.accounts.sign_in(login, password, request.remote_addr or "", context.now())
    except SignInRefused as refused:
        return _again(login, text_of(refused.message), refused.wait_seconds)
    if (old := identity.token()) is not None:
        workspace.sessions.close(old, context.now())
    return identity.remember(
        _go_on(account.language), workspace.sessions.open(account, request.user_agent.string, context.now())
    )


@bp.post("/sign-out")
@identity.public
def leave() -> ResponseReturnValue:
    """End the session on the server and wipe what the browser keeps of it."""
    held = identity.token()
    if held is not None:
        context.workspace().sessions.close(held, context.now())
    return identity.forget(pages.see_other(url_for("auth.sign_in")))


def sign_in_again() -> Response:
    """Answer a request whose session has ended, without losing what was typed.

    A page asked for goes to the sign-in page and on from there. A form that was sent is kept inside the sign-in form
    and shown again afterwards. htmx gets the sign-in form as a note in the page that stands: nothing typed moves.
    """
    if htmx.wants_fragment():
        note = pages.page("auth/in_place.html", status=HTTPStatus.UNAUTHORIZED, form=sign_in_form())
        return htmx.retarget(note, "#notice")
    if request.method == "GET":
        there = request.full_path.rstrip("?")
        query = "" if there == "/" else "?" + urlencode({"next": there})
        return pages.see_other(url_for("auth.sign_in") + query)
    return pages.page(
        "auth/sign_in.html",
        status=HTTPStatus.UNAUTHORIZED,
        form=sign_in_form(),
        next=request.path,
        back=page_of_request(),
        kept=kept_fields(request.form.items(multi=True)),
        ended=True,
    )


def _again(login: str, error: str, wait_seconds: int) -> Response:
    status = HTTPStatus.TOO_MANY_REQUESTS if wait_seconds else HTTPStatus.UNAUTHORIZED
    form = sign_in_form(login, error)
    if htmx.wants_fragment():
        response = htmx.retarget(pages.page("auth/in_place.html", status=status, form=form), "#notice")
    else:
        response = pages.page("auth/sign_in.html", status=status, form=form, **_carried())
    if wait_seconds:
        response.headers["Retry-After"] = str(wait_seconds)
    return response


def _carried() -> dict[str, Any]:
    kept = kept_fields(request.form.items(multi=True), prefix=KEPT)
    return {
        "next": local_path(request.form.get("next")),
        "back": local_path(request.form.get("back")),
        "kept": kept,
        "ended": bool(kept),
    }


def _go_on(language: str) -> Response:
    if htmx.wants_fragment():
        return htmx.announce(Response(), {"signed-in": {"language": language}})
    carried = _carried()
    if carried["kept"]:
        return pages.page("auth/resume.html", **carried)
    return pages.see_other(local_path(request.form.get("next")))
