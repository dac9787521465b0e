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
    "obligation-done": ("obligations", say("Noted as done."), "keeping.reopen_obligation"),
    "obligation-waived": ("obligations", say("Noted: this need not be done."), "keeping.reopen_obligation"),
    "note-dropped": ("notes", say("Note removed."), "keeping.keep_note"),
    "file-dropped": ("files", say("File removed."), "keeping.keep_file"),
    "agreement-dropped": ("agreements", say("Agreement dropped: it no longer holds."), "customers.reopen_agreement"),
}


def undo_of(customer: Customer, did: str, thing_id: str = "") -> Undo | None:
    """Make the note for something that was done; None for what cannot be undone."""
    if did not in _KINDS:
        return None
    section, text, endpoint = _KINDS[did]
    named = {"agreements": "agreement_id", "obligations": "obligation_id", "notes": "note_id", "files": "file_id"}
    address: dict[str, Any] = {named[section]: thing_id} if section in named else {}
    return Undo(section, text_of(text), url_for(endpoint, customer_id=customer.id, **address))


def undo_of_request(customer: Customer) -> Undo | None:
    """Read from the address what was just done; it offers nothing that can no longer be undone."""
    did, thing_id = request.args.get("did", ""), request.args.get("thing", "")
    if did == "archived" and customer.state != "archived":
        return None
    if did.startswith("agreement-") and not _is_closed(customer, thing_id):
        return None
    if did.startswith(("note-", "file-")) and not _is_dropped(customer, did, thing_id):
        return None
    if did.startswith("obligation-") and not _is_settled(customer, thing_id):
        return None
    return undo_of(customer, did, thing_id)


def _is_closed(customer: Customer, agreement_id: str) -> bool:
    try:
        agreement = context.workspace().agreements.get(agreement_id)
    except Missing:
        return False
    return agreement.customer == customer.id and agreement.state != "open"


def _is_settled(customer: Customer, obligation_id: str) -> bool:
    try:
        obligation = context.workspace().obligations.get(obligation_id)
    except Missing:
        return False
    return obligation.customer == customer.id and obligation.state in {"done", "waived"}


def _is_dropped(customer: Customer, did: str, thing_id: str) -> bool:
    workspace = context.workspace()
    try:
        thing = workspace.notes.get(thing_id) if did.startswith("note-") else workspace.files.get(thing_id)
    except Missing:
        return False
    return thing.customer == customer.id and thing.state == "dropped"
