"""Keep files with a customer: add, give, take away."""

from http import HTTPStatus

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from akkoord.access import Action
from akkoord.dossier import Customer, CustomerFile, InvalidAttachment
from akkoord.language import Message
from akkoord_web import context, pages
from akkoord_web.access import customer_for
from akkoord_web.customers.dossier import section_answer
from akkoord_web.customers.sections import SECTIONS, draw
from akkoord_web.keeping.screens import bp
from akkoord_web.speech import say, text_of
from akkoord_web.writes import writes

__all__: list[str] = []


@bp.post("/c/<customer_id>/files/new")
@writes
def add_file(customer_id: str) -> ResponseReturnValue:
    """Keep a file."""
    customer = customer_for(customer_id, "change")
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _refused(customer, say("Choose a file first."))
    try:
        context.workspace().files.add(customer.id, sent.filename, sent.read(), by=context.account(), at=context.now())
    except InvalidAttachment as error:
        return _refused(customer, error.message)
    return section_answer(customer, "files")


@bp.get("/c/<customer_id>/files/<file_id>/content")
def file(customer_id: str, file_id: str) -> ResponseReturnValue:
    """Give a file, to keep rather than to show in this site."""
    _, found = _both(customer_id, file_id, "see")
    blob = context.workspace().store.blob(found.attachment.sha256) or abort(404)
    response = Response(blob.data, content_type=found.attachment.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=found.attachment.name)
    return response


@bp.post("/c/<customer_id>/files/<file_id>/drop")
@writes
def drop_file(customer_id: str, file_id: str) -> ResponseReturnValue:
    """Take a file out of the dossier; one press brings it back."""
    customer, found = _both(customer_id, file_id)
    context.workspace().files.drop(found, by=context.account(), at=context.now())
    return section_answer(customer, "files", did="file-dropped", thing_id=found.id)


@bp.post("/c/<customer_id>/files/<file_id>/keep")
@writes
def keep_file(customer_id: str, file_id: str) -> ResponseReturnValue:
    """Bring a file back."""
    customer, found = _both(customer_id, file_id)
    context.workspace().files.keep(found, by=context.account(), at=context.now())
    return section_answer(customer, "files")


def _both(customer_id: str, file_id: str, action: Action = "change") -> tuple[Customer, CustomerFile]:
    customer = customer_for(customer_id, action)
    found = context.workspace().files.get(file_id)
    if found.customer != customer.id:
        abort(404)
    return customer, found


def _refused(customer: Customer, why: Message) -> Response:
    drawn = draw(SECTIONS["files"], customer, alone=True, file_error=text_of(why))
    title = text_of(SECTIONS["files"].title)
    return pages.page(
        "customers/section.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, customer=customer, title=title, drawn=drawn
    )
