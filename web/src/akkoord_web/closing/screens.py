"""What the screens of closing share: the blueprint, the things that addresses name, and the steps at the top."""

from dataclasses import dataclass

from flask import Blueprint, url_for

from akkoord.access import Action
from akkoord.closing.contract import SIGNABLE, Contract, ContractFixed
from akkoord.dossier import Customer, Proposal
from akkoord.dossier.proposals import OPEN
from akkoord_web import context, identity
from akkoord_web.speech import say, text_of

__all__ = ["Step", "Steps", "bp", "contract_for", "contract_of", "open_contract_for", "proposal_for", "steps_of"]

bp = Blueprint("closing", __name__, template_folder="templates")

Step = tuple[str, str | None, str]


def proposal_for(proposal_id: str, action: Action = "see") -> tuple[Proposal, Customer]:
    """Give a proposal with its customer, or stop with 404 when this account may not do this to it."""
    proposal = context.workspace().proposals.get(proposal_id)
    identity.require(action, proposal)
    return proposal, context.workspace().customers.get(proposal.customer)


def contract_for(contract_id: str, action: Action = "see") -> tuple[Contract, Customer]:
    """Give a contract with its customer, or stop with 404 when this account may not do this to it."""
    contract = context.workspace().contracts.get(contract_id)
    identity.require(action, contract)
    return contract, context.workspace().customers.get(contract.customer)


def open_contract_for(contract_id: str, action: Action = "change") -> tuple[Contract, Customer]:
    """Give a contract that may still change. Raises ContractFixed for one in force, ended or withdrawn."""
    contract, customer = contract_for(contract_id, action)
    if not contract.is_changeable:
        raise ContractFixed(contract.number, contract.state)
    return contract, customer


@dataclass(frozen=True, slots=True)
class Steps:
    """How far closing is for one customer: what the steps at the top lead to."""

    customer: Customer
    proposal: Proposal | None = None
    contract: Contract | None = None


def steps_of(steps: Steps, current: str) -> list[Step]:
    """List the four steps: done, current or ahead, with an address where there is something to go to."""
    proposal = steps.proposal or _last_proposal(steps.customer)
    contract = steps.contract or contract_of(proposal)
    urls = {
        "situation": url_for("closing.intake", customer_id=steps.customer.id),
        "proposal": url_for("closing.proposal", proposal_id=proposal.id) if proposal else None,
        "contract": url_for("closing.contract", contract_id=contract.id) if contract else None,
        "sign": _sign_url(contract),
    }
    labels = {
        "situation": say("Situation"), "proposal": say("Proposal"), "contract": say("Contract"), "sign": say("Signing"),
    }  # fmt: skip
    names = list(labels)
    at = names.index(current)
    return [
        (text_of(labels[name]), urls[name], "current" if place == at else "done" if place < at else "ahead")
        for place, name in enumerate(names)
    ]


def _last_proposal(customer: Customer) -> Proposal | None:
    found = [one for one in context.workspace().proposals.of(customer.id) if one.state in OPEN]
    return found[-1] if found else None


def contract_of(proposal: Proposal | None) -> Contract | None:
    """Give the contract that was made of a proposal, or None while there is none."""
    if proposal is None or proposal.state != "converted":
        return None
    made = context.workspace().contracts.of(proposal.customer)
    return next((one for one in made if one.proposal == proposal.id), None)


def _sign_url(contract: Contract | None) -> str | None:
    if contract is None:
        return None
    if contract.state in SIGNABLE:
        return url_for("closing.sign_page", contract_id=contract.id)
    return url_for("closing.signed", contract_id=contract.id) if contract.is_signed else None
