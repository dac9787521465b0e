"""Amend a running contract: choose what changes and from when, read the redline, go on to signing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from akkoord.access import Action, StaleVersion
from akkoord.closing.amendment import ChangedPart
from akkoord.closing.amendments import InvalidAmendment
from akkoord.closing.contract import Contract
from akkoord.closing.redline import redline
from akkoord.dossier import Customer
from akkoord.facts import Facts, Part, WrongFact
from akkoord.language import AkkoordError, Message
from akkoord.values.formats import parse_date
from akkoord_web import context, htmx, pages
from akkoord_web.closing.asking import Typed, card_form, cards_of
from akkoord_web.closing.proposals import read_answers
from akkoord_web.closing.screens import bp, contract_for, open_contract_for
from akkoord_web.conflicts import conflict_of
from akkoord_web.fields import Field, Form
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []

_HEADING: Final = re.compile(r"<h2>.*?</h2>", re.DOTALL)
"""The heading of a part stands above its redline already."""
_PARTS: Final[tuple[Part, ...]] = ("proposal", "terms")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form shows beside the amendment: what was typed and cannot be read, and what is wrong."""

    typed: Typed
    effective: str = ""
    wrong: Message | None = None
    error: str | None = None
    faults: bool = False


@dataclass(frozen=True, slots=True)
class Redlined:
    """A part that changes, with its redline."""

    part: ChangedPart
    text: Markup


@bp.post("/k/<contract_id>/amend")
@writes
def amend(contract_id: str) -> ResponseReturnValue:
    """Begin an amendment of a running contract, or go on with the one under way."""
    contract, _ = contract_for(contract_id, "change")
    begun = context.workspace().amendments.start(contract, by=context.account(), at=context.now())
    endpoint = "closing.amending" if begun.state == "draft" else "closing.amendment"
    return pages.see_other(url_for(endpoint, contract_id=begun.id))


@bp.get("/k/<contract_id>/amending")
def amending(contract_id: str) -> ResponseReturnValue:
    """Show what holds now as a form, to change."""
    amendment, customer = _amendment_for(contract_id, "change")
    if not amendment.is_changeable:
        return pages.see_other(url_for("closing.amendment", contract_id=amendment.id))
    return _form_page(amendment, customer, Shown(Typed()))


@bp.post("/k/<contract_id>/amending")
@writes
def save_amendment(contract_id: str) -> ResponseReturnValue:
    """Keep what changes and from when, and show what that does to the contract."""
    found, customer = open_contract_for(contract_id)
    if found.amends is None:
        abort(404)
    reading, typed = read_answers()
    text = request.form.get("effective", "")
    try:
        day = parse_date(text, context.language()) if text.strip() else found.commencement or context.today()
        seen = replace(found, version=expected_version())
        changed = context.workspace().amendments.change(
            seen, reading.answers, day, by=context.account(), at=context.now()
        )
    except StaleVersion:
        error = conflict_of(f"contract:{found.id}", found.version, ()).title
        return _form_page(found, customer, Shown(typed, text, error=error), status=HTTPStatus.CONFLICT)
    except WrongFact as error:
        shown = Shown(typed, text, error=text_of(error), faults=True)
        return _form_page(found, customer, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except (InvalidAmendment, AkkoordError) as error:
        shown = Shown(typed, text, wrong=error.message, faults=True)
        return _form_page(found, customer, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.form.get("then") == "show" and not reading.errors:
        return pages.see_other(url_for("closing.amendment", contract_id=found.id))
    by_itself = htmx.wants_fragment() and not request.form.get("then")
    return _form_page(changed.contract, customer, Shown(typed, text, faults=not by_itself))


@bp.get("/k/<contract_id>/changes")
def amendment(contract_id: str) -> ResponseReturnValue:
    """Show word by word what an amendment changes in the signed contract."""
    found, customer = _amendment_for(contract_id)
    amendments = context.workspace().amendments
    progress = amendments.progress(found)
    return pages.page(
        "closing/amendment.html",
        amendment=found,
        contract=amendments.amended(found),
        customer=customer,
        changes=[
            Redlined(one, redline(_HEADING.sub("", one.before), _HEADING.sub("", one.after))) for one in _changes(found)
        ],
        progress=progress,
        language_of_contract=context.workspace().clause_set.language,
    )


def _redlined(part: ChangedPart) -> Redlined:
    return Redlined(part, redline(_HEADING.sub("", part.before), _HEADING.sub("", part.after)))


def _changes(found: Contract) -> tuple[ChangedPart, ...]:
    """Compare with the signed version; what is signed itself stays as it was frozen."""
    return context.workspace().amendments.changes(found)


def _amendment_for(contract_id: str, action: Action = "see") -> tuple[Contract, Customer]:
    found, customer = contract_for(contract_id, action)
    if found.amends is None:
        abort(404)
    return found, customer


def _form_page(found: Contract, customer: Customer, shown: Shown, *, status: int = HTTPStatus.OK) -> Response:
    amendments = context.workspace().amendments
    questions, language = context.workspace().clause_set.questions, context.language()
    facts = Facts(found.facts, questions)
    cards, terms = (cards_of(questions, part, facts, language, shown.typed) for part in _PARTS)
    form = card_form("amending", [*cards, *terms], found.version, shown.error)
    return pages.page_or_fragment(
        "closing/amending.html",
        "screen",
        status=status,
        amendment=found,
        contract=amendments.amended(found),
        customer=customer,
        cards=cards,
        terms=terms,
        terms_wrong=bool(card_form("terms", terms, None).faults),
        form=Form(id=form.id, version=form.version, error=form.error, fields=(_effective(found, shown), *form.fields)),
        effective=_effective(found, shown),
        faults=shown.faults,
        outcome=_outcome(found),
    )


def _effective(found: Contract, shown: Shown) -> Field:
    day = found.commencement
    return Field(
        name="effective",
        label=text_of(say("With effect from")),
        kind="date",
        value=shown.effective or (day.isoformat() if day else ""),
        required=True,
        error=text_of(shown.wrong) if shown.wrong else None,
    )


def _outcome(found: Contract) -> Mapping[str, object]:
    """Tell what changes so far, and what stands in the way of it."""
    amendments = context.workspace().amendments
    try:
        preview = amendments.composed(found)
        return {
            "changes": _changes(found),
            "errors": preview.errors,
            "missing": preview.document.missing,
            "broken": None,
        }
    except AkkoordError as error:
        return {"broken": text_of(error)}
