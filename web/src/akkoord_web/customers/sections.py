"""The sections of a dossier: each drawn by itself, so that one that fails does not take the page down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for
from markupsafe import Markup

from akkoord.dossier import Customer, timeline
from akkoord.dossier.timeline import journal, words_of
from akkoord.executing.assets import ASSET_WORDS
from akkoord.executing.due_words import reading
from akkoord.language import Message
from akkoord.values.identifiers import iban_in_fours
from akkoord_web import context, pages
from akkoord_web.customers.forms import legal_form_label
from akkoord_web.speech import say

__all__ = ["LEFT", "RIGHT", "SECTIONS", "Section", "draw"]

_SHORT_TIMELINE: Final = 8
_LONG_TIMELINE: Final = 200
_SHORT_LIST: Final = 4
_MOST_AGREEMENTS: Final = 6


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the dossier: its place in addresses, its title, and what its template needs."""

    name: str
    title: Message
    values: Callable[[Customer, bool], Mapping[str, object]]


def draw(section: Section, customer: Customer, *, alone: bool = False, **more: object) -> Markup:
    """Draw one section, or the note that it could not be shown.

    :param alone: the section is the whole page, so that nothing is left out of its list.
    """
    url = url_for("customers.section", customer_id=customer.id, name=section.name)

    def drawn() -> Markup:
        values = {"customer": customer, "section": section, "alone": alone, "url": url}
        return pages.block_of(
            f"customers/sections/{section.name}.html", "section", **values, **section.values(customer, alone), **more
        )

    return pages.shielded(drawn, url=url)


def _contracts(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - every section
    found = context.workspace().contracts.of(customer.id)
    running = [one for one in found if one.state in {"in_force", "amended", "expiring"}]
    waiting = [one for one in found if one.state in {"draft", "ready_to_sign", "sent", "partly_signed"}]
    past = [one for one in found if one not in running and one not in waiting]
    amendments = {one.id: context.workspace().contracts.amendments(one) for one in running}
    ends = context.workspace().terminations.of(customer.id)
    planned = [one for one in ends if one.is_open]
    ended = [one for one in ends if one.state == "effective"]
    return {
        "running": running,
        "waiting": waiting,
        "past": past,
        "amendments": amendments,
        "ends": {one.contract: one for one in planned},
        "planned": planned,
        "ended": ended if alone else ended[:1],
    }


def _proposals(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    found = list(reversed(context.workspace().proposals.of(customer.id)))
    return {
        "proposals": found if alone else found[:_SHORT_LIST],
        "left_out": 0 if alone else len(found) - _SHORT_LIST,
        "has_situation": bool(found) or context.workspace().situations.latest(customer.id) is not None,
    }


def _situations(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    found = context.workspace().situations.history(customer.id)
    return {"situations": found if alone else found[:_SHORT_LIST], "left_out": 0 if alone else len(found) - _SHORT_LIST}


def _agreements(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    found = context.workspace().agreements.of(customer.id)
    shown = found if alone else [one for one in found if one.state == "open"][:_MOST_AGREEMENTS]
    return {"agreements": shown, "left_out": len(found) - len(shown)}


def _obligations(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    workspace = context.workspace()
    found = workspace.obligations.of(customer.id)
    deadlines = [one for one in workspace.deadlines.of(customer, context.today()) if one.kind != "agreement"]
    dated = {one.thing for one in deadlines}
    waiting = [one for one in found if one.state == "open" and one.id not in dated]
    closed = [one for one in reversed(found) if one.state != "open"][:_LONG_TIMELINE]
    return {
        "deadlines": deadlines if alone else deadlines[:_MOST_AGREEMENTS],
        "left_out": 0 if alone else len(deadlines) + len(waiting) - _MOST_AGREEMENTS,
        "open": {one.id: one for one in found},
        "waiting": waiting,
        "readings": {one.id: reading(one.due_rule) for one in waiting},
        "closed": closed,
        "names": workspace.accounts.names(),
    }


def _visits(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    found = context.workspace().visits.of(customer.id, since=None if alone else context.today())
    return {"visits": [one for one in found if alone or one.state == "planned"]}


def _timeline(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    workspace = context.workspace()
    limit = _LONG_TIMELINE if alone else _SHORT_TIMELINE
    entries = timeline(workspace.store, customer.id, limit=limit + 1)
    return {"entries": entries[:limit], "more": len(entries) > limit, "names": workspace.accounts.names()}


def _details(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: ARG001, FBT001 - all sections are called alike
    workspace = context.workspace()
    owner = workspace.accounts.names().get(customer.owner or "")
    party = customer.party
    iban = iban_in_fours(party.iban) if party.iban else None
    return {"party": party, "legal_form": legal_form_label(party.legal_form), "iban": iban, "owner": owner}


def _panels(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: ARG001, FBT001 - all sections are called alike
    found = context.workspace().plugins.panels(customer)
    return {"panels": found.values, "failures": found.failures}


def _assets(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    found = context.workspace().assets.of(customer.id)
    shown = found if alone else [one for one in found if one.state == "placed"][:_MOST_AGREEMENTS]
    return {"assets": shown, "left_out": len(found) - len(shown), "words": ASSET_WORDS}


def _notes(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    workspace = context.workspace()
    found = workspace.notes.of(customer.id)
    shown = found if alone else found[:_SHORT_LIST]
    return {"notes": shown, "left_out": len(found) - len(shown), "names": workspace.accounts.names()}


def _files(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    workspace = context.workspace()
    found = workspace.files.of(customer.id)
    shown = found if alone else found[:_SHORT_LIST]
    return {"files": shown, "left_out": len(found) - len(shown), "names": workspace.accounts.names()}


def _statements(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: FBT001 - all sections are called alike
    workspace = context.workspace()
    found = workspace.statements.of(customer.id)
    shown = found if alone else found[:_SHORT_LIST]
    settling = [one for one in workspace.contracts.of(customer.id) if one.is_binding]
    goals = [goal for one in settling for goal in workspace.statements.progress(one, context.today())]
    return {"statements": shown, "left_out": len(found) - len(shown), "settling": settling, "goals": goals}


def _people(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: ARG001, FBT001 - all sections are called alike
    return {"people": customer.party.signatories, "party": customer.party}


def _journal(customer: Customer, alone: bool) -> Mapping[str, object]:  # noqa: ARG001, FBT001 - all sections are called alike
    workspace = context.workspace()
    found = journal(workspace.store, customer.id, limit=_LONG_TIMELINE)
    entries = [(entry, context.local(entry.at), words_of(entry)) for entry in found]
    return {"entries": entries, "names": workspace.accounts.names()}


_ALL: Final = (
    Section("contracts", say("Contracts"), _contracts),
    Section("timeline", say("Timeline"), _timeline),
    Section("situations", say("Situations"), _situations),
    Section("details", say("Company details"), _details),
    Section("agreements", say("Agreements"), _agreements),
    Section("obligations", say("Promises and days"), _obligations),
    Section("proposals", say("Proposals"), _proposals),
    Section("assets", say("Things on loan"), _assets),
    Section("statements", say("Statements"), _statements),
    Section("notes", say("Notes"), _notes),
    Section("files", say("Files"), _files),
    Section("people", say("People"), _people),
    Section("journal", say("Journal"), _journal),
    Section("visits", say("Visits"), _visits),
    Section("panels", say("From other systems"), _panels),
)
SECTIONS: Final[Mapping[str, Section]] = {section.name: section for section in _ALL}
LEFT: Final = ("contracts", "statements", "proposals", "situations", "assets", "people", "files", "timeline")
RIGHT: Final = ("obligations", "agreements", "notes", "visits", "panels", "details")
