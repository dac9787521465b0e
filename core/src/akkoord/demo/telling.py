"""Tell the story of one customer of a play through the services of the workspace, as people would have done it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, cast

from akkoord.access import Account
from akkoord.closing import OwnText
from akkoord.closing.contract import Contract
from akkoord.closing.sign import consent
from akkoord.closing.signing import Drawn
from akkoord.demo.handwriting import signature_of
from akkoord.demo.play import Answers, Guest, Offer, Play
from akkoord.demo.stage import Stage
from akkoord.dossier import Customer, Proposal
from akkoord.ending.termination import Plan
from akkoord.facts import deep_merge
from akkoord.store import Json
from akkoord.values.calendar import add_months

WITH_CONTRACT: Final = frozenset({"ready_to_sign", "partly_signed", "in_force", "terminated"})
SIGNED: Final = frozenset({"in_force", "terminated"})
ENDED: Final = timedelta(days=40)
"""How long ago a contract ended whose story is that it did."""


@dataclass(slots=True)
class Telling:
    """One customer's story while it is told; `met` is the day of the first visit."""

    stage: Stage
    play: Play
    guest: Guest
    n: int
    by: Account = field(init=False)
    commencement: date = field(init=False)
    met: date = field(init=False)

    def __post_init__(self) -> None:
        """Reckon the days of the story."""
        guest, today = self.guest, self.stage.today
        self.by = self.stage.accounts[guest.owner]
        self.commencement = first_day(self.play.offers[guest.offer], guest, today)
        if guest.story in SIGNED:
            self.met = min(self.commencement, today) - timedelta(days=60 + self.n % 9)
        else:
            self.met = today - timedelta(days=(90 if guest.story == "declined" else 18) + self.n % 14)

    def tell(self) -> Customer:
        """Tell it all; give the customer as it is in the end."""
        workspace, story = self.stage.workspace, self.guest.story
        party = self.guest.party(self.n, self.play.area)
        customer = workspace.customers.add(party, self.by.id, by=self.by, at=self._at(0), on=self._day(0))
        if story == "new":
            return customer
        self._visit(customer, self._day(2))
        if story in WITH_CONTRACT:
            self._contract(customer)
        elif story != "situation":
            self._proposals(customer)
        return workspace.customers.get(customer.id)

    def _visit(self, customer: Customer, on: date) -> None:
        situations = self.stage.workspace.situations
        found = merged(self.play.found, self.guest.found)
        situations.record(situations.for_visit(customer.id, on), found, by=self.by, at=self.stage.moment(on, 45))

    def _proposals(self, customer: Customer) -> None:
        """Make the proposals of somebody without a contract, and bring the first to where the story is."""
        offered = [self._propose(customer, name) for name in self.guest.variants or (self.guest.offer,)]
        proposals, story = self.stage.workspace.proposals, self.guest.story
        if story == "accepted":
            proposals.accept(offered[0], by=self.by, at=self._at(12))
        elif story != "draft":
            valid = self._day(8) + timedelta(days=45)
            shown = [proposals.present(one, by=self.by, at=self._at(8), valid_until=valid) for one in offered]
            if story == "declined":
                proposals.decline(shown[0], self.guest.reason, by=self.by, at=self._at(20))

    def _contract(self, customer: Customer) -> None:
        """Make the contract, collect the signatures that the story has, and end it when the story says so."""
        workspace, story = self.stage.workspace, self.guest.story
        proposal = workspace.proposals.accept(self._propose(customer, self.guest.offer), by=self.by, at=self._at(12))
        contract = workspace.contracts.make(proposal, by=self.by, at=self._at(14), own_texts=self._own_texts())
        if story != "ready_to_sign":
            self._sign(contract, all_of_them=story in SIGNED)
        if story == "terminated":
            self._end(customer)

    def _end(self, customer: Customer) -> None:
        """End the contracts as a customer who gave notice does."""
        workspace, last = self.stage.workspace, self.stage.today - timedelta(days=40)
        plan = Plan(
            "notice_by_customer", ("competitor_offer",), self.guest.reason or "Een ander bood meer.", "customer", last,
            notice_received=last - timedelta(days=30), ground="In overleg op deze dag beëindigd.",
        )  # fmt: skip
        at = self.stage.moment(last + timedelta(days=1))
        for one in workspace.contracts.of(customer.id):
            workspace.terminations.plan(customer.id, one, plan, by=self.by, at=at)

    def _propose(self, customer: Customer, name: str) -> Proposal:
        offer, proposals = self.play.offers[name], self.stage.workspace.proposals
        started = proposals.start(customer.id, by=self.by, at=self._at(5))
        first = {"term": {"commencement": self.commencement.isoformat()}}
        filled = merged(offer.answers, self.guest.offered, first)
        return proposals.change(started, filled, by=self.by, at=self._at(5, 20), title=offer.title)

    def _own_texts(self) -> tuple[OwnText, ...]:
        return () if self.guest.own_text is None else (OwnText(1, *self.guest.own_text),)

    def _sign(self, contract: Contract, *, all_of_them: bool) -> None:
        """Let the customer's people sign first, then ours; leave the last one when not all do."""
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

    def _day(self, after: int) -> date:
        return min(self.met + timedelta(days=after), self.stage.today)

    def _at(self, after: int, minutes: int = 0) -> datetime:
        return self.stage.moment(self._day(after), minutes)


def first_day(offer: Offer, guest: Guest, today: date) -> date:
    """Give the first day that makes notice due as many days from now as the customer's deadline says."""
    if guest.deadline is None:
        return add_months(today.replace(day=1), guest.starts)
    term = merged(offer.answers, guest.offered)["term"]
    months, notice = (int(str(cast("dict[str, Json]", term)[key])) for key in ("months", "notice_months"))
    return add_months(today + timedelta(days=guest.deadline + 1), notice - months)


def merged(*layers: Answers) -> dict[str, Json]:
    """Lay answers over each other."""
    found: dict[str, object] = {}
    for layer in layers:
        found = deep_merge(found, layer)
    return cast("dict[str, Json]", dict(found))
