"""Offer to undo what was just done: a note that stays until the next thing happens, in the page that follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import request, url_for

from akkoord.access import Missing
from akkoord.dossier import Customer
from akkoord.language import Message
from akkoord_web import context
from akkoord_web.speech import say, text_of

__all__ = ["Undo", "undo_of", "undo_of_request"]


@dataclass(frozen=True, slots=True)
class Undo:
    """What was done in which section, and where a press undoes it."""

    section: str
    text: str
    action: str


_KINDS: Final[Mapping[str, tuple[str, Message, str]]] = {
    "archived": ("customer", say("This customer is archived: it is out of the daily lists."), "customers.restore"),
    "agreement-done": ("agreements", say("Agreement done."), "customers.reopen_agreement"),
    "agreement-dropped": ("agreements", say("Agreement dropped: it no longer holds."), "customers.reopen_agreement"),
}


def undo_of(customer: Customer, did: str, thing_id: str = "") -> Undo | None:
    """Make the note for something that was done; None for what cannot be undone."""
    if did not in _KINDS:
        return None
    section, text, endpoint = _KINDS[did]
    address: dict[str, Any] = {"agreement_id": thing_id} if section == "agreements" else {}
    return Undo(section, text_of(text), url_for(endpoint, customer_id=customer.id, **address))


def undo_of_request(customer: Customer) -> Undo | None:
    """Read from the address what was just done; it offers nothing that can no longer be undone."""
    did, thing_id = request.args.get("did", ""), request.args.get("thing", "")
    if did == "archived" and customer.state != "archived":
        return None
    if did.startswith("agreement-") and not _is_closed(customer, thing_id):
        return None
    return undo_of(customer, did, thing_id)


def _is_closed(customer: Customer, agreement_id: str) -> bool:
    try:
        agreement = context.workspace().agreements.get(agreement_id)
    except Missing:
        return False
    return agreement.customer == customer.id and agreement.state != "open"
