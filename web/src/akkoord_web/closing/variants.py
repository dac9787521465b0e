"""Set proposals beside each other: begin one, copy it, compare, leave it with the customer, revise it, decline it."""

from typing import Final

from flask import request, url_for
from flask.typing import ResponseReturnValue

from akkoord.dossier import Customer, Proposal
from akkoord.dossier.proposals import NoSituation
from akkoord_web import context, pages
from akkoord_web.access import customer_for
from akkoord_web.closing.comparing import compared_groups
from akkoord_web.closing.proposals import facts_of, preview_of
from akkoord_web.closing.result import result_of
from akkoord_web.closing.screens import Steps, bp, proposal_for, steps_of
from akkoord_web.fields import Field, Form
from akkoord_web.speech import say, text_of
from akkoord_web.writes import writes

__all__: list[str] = []

_MOST_COLUMNS: Final = 3
_MOST_IN_A_REASON: Final = 2_000


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
    return _decline_page(customer, found, None)


@bp.post("/p/<proposal_id>/decline")
@writes
def decline_proposal(proposal_id: str) -> ResponseReturnValue:
    """Note that the customer does not want it, and why: input for the next one."""
    found, customer = proposal_for(proposal_id, "change")
    reason = request.form.get("reason", "").strip()[:_MOST_IN_A_REASON]
    if not reason:
        wrong = text_of(say("Write why: it helps with the next proposal."))
        return _decline_page(customer, found, wrong)
    context.workspace().proposals.decline(found, reason, by=context.account(), at=context.now())
    return pages.see_other(url_for("customers.dossier", customer_id=customer.id))


@bp.get("/p/<proposal_id>/compare")
def compare(proposal_id: str) -> ResponseReturnValue:
    """Set what holds now beside this proposal and its variants."""
    found, customer = proposal_for(proposal_id)
    composed = [(one, preview_of(one, one.answers)) for one in _columns(found)]
    readable = [(one, facts) for one, preview in composed if (facts := facts_of(preview)) is not None]
    questions = context.workspace().clause_set.questions
    return pages.page(
        "closing/compare.html",
        customer=customer,
        steps=steps_of(Steps(customer, found), "proposal"),
        proposal=found,
        proposals=[one for one, _ in readable],
        results=[
            result_of(one, preview, beside_the_form=False) for one, preview in composed if facts_of(preview) is not None
        ],
        groups=compared_groups(questions, "proposal", readable, context.language()),
    )


def _columns(found: Proposal) -> list[Proposal]:
    """Choose the proposals to compare: this one and the last others, by letter."""
    all_of_them = context.workspace().proposals.of(found.customer)
    others = [one for one in all_of_them if one.id != found.id and one.state != "revised"]
    return sorted([*others[-(_MOST_COLUMNS - 1) :], found], key=lambda one: (len(one.letter), one.letter))


def _decline_page(customer: Customer, found: Proposal, error: str | None) -> ResponseReturnValue:
    field = Field(
        name="reason", label=text_of(say("Why does the customer not want it?")), kind="longtext", error=error,
        required=True, max_length=_MOST_IN_A_REASON,
    )  # fmt: skip
    return pages.page(
        "closing/decline.html",
        status=422 if error else 200,
        customer=customer,
        proposal=found,
        form=Form(id="decline", fields=(field,), version=found.version),
    )
