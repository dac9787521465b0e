"""Build a proposal against the situation and see at once what it comes to; variants side by side."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from akkoord.access import StaleVersion
from akkoord.closing.assembling import Preview
from akkoord.dossier import Answers, Customer, Proposal
from akkoord.dossier.proposals import NoSituation
from akkoord.facts import Facts, Part, Reading, WrongFact
from akkoord.language import AkkoordError
from akkoord_web import context, htmx, pages
from akkoord_web.access import customer_for
from akkoord_web.closing.asking import Typed, card_form, cards_of, merged, read_part
from akkoord_web.closing.comparing import compared_groups, fact_differences
from akkoord_web.closing.result import result_of
from akkoord_web.closing.screens import Steps, bp, proposal_for, steps_of
from akkoord_web.conflicts import Conflict, conflict_of
from akkoord_web.fields import Field, Form, raw_answers
from akkoord_web.speech import say, text_of
from akkoord_web.writes import expected_version, writes

__all__ = ["Shown", "answer", "read_answers"]

_PARTS: Final[tuple[Part, ...]] = ("proposal", "terms")
_MOST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What the proposal screen shows: the answers so far, what was typed and cannot be read, and what to say of it."""

    proposal: Proposal
    answers: Answers
    typed: Typed
    conflict: Conflict | None = None
    saved: str | None = None
    refused: str | None = None


@bp.get("/c/<customer_id>/proposals/all")
def proposals(customer_id: str) -> ResponseReturnValue:
    """List the proposals to a customer, with the way to begin the next."""
    customer = customer_for(customer_id)
    workspace = context.workspace()
    return pages.page(
        "closing/proposals.html",
        customer=customer,
        steps=steps_of(Steps(customer), "proposal"),
        proposals=list(reversed(workspace.proposals.of(customer.id))),
        has_situation=workspace.situations.latest(customer.id) is not None,
    )


@bp.post("/c/<customer_id>/proposals/start")
@writes
def start_proposal(customer_id: str) -> ResponseReturnValue:
    """Begin the next proposal; without a situation, record that first."""
    customer = customer_for(customer_id, "change")
    try:
        started = context.workspace().proposals.start(customer.id, by=context.account(), at=context.now())
    except NoSituation:
        return pages.see_other(url_for("closing.intake", customer_id=customer.id))
    return pages.see_other(url_for("closing.proposal", proposal_id=started.id))


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
    if not htmx.wants_fragment() and not reading.errors:
        return pages.see_other(url_for("closing.proposal", proposal_id=found.id))
    return answer(customer, Shown(kept, kept.answers, typed, saved=_saved(reading)))


@bp.get("/p/<proposal_id>/result")
def result(proposal_id: str) -> ResponseReturnValue:
    """Say what the answers in the form come to, before they are kept."""
    found, customer = proposal_for(proposal_id)
    raw = raw_answers(request.args.items(multi=True))
    reading = read_part(context.workspace().clause_set.questions, _PARTS, raw, context.language())
    shown = Shown(found, merged(found.answers, reading), Typed(raw, reading.errors))
    return answer(customer, shown, block="result")


@bp.post("/p/<proposal_id>/copy")
@writes
def copy_proposal(proposal_id: str) -> ResponseReturnValue:
    """Begin a variant with the same answers."""
    found, customer = proposal_for(proposal_id, "change")
    copied = context.workspace().proposals.start(customer.id, by=context.account(), at=context.now(), copy_of=found)
    return pages.see_other(url_for("closing.proposal", proposal_id=copied.id))


@bp.post("/p/<proposal_id>/present")
@writes
def present_proposal(proposal_id: str) -> ResponseReturnValue:
    """Note that the customer has it: from now on it stays as it is."""
    found, _ = proposal_for(proposal_id, "change")
    context.workspace().proposals.present(found, by=context.account(), at=context.now())
    return pages.see_other(url_for("closing.proposal", proposal_id=found.id))


@bp.post("/p/<proposal_id>/revise")
@writes
def revise_proposal(proposal_id: str) -> ResponseReturnValue:
    """Begin a new version of a proposal that the customer has."""
    found, _ = proposal_for(proposal_id, "change")
    revised = context.workspace().proposals.revise(found, by=context.account(), at=context.now())
    return pages.see_other(url_for("closing.proposal", proposal_id=revised.id))


@bp.get("/p/<proposal_id>/decline")
def declining(proposal_id: str) -> ResponseReturnValue:
    """Ask why the customer does not want it."""
    found, customer = proposal_for(proposal_id, "change")
    return _decline_page(customer, found, "", None)


@bp.post("/p/<proposal_id>/decline")
@writes
def decline_proposal(proposal_id: str) -> ResponseReturnValue:
    """Note that the customer does not want it, and why: input for the next one."""
    found, customer = proposal_for(proposal_id, "change")
    reason = request.form.get("reason", "").strip()
    if not reason:
        wrong = text_of(say("Write why: it helps with the next proposal."))
        return _decline_page(customer, found, "", wrong)
    context.workspace().proposals.decline(found, reason, by=context.account(), at=context.now())
    return pages.see_other(url_for("customers.dossier", customer_id=customer.id))


@bp.get("/p/<proposal_id>/compare")
def compare(proposal_id: str) -> ResponseReturnValue:
    """Set what holds now beside this proposal and its variants."""
    found, customer = proposal_for(proposal_id)
    others = [
        one for one in context.workspace().proposals.of(customer.id) if one.id != found.id and one.state != "revised"
    ]
    shown = sorted([*others[-(_MOST_COLUMNS - 1) :], found], key=lambda one: (len(one.letter), one.letter))
    columns = [(one, _facts(preview_of(one, one.answers))) for one in shown]
    readable = [(one, facts) for one, facts in columns if facts is not None]
    return pages.page(
        "closing/compare.html",
        customer=customer,
        steps=steps_of(Steps(customer, found), "proposal"),
        proposal=found,
        proposals=[one for one, _ in readable],
        results=[result_of(one, preview_of(one, one.answers)) for one, _ in readable],
        groups=compared_groups(context.workspace().clause_set.questions, "proposal", readable, context.language()),
    )


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
        result=result_of(found, composed),
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


def answer(customer: Customer, shown: Shown, *, block: str = "screen", status: int = HTTPStatus.OK) -> Response:
    """Show the proposal screen, or the part of it that changed."""
    questions, language = context.workspace().clause_set.questions, context.language()
    composed = preview_of(shown.proposal, shown.answers)
    facts = _facts(composed) or Facts.merge(None, {})
    cards = [cards_of(questions, part, facts, language, shown.typed) for part in _PARTS]
    fixed = not shown.proposal.is_draft
    return pages.page_or_fragment(
        "closing/proposal.html",
        block,
        status=status,
        customer=customer,
        steps=steps_of(Steps(customer, shown.proposal), "proposal"),
        proposal=shown.proposal,
        variants=[one for one in context.workspace().proposals.of(customer.id) if one.state != "revised"],
        cards=cards[0],
        terms=cards[1],
        groups=compared_groups(questions, "proposal", [(shown.proposal, facts)], language) if fixed else [],
        form=card_form("proposal", [*cards[0], *cards[1]], shown.proposal.version),
        result=result_of(shown.proposal, composed, unread=len(shown.typed.errors)),
        conflict=shown.conflict,
        saved=shown.saved,
        refused=shown.refused,
    )


def conflict_answer(customer: Customer, found: Proposal, answers: Answers, typed: Typed) -> Response:
    """Show theirs beside mine; mine stays in the form."""
    questions = context.workspace().clause_set.questions
    theirs, mine = (_facts(preview_of(found, one)) for one in (found.answers, answers))
    differences = fact_differences(questions, theirs, mine, context.language()) if theirs and mine else ()
    conflict = conflict_of(f"proposal:{found.id}", found.version, differences)
    seen = replace(found, version=expected_version())
    return answer(customer, Shown(seen, answers, typed, conflict=conflict), status=HTTPStatus.CONFLICT)


def _facts(composed: Preview | AkkoordError) -> Facts | None:
    return composed.composition.facts if isinstance(composed, Preview) else None


def _decline_page(customer: Customer, found: Proposal, typed: str, error: str | None) -> Response:
    field = Field(
        name="reason", label=text_of(say("Why does the customer not want it?")), kind="longtext", value=typed,
        error=error, required=True, max_length=2000,
    )  # fmt: skip
    return pages.page(
        "closing/decline.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
        customer=customer,
        proposal=found,
        form=Form(id="decline", fields=(field,), version=found.version),
    )


def _saved(reading: Reading) -> str:
    at = context.local(context.now()).strftime("%H:%M")
    if reading.errors:
        return text_of(say("Saved at {at}, but for what is marked", at=at))
    return text_of(say("Saved at {at}", at=at))
