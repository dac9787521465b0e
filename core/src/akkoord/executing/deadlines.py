"""Gather the days that matter, of one customer or of all: notice, the end, what was promised and what was agreed."""

from collections.abc import Callable, Iterator, Mapping
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
from akkoord.executing.planned_end import TERMINATION_DATE, falls_away
from akkoord.language import Message
from akkoord.store import Store

__all__ = ["Deadline", "Deadlines"]

Kind = Literal["notice", "end", "obligation", "agreement"]
Fate = Literal["stands", "falls away", "comes with the end"]
"""What a planned end of the contract does to a deadline."""
PlannedEnds = Callable[[], Mapping[str, date]]
"""Gives the contracts, by id, whose end is planned, with their last day."""
MOST = 500


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something happens or must be done: what it is, how it is reckoned, of which customer.

    `thing` is the id of the contract, obligation or agreement; `responsible` an account id, None for whose customer
    it is; `fate` tells what a planned end of the contract does to it.
    """

    day: date
    kind: Kind
    what: Message
    reading: Message | None
    customer: Customer
    thing: str
    responsible: str | None = None
    fate: Fate = "stands"


class Deadlines:
    """The deadlines of a store; where the end of a contract is planned, as they are by that end."""

    def __init__(self, store: Store, obligations: Obligations, planned: PlannedEnds = dict) -> None:
        """Look in this store; `planned` gives the ends that are planned."""
        self._contracts = ContractReading(store)
        self._agreements = SideAgreements(store)
        self._obligations = obligations
        self._planned = planned

    def near(self, on: date, days: int, *, by: Account) -> list[Deadline]:
        """Return what an account has to look after within so many days, overdue included, the first first.

        What falls away with a planned end is left out. Raises NotAllowed for somebody who has no customers to look
        after.
        """
        owner, until, ends = whose_customers(by), on + timedelta(days=days), self._planned()
        ending = self._contracts.binding(ends, owner=owner)
        running = self._contracts.deadlines(on, until, owner=owner, limit=MOST)
        found = [
            deadline
            for contract, customer in [*ending, *(pair for pair in running if pair[0].id not in ends)]
            for deadline in _of_contract(contract, customer, ends.get(contract.id))
            if on <= deadline.day <= until
        ]
        found += [
            _of_obligation(one, customer)
            for one, customer in self._obligations.near(on, days, by=by, limit=MOST)
            if one.due is not None and not falls_away(one, ends.get(one.contract, date.max))
        ]
        for contract, customer in ending:
            foreseen = self._foreseen(contract, customer, ends[contract.id])
            found += [one for one in foreseen if one.fate == "comes with the end" and one.day <= until]
        found += [
            _of_agreement(one, customer)
            for one, customer in self._agreements.due(until, owner=owner, limit=MOST)
            if one.due is not None
        ]
        return sorted(found, key=lambda one: (one.day, one.customer.name, one.kind))

    def of(self, customer: Customer, on: date) -> list[Deadline]:
        """Return all coming deadlines of a customer, overdue ones included, the first first.

        What falls away with a planned end comes last.
        """
        ends = self._planned()
        binding = [one for one in self._contracts.of(customer.id) if one.is_binding]
        found = [
            deadline
            for contract in binding
            for deadline in _of_contract(contract, customer, ends.get(contract.id))
            if deadline.day >= on
        ]
        ending = {one.id: one for one in binding if one.id in ends}
        open_ones = self._obligations.of(customer.id, state="open")
        found += [
            _of_obligation(one, customer) for one in open_ones if one.due is not None and one.contract not in ending
        ]
        for contract in ending.values():
            found += self._foreseen(contract, customer, ends[contract.id])
        agreed = self._agreements.of(customer.id, state="open")
        found += [_of_agreement(one, customer) for one in agreed if one.due is not None]
        return sorted(found, key=lambda one: (one.fate == "falls away", one.day, one.kind))

    def _foreseen(self, contract: Contract, customer: Customer, last: date) -> Iterator[Deadline]:
        """Give the obligations of a contract whose end is planned, as they are by that end."""
        for one in self._obligations.at_end(contract, last):
            if one.due is not None:
                yield _of_obligation(one, customer, _fate(one))


def _fate(one: Obligation) -> Fate:
    if one.state == "lapsed":
        return "falls away"
    return "comes with the end" if TERMINATION_DATE in one.due_rule.anchors else "stands"


def _of_contract(contract: Contract, customer: Customer, planned: date | None) -> Iterator[Deadline]:
    """Give the last day of notice and the end; an end that is planned takes the place of both."""
    values = {"number": contract.number}
    if planned is not None:
        what = Message("Planned end of contract {number}", values)
        yield Deadline(planned, "end", what, end_words(planned), customer, contract.id, fate="comes with the end")
        return
    if contract.notice_by is not None and contract.notice_on is None:
        what = Message("Last day of notice, contract {number}", values)
        yield Deadline(contract.notice_by, "notice", what, notice_words(contract.notice_by), customer, contract.id)
    if contract.ends_on is not None:
        what = Message("End of contract {number}", values)
        yield Deadline(contract.ends_on, "end", what, end_words(contract.ends_on), customer, contract.id)


def _of_obligation(one: Obligation, customer: Customer, fate: Fate = "stands") -> Deadline:
    values = {"action": one.action}
    said = {
        "supplier": Message("We: {action}", values),
        "customer": Message("Customer: {action}", values),
        "both": Message("Both: {action}", values),
    }
    what = said[one.party]
    day = one.due or date.max
    return Deadline(day, "obligation", what, reading(one.due_rule), customer, one.id, one.responsible, fate)


def _of_agreement(one: SideAgreement, customer: Customer) -> Deadline:
    what = Message("Agreement: {text}", {"text": " ".join(one.text.split())})
    return Deadline(one.due or date.max, "agreement", what, None, customer, one.id)
