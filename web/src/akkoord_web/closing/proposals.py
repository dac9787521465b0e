"""Build a proposal against the situation and see at once what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.closing.assembling import Preview
from akkoord.dossier import Answers, Customer, Proposal
from akkoord.facts import Facts, Part, Reading, WrongFact
from akkoord.language import AkkoordError
from akkoord_web import context, htmx, pages
from akkoord_web.closing.asking import Typed, card_form, cards_of, merged, read_part
from akkoord_web.closing.comparing import compared_groups, fact_differences
from akkoord_web.closing.result import Box, Result, basis_of, result_of
from akkoord_web.closing.saving import not_saved, saved_at
from akkoord_web.closing.screens import Steps, bp, proposal_for, steps_of
from akkoord_web.conflicts import Conflict, conflict_of
from akkoord_web.fields import raw_answers
from akkoord_web.writes import expected_version, writes

__all__ = ["Shown", "answer", "conflict_answer", "facts_of", "preview_of", "read_answers"]

_PARTS: Final[tuple[Part, ...]] = ("proposal", "terms")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the proposal screen shows: the answers so far, what was typed and cannot be read, and what to say of it.

    `faults` tells whether a list of what is wrong stands on top: not while answers keep themselves, for it takes
    the focus from who goes on typing. `refused` says why no contract was made.
    """

    proposal: Proposal
    answers: Answers
    typed: Typed
    saved: str | None = None
    conflict: Conflict | None = None
    refused: str | None = None
    faults: bool = False


@bp.get("/p/<proposal_id>")
def proposal(proposal_id: str) -> ResponseReturnValue:
    """Show a proposal: to change while it is a draft, as it stands afterwards."""
    found, customer = proposal_for(proposal_id)
    return answer(customer, Shown(found, found.answers, Typed()))


@bp.post("/p/<proposal_id>")
@writes
def save_proposal(proposal_id: str) -> ResponseReturnValue:
    """Keep what can be read of the answers, and show what the proposal comes to now."""
    found, customer = proposal_for(proposal_id, "change")
    reading, typed = read_answers()
    answers = merged(found.answers, reading)
    seen = replace(found, version=expected_version())
    try:
        kept = context.workspace().proposals.change(seen, answers, by=context.account(), at=context.now())
    except StaleVersion:
        return conflict_answer(customer, found, answers, typed)
    # Who saves what is there already has seen the newest version.
    kept = replace(kept, version=max(kept.version, found.version))
    by_itself = htmx.wants_fragment()
    if not by_itself and not reading.errors:
        return pages.see_other(url_for("closing.proposal", proposal_id=found.id))
    saved = saved_at(context.now(), unread=len(reading.errors))
    return answer(customer, Shown(kept, kept.answers, typed, saved, faults=not by_itself))


@bp.post("/p/<proposal_id>/result")
def result(proposal_id: str) -> ResponseReturnValue:
    """Say what the answers in the form come to, and keep nothing; posted, since addresses end up in logs."""
    found, customer = proposal_for(proposal_id)
    reading, typed = read_answers()
    return answer(customer, Shown(found, merged(found.answers, reading), typed), block="result")


@bp.get("/p/<proposal_id>/preview")
def preview(proposal_id: str) -> ResponseReturnValue:
    """Show the whole contract as it would read now; gaps show what is still missing."""
    found, customer = proposal_for(proposal_id)
    composed = preview_of(found, found.answers)
    return pages.page(
        "closing/preview.html",
        customer=customer,
        steps=steps_of(Steps(customer, found), "proposal"),
        proposal=found,
        result=result_of(found, composed, beside_the_form=False),
        document=composed.document if isinstance(composed, Preview) else None,
    )


def read_answers() -> tuple[Reading, Typed]:
    """Read the posted answers to the questions of a proposal and its terms."""
    raw = raw_answers(request.form.items(multi=True))
    reading = read_part(context.workspace().clause_set.questions, _PARTS, raw, context.language())
    return reading, Typed(raw, reading.errors)


def preview_of(proposal: Proposal, answers: Answers) -> Preview | AkkoordError:
    """Compose a proposal with these answers, or say why that cannot be done."""
    try:
        return context.workspace().contracts.preview(proposal, answers=answers)
    except WrongFact as error:
        return error


def facts_of(composed: Preview | AkkoordError) -> Facts | None:
    """Give the facts of what was composed, or None when that could not be done."""
    return composed.composition.facts if isinstance(composed, Preview) else None


def answer(customer: Customer, shown: Shown, *, block: str = "screen", status: int = HTTPStatus.OK) -> Response:
    """Show the proposal screen, or the part of it that changed."""
    composed = preview_of(shown.proposal, shown.answers)
    basis = basis_of(customer.id, request.values.get("basis"))
    result = result_of(shown.proposal, composed, unread=len(shown.typed.errors), basis=basis)
    asked = _asked if shown.proposal.is_draft else _stated
    return pages.page_or_fragment(
        "closing/proposal.html",
        block,
        status=status,
        customer=customer,
        steps=steps_of(Steps(customer, shown.proposal), "proposal"),
        proposal=shown.proposal,
        result=result,
        conflict=shown.conflict,
        saved=shown.saved or _saved(shown.proposal),
        refused=shown.refused,
        faults=shown.faults,
        in_the_way=_in_the_way(result) if shown.refused else (),
        variants=[one for one in context.workspace().proposals.of(customer.id) if one.state != "revised"],
        whole=False,
        **asked(shown, facts_of(composed) or Facts.merge(None, {})),
    )


def conflict_answer(customer: Customer, found: Proposal, answers: Answers, typed: Typed) -> Response:
    """Show theirs beside mine; mine stays in the form."""
    questions = context.workspace().clause_set.questions
    theirs, mine = (facts_of(preview_of(found, one)) for one in (found.answers, answers))
    differences = fact_differences(questions, theirs, mine, context.language()) if theirs and mine else ()
    conflict = conflict_of(f"proposal:{found.id}", found.version, differences)
    # The form keeps the version that was looked at: only "save mine" replaces the newer one.
    seen = replace(found, version=expected_version())
    shown = Shown(seen, answers, typed, not_saved(), conflict)
    return answer(customer, shown, status=HTTPStatus.CONFLICT)


def _asked(shown: Shown, facts: Facts) -> Mapping[str, object]:
    """Give the questions of a draft as cards of fields."""
    questions, language = context.workspace().clause_set.questions, context.language()
    cards, terms = (cards_of(questions, part, facts, language, shown.typed) for part in _PARTS)
    return {
        "groups": (),
        "cards": cards,
        "terms": terms,
        "terms_wrong": bool(card_form("terms", terms, None).faults),
        "form": card_form("proposal", [*cards, *terms], shown.proposal.version),
    }


def _stated(shown: Shown, facts: Facts) -> Mapping[str, object]:
    """Give the answers of a proposal that stays as it is."""
    questions, language = context.workspace().clause_set.questions, context.language()
    return {"groups": compared_groups(questions, "proposal", [(shown.proposal, facts)], language)}


def _in_the_way(result: Result) -> list[Box]:
    """List the boxes to look at before a contract can be made, each once."""
    behind = (box for remark in result.errors for box in remark.boxes)
    return list(dict.fromkeys((*result.missing, *behind)))


def _saved(proposal: Proposal) -> str:
    return saved_at(proposal.updated_at) if proposal.updated_at else not_saved()
