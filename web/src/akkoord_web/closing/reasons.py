"""Say why an article is in the contract or not, and which single answer would turn that."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue

from akkoord.closing import why
from akkoord.closing.assembling import Preview
from akkoord.dossier import Customer
from akkoord_web import context, pages
from akkoord_web.closing.proposals import preview_of
from akkoord_web.closing.screens import Step, Steps, bp, contract_for, proposal_for, steps_of

__all__: list[str] = []


@dataclass(frozen=True, slots=True)
class Row:
    """A clause in the list of what is in and what is not."""

    id: str
    title: str
    label: str | None
    url: str


@bp.get("/p/<proposal_id>/why")
def reasons_in_proposal(proposal_id: str) -> ResponseReturnValue:
    """List every clause of the set, in or out."""
    found, customer = proposal_for(proposal_id)
    composed = preview_of(found, found.answers)
    if not isinstance(composed, Preview):
        raise composed
    return _list(
        customer,
        composed,
        lambda clause: url_for("closing.why_in_proposal", proposal_id=found.id, clause=clause),
        steps=steps_of(Steps(customer, found), "proposal"),
        back=url_for("closing.proposal", proposal_id=found.id),
    )


@bp.get("/p/<proposal_id>/why/<clause>")
def why_in_proposal(proposal_id: str, clause: str) -> ResponseReturnValue:
    """Explain one clause of a proposal."""
    found, customer = proposal_for(proposal_id)
    composed = preview_of(found, found.answers)
    if not isinstance(composed, Preview):
        raise composed
    return _one(customer, composed, clause, back=url_for("closing.reasons_in_proposal", proposal_id=found.id))


@bp.get("/k/<contract_id>/why")
def reasons_in_contract(contract_id: str) -> ResponseReturnValue:
    """List every clause of the set, in this contract or not."""
    contract, customer = contract_for(contract_id)
    return _list(
        customer,
        context.workspace().contracts.composed(contract),
        lambda clause: url_for("closing.why_in_contract", contract_id=contract.id, clause=clause),
        steps=steps_of(Steps(customer, contract=contract), "contract"),
        back=url_for("closing.contract", contract_id=contract.id),
    )


@bp.get("/k/<contract_id>/why/<clause>")
def why_in_contract(contract_id: str, clause: str) -> ResponseReturnValue:
    """Explain one clause of a contract."""
    contract, customer = contract_for(contract_id)
    composed = context.workspace().contracts.composed(contract)
    return _one(customer, composed, clause, back=url_for("closing.reasons_in_contract", contract_id=contract.id))


def _list(customer: Customer, composed: Preview, url: Callable[[str], str], steps: list[Step], back: str) -> Response:
    composition = composed.composition
    present = [
        Row(part.id, part.title, part.label, url(part.id)) for part in composition.placed if part.clause is not None
    ]
    absent = [
        Row(clause.id, clause.title, None, url(clause.id))
        for clause in sorted(composition.clause_set.clauses, key=lambda one: (one.order, one.id))
        if clause.id not in composition.selection
    ]
    return pages.page("closing/reasons.html", customer=customer, present=present, absent=absent, steps=steps, back=back)


def _one(customer: Customer, composed: Preview, clause: str, *, back: str) -> Response:
    composition = composed.composition
    known = composition.clause_set.by_id.get(clause) or abort(404)
    adjustments = [one for reason in composition.selection.reasons.values() for one in reason.adjusted]
    explained = why(composition.clause_set, composition.facts, clause, adjustments)
    return pages.page_or_fragment(
        "closing/why.html",
        "why",
        customer=customer,
        clause=known,
        label=next((part.label for part in composition.placed if part.id == clause), None),
        explained=explained,
        sentences=explained.words(composition.clause_set, context.language()),
        back=back,
    )
