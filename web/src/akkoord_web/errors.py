"""Say what went wrong, in the reader's language, with an id that the log knows too."""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, InternalServerError

from akkoord.access import Missing, NotAllowed, StaleVersion
from akkoord.language import AkkoordError, Message, Speaks
from akkoord.store import AlreadyThere, OperationMismatch, Stale, StoreBusy, StoreError
from akkoord.values import InvalidValue
from akkoord_web import context, htmx, pages
from akkoord_web.security import CrossSite
from akkoord_web.speech import say, text_of

__all__ = ["start"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Told:
    status: int
    title: Message
    text: Speaks
    incident: str


_TEXTS: Final[dict[int, tuple[Message, Message]]] = {
    400: (say("This request cannot be read"), say("Open the page again and repeat what you did.")),
    401: (say("Sign in first"), say("Your session has ended. Sign in and go on where you were.")),
    403: (
        say("This is not for your account"),
        say("Your account may not do this. Ask an administrator if you think it should."),
    ),
    404: (
        say("This page does not exist"),
        say("It may have been moved, or it belongs to someone else's customer. Look it up under Customers."),
    ),
    405: (say("This address cannot do that"), say("Open the page again and repeat what you did.")),
    409: (
        say("This was changed in the meantime"),
        say("Someone else saved first. Open the page again to compare; what they saved is kept."),
    ),
    413: (say("This is too much at once"), say("A form with its files may be 10 MB. Send a smaller file.")),
    422: (
        say("This could not be saved"),
        say("Something in the form cannot be right. Open the page again and repeat your change."),
    ),
    500: (
        say("Something went wrong on our side"),
        say("Nothing was saved. Try again; if it stays so, mention the number below when you ask for help."),
    ),
    503: (say("Too many people are saving at this moment"), say("Nothing was changed. Try again in a moment.")),
}
_STATUS: Final[tuple[tuple[type[AkkoordError], int], ...]] = (
    (Missing, 404),
    (NotAllowed, 404),
    (StaleVersion, 409),
    (Stale, 409),
    (OperationMismatch, 422),
    (AlreadyThere, 422),
    (InvalidValue, 422),
    (StoreBusy, 503),
    (StoreError, 500),
)


def start(app: Flask) -> None:
    """Answer every error with a page, or with a note to htmx, that says what happened and what to do."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(AkkoordError, _explained)
    app.register_error_handler(Exception, _failed)


def _refused(error: HTTPException) -> Response:
    status = error.code or 500
    title, text = _TEXTS.get(status, _TEXTS[400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500])
    said: Speaks = error.description if isinstance(error.description, Message) else text
    if isinstance(error, CrossSite):
        said = say(
            "This form was sent from another site, so it was refused. Open the page here and repeat your change."
        )
    return _answer(_Told(status, title, said, _incident(status, error)))


def _explained(error: AkkoordError) -> Response:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 422)
    if isinstance(error, NotAllowed) and error.action in {"administer", "personalise"}:
        status = 403
    title, text = _TEXTS[status]
    said: Speaks = text if status == HTTPStatus.NOT_FOUND else error.message
    return _answer(_Told(status, title, said, _incident(status, error)))


def _failed(error: Exception) -> Response:
    title, text = _TEXTS[500]
    return _answer(_Told(500, title, text, _incident(500, error)))


def _incident(status: int, error: Exception) -> str:
    incident = pages.new_incident()
    visitor = context.visitor()
    about = (incident, status, request.method, request.endpoint, visitor.id if visitor else None)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, InternalServerError):
        _log.error("%s: %s on %s %s by %s", *about, exc_info=error)
    else:
        _log.info("%s: %s on %s %s by %s (%s)", *about, type(error).__name__)
    return incident


def _answer(told: _Told) -> Response:
    values = {"code": told.status, "title": text_of(told.title), "text": text_of(told.text), "incident": told.incident}
    if htmx.wants_fragment():
        return htmx.retarget(pages.page("errors/note.html", status=told.status, **values), "#notice")
    return pages.page("errors/page.html", status=told.status, **values)
