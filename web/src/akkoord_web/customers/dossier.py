"""Show everything about one customer at a glance, section by section."""

from typing import Any

from flask import Response, abort, make_response, url_for
from flask.typing import ResponseReturnValue

from akkoord.dossier import Customer
from akkoord_web import context, htmx, pages
from akkoord_web.access import customer_for
from akkoord_web.customers.listing import bp
from akkoord_web.customers.restoring import restored
from akkoord_web.customers.sections import LEFT, RIGHT, SECTIONS, draw
from akkoord_web.customers.undoing import Undo, undo_of, undo_of_request
from akkoord_web.speech import text_of

__all__ = ["section_answer"]


@bp.get("/c/<customer_id>")
def dossier(customer_id: str) -> ResponseReturnValue:
    """Show the dossier; each section stands for itself."""
    customer = customer_for(customer_id)
    undo = undo_of_request(customer)
    drawn = {name: draw(SECTIONS[name], customer, undo=_here(undo, name)) for name in (*LEFT, *RIGHT)}
    return pages.page(
        "customers/dossier.html",
        customer=customer,
        left=[drawn[name] for name in LEFT],
        right=[drawn[name] for name in RIGHT],
        undo=_here(undo, "customer"),
        restored=restored(customer),
        names=context.workspace().accounts.names(),
        has_situation=context.workspace().situations.latest(customer.id) is not None,
    )


@bp.get("/c/<customer_id>/<name>")
def section(customer_id: str, name: str) -> ResponseReturnValue:
    """Show one section, all of it; htmx gets it without the page around it."""
    customer = customer_for(customer_id)
    wanted = SECTIONS.get(name) or abort(404)
    if htmx.wants_fragment():
        return make_response(draw(wanted, customer))
    undo = _here(undo_of_request(customer), name)
    drawn = draw(wanted, customer, alone=True, undo=undo)
    return pages.page("customers/section.html", customer=customer, title=text_of(wanted.title), drawn=drawn)


def section_answer(customer: Customer, name: str, *, did: str = "", thing_id: str = "") -> Response:
    """After a change in a section: htmx gets the section anew, with the way to undo it, others the dossier."""
    if htmx.wants_fragment():
        return make_response(draw(SECTIONS[name], customer, undo=undo_of(customer, did, thing_id)))
    values: dict[str, Any] = {"did": did, "thing": thing_id} if did else {}
    return pages.see_other(url_for("customers.dossier", customer_id=customer.id, _anchor=name, **values))


def _here(undo: Undo | None, section_name: str) -> Undo | None:
    return undo if undo is not None and undo.section == section_name else None
