"""What the screens of ending share: the blueprint, what addresses name, and how lines are called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, request

from akkoord.access import Action
from akkoord.closing.contract import Contract
from akkoord.dossier import Customer
from akkoord.ending.termination import Draft, Termination
from akkoord.executing import Line
from akkoord.executing.explaining import article_of
from akkoord.executing.frozen import rules_of
from akkoord_web import context, identity
from akkoord_web.access import customer_for

__all__ = ["Ended", "Subject", "bp", "subject_of", "termination_for", "titles_of"]

bp = Blueprint("ending", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose contract is about to end; without a contract it is the customer who leaves."""

    customer: Customer
    contract: Contract | None

    @property
    def draft(self) -> Draft:
        """What is being typed about it; an empty one when nobody began."""
        contract = None if self.contract is None else self.contract.id
        found = context.workspace().terminations.draft_for(self.customer.id, contract)
        return found or Draft("", 0, self.customer.id, contract, owner=self.customer.owner)


@dataclass(frozen=True, slots=True)
class Ended:
    """A termination with the customer and the contract that it ends."""

    termination: Termination
    customer: Customer
    contract: Contract | None


def subject_of(customer_id: str) -> Subject:
    """Give what a form is about: the customer of the address, and the contract that it names."""
    customer = customer_for(customer_id, "change")
    named = request.values.get("contract", "")
    if not named:
        return Subject(customer, None)
    contract = context.workspace().contracts.get(named)
    if contract.customer != customer.id or contract.amends is not None:
        abort(404)
    return Subject(customer, contract)


def termination_for(termination_id: str, action: Action = "see") -> Ended:
    """Give a termination, or stop with 404 when this account may not do this to it."""
    workspace = context.workspace()
    found = workspace.terminations.get(termination_id)
    identity.require(action, found)
    contract = None if found.contract is None else workspace.contracts.get(found.contract)
    return Ended(found, workspace.customers.get(found.customer), contract)


def titles_of(contract: Contract, lines: Iterable[Line]) -> Mapping[str, str]:
    """Call every line by the title of its article, and by what it is about or its VAT where it shares that."""
    version = context.workspace().contracts.version(contract)
    if version is None:
        return {}
    rules = rules_of(version.data["rules"])
    about = {rule.line: rule.about for rule in rules}
    by_vat = {rule.line for rule in rules if rule.goods}
    titles = {}
    for line in lines:
        article = article_of(line.clause, version)
        title = line.id if article is None else article.title
        said = about.get(line.rule)
        titles[line.id] = f"{title}: {said}" if said else title
        if line.rule in by_vat:
            titles[line.id] = f"{titles[line.id]}, {line.vat.text(version.language)}"
    return titles
