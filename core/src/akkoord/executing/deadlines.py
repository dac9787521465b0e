"""Gather the days that matter, of one customer or of all: notice, the end, what was promised and what was agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from akkoord.access import Account, whose_customers
from akkoord.closing.contract import Contract
from akkoord.closing.contract_reading import ContractReading
from akkoord.dossier import Customer, SideAgreement, SideAgreements
from akkoord.executing.due_words import end_words, notice_words, reading
from akkoord.executing.obligation import Obligation
from akkoord.executing.obligations import Obligations
from akkoord.language import Message
from akkoord.store import Store

__all__ = ["Deadline", "Deadlines"]

Kind = Literal["notice", "end", "obligation", "agreement"]
MOST = 500


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something happens or must be done: what it is, how it is reckoned, of which customer.

    `thing` is the id of the contract, obligation or agreement; `responsible` an account id, None for whose customer
    it is.
    """

    day: date
    kind: Kind
    what: Message
    reading: Message | None
    customer: Customer
    thing: str
    responsible: str | None = None


class Deadlines:
    """The deadlines of a store."""

    def __init__(self, store: Store, obligations: Obligations) -> None:
        """Look in this store."""
        self._contracts = ContractReading(store)
        self._agreements = SideAgreements(store)
        self._obligations = obligations

    def near(self, on: date, days: int, *, by: Account) -> list[Deadline]:
        """Return what an account has to look after within so many days, overdue included, the first first.

        Raises NotAllowed for somebody who has no customers to look after.
        """
        owner, until = whose_customers(by), on + timedelta(days=days)
        found = [
            deadline
            for contract, customer in self._contracts.deadlines(on, until, owner=owner, limit=MOST)
            for deadline in _of_contract(contract, customer)
            if on <= deadline.day <= until
        ]
        found += [
            _of_obligation(one, customer)
            for one, customer in self._obligations.near(on, days, by=by, limit=MOST)
            if one.due is not None
        ]
        found += [
            _of_agreement(one, customer)
            for one, customer in self._agreements.due(until, owner=owner, limit=MOST)
            if one.due is not None
        ]
        return sorted(found, key=lambda one: (one.day, one.customer.name, one.kind))

    def of(self, customer: Customer, on: date) -> list[Deadline]:
        """Return all coming deadlines of a customer, overdue ones included, the first first."""
        found = [
            deadline
            for contract in self._contracts.of(customer.id)
            if contract.is_binding
            for deadline in _of_contract(contract, customer)
            if deadline.day >= on
        ]
        open_ones = self._obligations.of(customer.id, state="open")
        found += [_of_obligation(one, customer) for one in open_ones if one.due is not None]
        agreed = self._agreements.of(customer.id, state="open")
        found += [_of_agreement(one, customer) for one in agreed if one.due is not None]
        return sorted(found, key=lambda one: (one.day, one.kind))


def _of_contract(contract: Contract, customer: Customer) -> Iterator[Deadline]:
    values = {"number": contract.number}
    if contract.notice_by is not None and contract.notice_on is None:
        what = Message("Last day of notice, contract {number}", values)
        yield Deadline(contract.notice_by, "notice", what, notice_words(contract.notice_by), customer, contract.id)
    if contract.ends_on is not None:
        what = Message("End of contract {number}", values)
        yield Deadline(contract.ends_on, "end", what, end_words(contract.ends_on), customer, contract.id)


def _of_obligation(one: Obligation, customer: Customer) -> Deadline:
    values = {"action": one.action}
    said = {
        "supplier": Message("We: {action}", values),
        "customer": Message("Customer: {action}", values),
        "both": Message("Both: {action}", values),
    }
    what = said[one.party]
    day = one.due or date.max
    return Deadline(day, "obligation", what, reading(one.due_rule), customer, one.id, one.responsible)


def _of_agreement(one: SideAgreement, customer: Customer) -> Deadline:
    what = Message("Agreement: {text}", {"text": " ".join(one.text.split())})
    return Deadline(one.due or date.max, "agreement", what, None, customer, one.id)
