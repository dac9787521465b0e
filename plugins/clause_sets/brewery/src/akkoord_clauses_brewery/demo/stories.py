"""Tell the story of one customer through the services of the workspace, exactly as people would have done it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from akkoord.access import Account
from akkoord.closing import OwnText
from akkoord.closing.contract import Contract
from akkoord.closing.sign import consent
from akkoord.closing.signing import Drawn
from akkoord.demo.handwriting import signature_of
from akkoord.demo.stage import Stage
from akkoord.dossier import Customer, Proposal
from akkoord.values.calendar import add_months
from akkoord_clauses_brewery.demo.cast import Guest
from akkoord_clauses_brewery.demo.intake import findings
from akkoord_clauses_brewery.demo.offers import OFFERS, answers, first_day

WITH_CONTRACT: Final = frozenset({"ready_to_sign", "partly_signed", "in_force", "terminated", "archived_terminated"})
SIGNED: Final = frozenset({"in_force", "terminated", "archived_terminated"})
GONE: Final = frozenset({"terminated", "archived_terminated"})
"""Who left; how is told once what was delivered until then is known."""
GROWTH: Final = (104, 97, 108, 101, 93, 106, 99)


@dataclass(slots=True)
class Telling:
    """One customer's story while it is told; `met` is the day of the first visit."""

    stage: Stage
    guest: Guest
    by: Account = field(init=False)
    commencement: date = field(init=False)
    met: date = field(init=False)

    def __post_init__(self) -> None:
        guest, today = self.guest, self.stage.today
        self.by = self.stage.accounts[guest.owner]
        self.commencement = first_day(OFFERS[guest.offer], guest, today)
        if guest.story in SIGNED:
            self.met = min(self.commencement, today) - timedelta(days=60 + guest.n % 9)
        elif guest.story in {"lapsed", "declined", "archived_prospect"}:
            self.met = today - timedelta(days=120 + guest.n)
        else:
            self.met = today - timedelta(days=18 + guest.n % 14)

    def tell(self) -> Customer:
        """Tell it all; give the customer as it is in the end."""
        customer = self.stage.workspace.customers.add(
            self.guest.party, self.by.id, by=self.by, at=self._at(0), on=self._day(0)
        )
        if self.guest.story != "new":
            self._visit(customer, self._day(2), before=self._supplied_until(), growth=100)
        if self.guest.story in WITH_CONTRACT:
            self._with_contract(customer)
        elif self.guest.story not in {"new", "situation"}:
            self._with_proposals(customer)
        return self._put_away(customer)

    def _with_proposals(self, customer: Customer) -> None:
        """Make the proposals of somebody without a contract, and bring the first to where the story is."""
        offered = [self._propose(customer, name) for name in self.guest.variants or (self.guest.offer,)]
        proposals, story = self.stage.workspace.proposals, self.guest.story
        if story == "draft":
            return
        valid = self._day(8) + timedelta(days=45)
        if story == "accepted":
            proposals.accept(offered[0], by=self.by, at=self._at(12))
            return
        shown = [proposals.present(one, by=self.by, at=self._at(8), valid_until=valid) for one in offered]
        if story in {"declined", "archived_prospect"}:
            proposals.decline(shown[0], self.guest.reason, by=self.by, at=self._at(20))
        elif story == "lapsed":
            proposals.lapse(shown[0], by=self.by, at=self.stage.moment(valid + timedelta(days=1)))

    def _with_contract(self, customer: Customer) -> None:
        """Make the contract, collect the signatures that the story has, and visit again in the years after."""
        contracts, story = self.stage.workspace.contracts, self.guest.story
        proposal = self._propose(customer, self.guest.offer)
        accepted = self.stage.workspace.proposals.accept(proposal, by=self.by, at=self._at(12))
        contract = contracts.make(accepted, by=self.by, at=self._at(14), own_texts=self._own_texts())
        if story in SIGNED:
            self._sign(contract, all_of_them=True)
            self._later_visits(customer)
        elif story == "partly_signed":
            self._sign(contract, all_of_them=False)
        if self.guest.renewal_draft is not None:
            self._renewal(customer, self.guest.renewal_draft)

    def _put_away(self, customer: Customer) -> Customer:
        """Put somebody away who never became a customer, when the story says so."""
        customer = self.stage.workspace.customers.get(customer.id)
        if self.guest.story != "archived_prospect":
            return customer
        put_away = max(ended_on(self.stage, self.guest), self._day(30)) + timedelta(days=7)
        return self.stage.workspace.customers.archive(customer, by=self.by, at=self.stage.moment(put_away))

    def _visit(self, customer: Customer, on: date, *, before: date | None, growth: int) -> None:
        situations = self.stage.workspace.situations
        found = findings(self.guest, on, before=before, growth=growth)
        situations.record(situations.for_visit(customer.id, on), found, by=self.by, at=self.stage.moment(on, 45))

    def _later_visits(self, customer: Customer) -> None:
        """Visit every nine months after the start, until three weeks ago."""
        last = (
            ended_on(self.stage, self.guest)
            if self.guest.story != "in_force"
            else self.stage.today - timedelta(days=21)
        )
        for count, growth in enumerate(GROWTH, start=1):
            on = add_months(self.commencement, 9 * count)
            if on > last:
                return
            self._visit(customer, on, before=None, growth=growth)

    def _propose(self, customer: Customer, name: str) -> Proposal:
        made_on = self._day(5)
        offer, first = OFFERS[name], first_day(OFFERS[name], self.guest, self.stage.today)
        proposals = self.stage.workspace.proposals
        started = proposals.start(customer.id, by=self.by, at=self._at(5))
        filled = answers(offer, self.guest, first, made_on)
        return proposals.change(started, filled, by=self.by, at=self._at(5, 20), title=offer.title)

    def _renewal(self, customer: Customer, name: str) -> None:
        """Begin the conversation about what comes after the contract in force."""
        last_week = self.stage.today - timedelta(days=6)
        first = (last_week.replace(day=1) + timedelta(days=75)).replace(day=1)
        proposals = self.stage.workspace.proposals
        started = proposals.start(customer.id, by=self.by, at=self.stage.moment(last_week))
        filled = answers(OFFERS[name], self.guest, first, last_week)
        proposals.change(started, filled, by=self.by, at=self.stage.moment(last_week, 15), title="Na dit contract")

    def _sign(self, contract: Contract, *, all_of_them: bool) -> None:
        """Let the customer's people sign first, then whoever else; leave the last one when not all do."""
        contracts = self.stage.workspace.contracts
        version = contracts.version(contract)
        if version is None:
            raise ValueError(f"contract {contract.number} has no version to sign")
        slots = sorted(version.slots, key=lambda slot: slot.party == "supplier")
        for count, slot in enumerate(slots if all_of_them else slots[:-1]):
            drawn = Drawn(
                slot=slot.id,
                name=slot.name,
                role=slot.role,
                strokes=signature_of(slot.name),
                sha256=version.sha256,
                consent=consent("nl"),
                device=f"tablet {self.guest.owner}",
                place=self.guest.city,
            )
            contracts.sign(contract, drawn, by=self.by, at=self._at(16, 10 + 4 * count))

    def _own_texts(self) -> Sequence[OwnText]:
        if self.guest.own_text is None:
            return ()
        title, body = self.guest.own_text
        behind = "a-loaned-equipment" if "tap" in body else None
        return (OwnText(1, title, body, behind),)

    def _supplied_until(self) -> date:
        """Give the last day of the contract with the supplier before us: the day before we begin."""
        return self.commencement - timedelta(days=1)

    def _day(self, after: int) -> date:
        return min(self.met + timedelta(days=after), self.stage.today)

    def _at(self, after: int, minutes: int = 0) -> datetime:
        return self.stage.moment(self._day(after), minutes)


def ended_on(stage: Stage, guest: Guest) -> date:
    """Give the day on which somebody who left did so."""
    return stage.today - timedelta(days=40 + 3 * guest.n)
