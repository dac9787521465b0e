"""Make every write happen once: the operation id of the form, its stored answer, and one transaction around both."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Final, ParamSpec

from flask import Response, abort, make_response, request
from flask.typing import ResponseReturnValue

from akkoord.access import new_id
from akkoord.store import Answer, Operation
from akkoord.store.device import from_device
from akkoord_web import context
from akkoord_web.devices import device_name
from akkoord_web.speech import say

__all__ = ["SHOWN_ONCE", "expected_version", "fingerprint", "new_operation", "writes", "writes_in_turns"]

P = ParamSpec("P")
_LONGEST_ID: Final = 64
SHOWN_ONCE: Final = "X-Shown-Once"
"""A view sets it on an answer that holds a secret, to where a second sending goes: such an answer is not kept."""


class _Refused(Exception):
    """Carry an answer without effect out of the transaction, so that nothing of it is kept."""

    def __init__(self, response: Response) -> None:
        self.response = response


def new_operation() -> str:
    """Make the id of one intended write; the server renders it into the form."""
    return new_id()


def writes(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Run a view that writes as one transaction, once per operation id; a second sending gets the first answer.

    Only answers with an effect are kept: a form that came back with an error may be sent again, corrected, with the
    id it has. The same id with other content after an effect is refused with 422.
    """

    @wraps(view)
    def once(*args: P.args, **kwargs: P.kwargs) -> Response:
        operation = _operation()
        store = context.workspace().store
        try:
            with from_device(_device()), store.write():
                known = store.replay(operation)
                if known is not None:
                    return _replayed(known)
                response = make_response(view(*args, **kwargs))
                if response.status_code >= HTTPStatus.BAD_REQUEST:
                    raise _Refused(response)  # noqa: TRY301 - leaving the block by an error is what rolls back
                store.answer(operation, _answer(response), context.now())
                response.headers.pop(SHOWN_ONCE, None)
                return response
        except _Refused as refused:
            return refused.response

    once.writes = True  # type: ignore[attr-defined] # a test asks every POST route for it
    return once


def writes_in_turns(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Run a view that writes for long, in transactions of its own, so that others can go on saving in between.

    Only for work that is harmless to repeat: a second sending gets the first answer once there is one, and does the
    same work again until then.
    """

    @wraps(view)
    def again(*args: P.args, **kwargs: P.kwargs) -> Response:
        operation = _operation()
        store = context.workspace().store
        known = store.replay(operation)
        if known is not None:
            return _replayed(known)
        with from_device(_device()):
            response = make_response(view(*args, **kwargs))
        if response.status_code < HTTPStatus.BAD_REQUEST:
            with store.write():
                if store.replay(operation) is None:
                    store.answer(operation, _answer(response), context.now())
        return response

    again.writes = True  # type: ignore[attr-defined] # a test asks every POST route for it
    return again


def expected_version() -> int:
    """Read which version the person looked at; "save mine" after a conflict names the version that it replaces."""
    typed = request.form.get("overwrite") or request.form.get("version") or ""
    if not typed.isdecimal():
        abort(422, say("This form came without its version. Open the page again and repeat your change."))
    return int(typed)


def fingerprint() -> str:
    """Hash what was sent, without the operation id, so that the same id with other content is noticed."""
    fields = sorted((name, value) for name, value in request.form.items(multi=True) if name != "op")
    files = sorted((name, hashlib.sha256(file.read()).hexdigest()) for name, file in request.files.items(multi=True))
    for file in request.files.values():
        file.seek(0)
    return hashlib.sha256(repr((fields, files)).encode()).hexdigest()


def _device() -> str | None:
    session = context.session()
    return device_name(session.device) if session is not None and session.device else None


def _operation() -> Operation:
    op = request.form.get("op", "")
    if not op or len(op) > _LONGEST_ID:
        abort(422, say("This form came without its operation id. Open the page again and repeat your change."))
    visitor = context.visitor()
    return Operation(op, "" if visitor is None else visitor.id, request.path, fingerprint())


def _answer(response: Response) -> Answer:
    if SHOWN_ONCE in response.headers:
        return Answer(HTTPStatus.SEE_OTHER, response.headers[SHOWN_ONCE])
    location = response.location or response.headers.get("HX-Redirect")
    return Answer(response.status_code, location, response.get_data(as_text=True) or None)


def _replayed(answer: Answer) -> Response:
    response = Response(answer.body or "", status=answer.status)
    if answer.location is not None:
        is_redirect = answer.status >= HTTPStatus.MULTIPLE_CHOICES
        response.headers["Location" if is_redirect else "HX-Redirect"] = answer.location
    response.headers["X-Replayed"] = "1"
    return response
