"""Amend a running contract: choose what changes and from when, read the redline, go on to signing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
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
from akkoord.facts import Facts, Part, Reading
from akkoord.language import AkkoordError, Message
from akkoord.values import InvalidDate
from akkoord.values.formats import parse_date
from akkoord_web import context, htmx, pages
from akkoord_web.closing.asking import Typed, card_form, cards_of, merged
from akkoord_web.closing.comparing import fact_differences
from akkoord_web.closing.proposals import read_answers
from akkoord_web.closing.saving import not_saved, saved_at
from akkoord_web.closing.screens import bp, contract_for, open_contract_for
from akkoord_web.conflicts import Conflict, Difference, conflict_of
from akkoord_web.fields import Field
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__: list[str] = []

_HEADING: Final = re.compile(r"<h2>.*?</h2>", re.DOTALL)
"""The heading of a part stands above its redline already."""
_PARTS: Final[tuple[Part, ...]] = ("proposal", "terms")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form shows beside the amendment: what was typed and cannot be read, what is wrong, and what is kept.

    `faults` tells whether a list of what is wrong stands on top: not while the form keeps itself.
    """

    typed: Typed
    effective: str = ""
    wrong: Message | None = None
    error: str | None = None
    faults: bool = False
    saved: str | None = None
    conflict: Conflict | None = None


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
    shown = Shown(typed, request.form.get("effective", ""), faults=_is_pressed())
    try:
        kept, wrong = _kept(found, reading.answers)
    except StaleVersion:
        return _conflict_page(found, customer, reading, shown)
    except AkkoordError as error:
        return _refused_page(found, customer, reading, replace(shown, error=text_of(error)))
    if wrong is not None and shown.faults:
        return _refused_page(found, customer, reading, replace(shown, wrong=wrong))
    if request.form.get("then") == "show" and not reading.errors:
        return pages.see_other(url_for("closing.amendment", contract_id=found.id))
    saved = saved_at(context.now(), unread=len(reading.errors) + (wrong is not None))
    return _form_page(kept, customer, replace(shown, wrong=wrong, saved=saved))


def _is_pressed() -> bool:
    """Tell whether a person sent the form; else it keeps itself, and a list on top would take the focus."""
    return not htmx.wants_fragment() or bool(request.form.get("then"))


def _kept(found: Contract, answers: Mapping[str, object]) -> tuple[Contract, Message | None]:
    """Keep the answers, also when the day cannot be: then the old one stays, and what is wrong is given."""
    change = partial(
        context.workspace().amendments.change,
        replace(found, version=expected_version()),
        answers,
        by=context.account(),
        at=context.now(),
    )
    old = found.commencement or context.today()
    text = request.form.get("effective", "").strip()
    try:
        return change(parse_date(text, context.language()) if text else old).contract, None
    except (InvalidAmendment, InvalidDate) as error:
        return change(old).contract, error.message


def _conflict_page(found: Contract, customer: Customer, reading: Reading, shown: Shown) -> Response:
    """Show theirs beside mine; mine stays in the form."""
    mine = _with(found, reading)
    conflict = conflict_of(f"contract:{found.id}", found.version, _differences(found, mine, shown))
    conflicting = replace(shown, conflict=conflict, saved=not_saved())
    return _form_page(mine, customer, conflicting, status=HTTPStatus.CONFLICT)


def _differences(found: Contract, mine: Contract, shown: Shown) -> Iterator[Difference]:
    theirs, typed = _day_field(found, Shown(Typed())), _day_field(found, shown)
    if theirs.value != typed.value:
        yield Difference(typed.label, theirs.value, typed.value)
    questions, language = context.workspace().clause_set.questions, context.language()
    yield from fact_differences(questions, Facts(found.facts, questions), Facts(mine.facts, questions), language)


def _refused_page(found: Contract, customer: Customer, reading: Reading, shown: Shown) -> Response:
    """Say what is wrong; nothing of it was kept, so everything that was typed stays in the form."""
    mine = replace(shown, saved=not_saved())
    return _form_page(_with(found, reading), customer, mine, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _with(found: Contract, reading: Reading) -> Contract:
    """Give the amendment as it was looked at, with the answers that were typed over it."""
    return replace(found, facts=merged(found.facts, reading), version=expected_version())


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
        changes=[_redlined(one) for one in _changes(found)],
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
    effective = _day_field(found, shown)
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
        form=replace(form, fields=(effective, *form.fields)),
        effective=effective,
        faults=shown.faults,
        conflict=shown.conflict,
        saved=shown.saved or saved_at(found.updated_at),
        outcome=_outcome(found),
    )


def _day_field(found: Contract, shown: Shown) -> Field:
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
