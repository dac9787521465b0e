"""Keep notes with a customer, and take them away again."""

from http import HTTPStatus

from flask import abort, make_response, request
from flask.typing import ResponseReturnValue

from akkoord.dossier import Customer, InvalidNote, Note
from akkoord_web import context, htmx, pages
from akkoord_web.access import customer_for
from akkoord_web.customers.dossier import section_answer
from akkoord_web.customers.sections import SECTIONS, draw
from akkoord_web.keeping.screens import bp
from akkoord_web.speech import text_of
from akkoord_web.writes import writes

__all__: list[str] = []


@bp.post("/c/<customer_id>/notes/new")
@writes
def add_note(customer_id: str) -> ResponseReturnValue:
    """Keep a note."""
    customer = customer_for(customer_id, "change")
    try:
        context.workspace().notes.add(customer.id, request.form.get("text", ""), by=context.account(), at=context.now())
    except InvalidNote as error:
        drawn = draw(SECTIONS["notes"], customer, alone=True, note_error=text_of(error))
        if htmx.wants_fragment():
            return make_response(drawn, HTTPStatus.UNPROCESSABLE_ENTITY)
        title = text_of(SECTIONS["notes"].title)
        return pages.page(
            "customers/section.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            customer=customer,
            title=title,
            drawn=drawn,
        )
    return section_answer(customer, "notes")


@bp.post("/c/<customer_id>/notes/<note_id>/drop")
@writes
def drop_note(customer_id: str, note_id: str) -> ResponseReturnValue:
    """Take a note away; one press brings it back."""
    customer, note = _both(customer_id, note_id)
    context.workspace().notes.drop(note, by=context.account(), at=context.now())
    return section_answer(customer, "notes", did="note-dropped", thing_id=note.id)


@bp.post("/c/<customer_id>/notes/<note_id>/keep")
@writes
def keep_note(customer_id: str, note_id: str) -> ResponseReturnValue:
    """Bring a note back."""
    customer, note = _both(customer_id, note_id)
    context.workspace().notes.keep(note, by=context.account(), at=context.now())
    return section_answer(customer, "notes")


def _both(customer_id: str, note_id: str) -> tuple[Customer, Note]:
    customer = customer_for(customer_id, "change")
    note = context.workspace().notes.get(note_id)
    if note.customer != customer.id:
        abort(404)
    return customer, note
