"""A brewery with a customer of Anna's: everything about that customer in short calls, on a real workspace."""

import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from akkoord.access import CONSOLE, Account
from akkoord.closing.sign import consent
from akkoord.closing.signing import Drawn
from akkoord.closing.strokes import Strokes
from akkoord.dossier import Customer, Party, Person
from akkoord.ending import BONUS_NAME, SWITCHES, Effects
from akkoord.ending.termination import Plan
from akkoord.plugins import Plugins
from akkoord.testing import FakeClock
from akkoord.workspace import Workspace
from akkoord_clauses_brewery.demo.cast import settings

STROKES = Strokes.read({"lines": [[[0, 0], [40, 30], [80, 5]], [[10, 10], [30, 12]]]})
FOUND = {
    "outlet": {"name": "Café de Kroon", "address": "Voorstraat 1", "postcode": "3512 AB", "city": "Utrecht"},
    "situation": {"annual_volume_hl": "120", "premises": "leased_from_third_party", "alcohol_licence": True},
}
TAP = {
    "description": "Tapinstallatie", "serial": "TAP-26-0001", "new_value": "6000.00",
    "placed_on": "2026-06-01", "life_months": 96,
}  # fmt: skip
OFFERED = {
    "term": {"kind": "fixed", "commencement": "2026-06-01", "months": 12, "notice_months": 3, "renewal": "none"},
    "commitment": {"mode": "annual", "annual_hl": "100", "tolerance_pct": "10", "shortfall_rate": "30.00"},
    "volume_discount": {"enabled": True, "rates": [{"group": "draught_lager", "rate": "45.00"}]},
    "equipment": {"enabled": True, "assets": [TAP]},
}
KROON = Party(
    "Café de Kroon", "bv", seat="Utrecht", address="Voorstraat 1", postcode="3512 AB", city="Utrecht",
    kvk="90001234", signatories=(Person("mevrouw J. de Vries", "eigenaar"),),
)  # fmt: skip


@dataclass
class House:
    """An open workspace, its clock, Anna, and a customer of hers."""

    workspace: Workspace
    clock: FakeClock
    customer_id: str = ""
    anna: Account = field(init=False)
    piet: Account = field(init=False)
    mia: Account = field(init=False)

    def __post_init__(self) -> None:
        accounts = self.workspace.accounts
        self.anna, self.piet, self.mia = (accounts.by_login(name) for name in ("anna", "piet", "mia"))
        self.customer_id = self.workspace.customers.add(KROON, self.anna.id, by=self.anna, at=self.now).id

    @property
    def now(self):
        """The next moment: a minute after the one before."""
        return self.clock.advance(timedelta(minutes=1))

    @property
    def today(self) -> date:
        return self.workspace.house.day(self.clock.at)

    @property
    def customer(self) -> Customer:
        return self.workspace.customers.get(self.customer_id)

    def visit(self):
        situations = self.workspace.situations
        return situations.record(situations.for_visit(self.customer_id, self.today), FOUND, by=self.anna, at=self.now)

    def propose(self, **changes):
        if self.workspace.situations.latest(self.customer_id) is None:
            self.visit()
        answers = {**OFFERED, **{group: OFFERED.get(group, {}) | more for group, more in changes.items()}}
        return self.workspace.proposals.start(self.customer_id, by=self.anna, at=self.now, answers=answers)

    def make(self, **changes):
        return self.workspace.contracts.make(self.propose(**changes), by=self.anna, at=self.now)

    def waiting(self, contract):
        return self.workspace.contracts.progress(contract).waiting

    def sign(self, contract, slot=None, by=None):
        slot = slot or (self.waiting(contract) or ("supplier-1",))[0]
        drawn = Drawn(slot, f"Who signs {slot}", "eigenaar", STROKES, contract.sha256 or "0" * 64, consent("nl"), "t")
        return self.workspace.contracts.sign(contract, drawn, by=by or self.anna, at=self.now)

    def in_force(self, **changes):
        contract = self.make(**changes)
        for slot in self.waiting(contract):
            contract = self.sign(contract, slot)
        return contract

    def amend(self, contract):
        """Change how much is to be bought, and have it signed by all."""
        amendments, by = self.workspace.amendments, self.anna
        begun = amendments.start(contract, by=by, at=self.now)
        more = {"commitment": {"annual_hl": "140"}}
        changed = amendments.change(begun, more, begun.commencement, by=by, at=self.now).contract
        frozen = self.workspace.contracts.freeze(changed, by=by, at=self.now)
        for slot in self.waiting(frozen):
            frozen = self.sign(frozen, slot)
        return frozen

    def plan(self, contract=None, *, on=None, effects=None, by=None, reason="other"):
        """Plan the end of a contract, or without one of the customer, on a day: yesterday, where it may be."""
        first = contract.commencement if contract else None
        day = on or max(self.today - timedelta(days=1), first or self.today - timedelta(days=1))
        decided = {**dict.fromkeys(SWITCHES, False), BONUS_NAME: "pro_rata", **(effects or {})}
        plan = Plan(
            reason, ("price",), "Aanbod van een ander.", "customer", day, ground="In overleg.",
            effects=Effects.read(decided),
        )  # fmt: skip
        terminations, who = self.workspace.terminations, by or self.anna
        return terminations.plan(self.customer_id, contract, plan, by=who, at=self.now)

    def withdraw(self, termination, by=None):
        return self.workspace.terminations.withdraw(termination, "Toch niet.", by=by or self.anna, at=self.now)

    def leave(self):
        """End everything that binds, and let it take effect: the customer is gone."""
        binding = [one for one in self.workspace.contracts.of(self.customer_id) if one.is_binding]
        for contract in binding:
            if self.workspace.terminations.of_contract(contract.id) is None:
                self.plan(contract)
        if not binding:
            self.plan()
        self.clock.advance(timedelta(days=2))
        self.workspace.daily(self.clock.at)
        return self.customer

    def archive(self):
        return self.workspace.customers.archive(self.customer, by=self.anna, at=self.now)

    def restore(self):
        return self.workspace.restoring.restore(self.customer, by=self.anna, at=self.now)

    def offer_again(self):
        """Begin a proposal from the contract that ended, and give it the first day that it lacks."""
        proposal = self.workspace.restoring.offer_again(self.customer, by=self.anna, at=self.now)
        term = {**proposal.answers["term"], "commencement": self.today.isoformat()}
        return self.workspace.proposals.change(proposal, {**proposal.answers, "term": term}, by=self.anna, at=self.now)

    def undo(self):
        return self.workspace.restoring.undo(self.customer, by=self.anna, at=self.now)


@pytest.fixture(scope="session")
def brewery(tmp_path_factory):
    """A folder with a brewery and its people, made once and copied for each test."""
    folder, clock = tmp_path_factory.mktemp("restoring") / "workspace", FakeClock()
    with Workspace.create(folder, settings(), clock=clock) as made:
        for login, role in (("anna", "account_manager"), ("piet", "account_manager"), ("mia", "manager")):
            made.accounts.add(login, login.title(), role, "een goed lang wachtwoord", by=CONSOLE, at=clock.at)
    return folder


@pytest.fixture(scope="session")
def plugins():
    """What is installed, found once."""
    return Plugins.load(clock=FakeClock())


@pytest.fixture(scope="session")
def open_house(brewery, plugins, tmp_path_factory):
    """Give a new house each time it is called; it is closed at the end."""
    opened = []

    def opening() -> House:
        clock = FakeClock()
        folder = shutil.copytree(brewery, tmp_path_factory.mktemp("house") / "workspace")
        opened.append(Workspace.open(folder, clock=clock, plugins=plugins))
        return House(opened[-1], clock)

    yield opening
    for workspace in opened:
        workspace.close()


@pytest.fixture
def house(open_house):
    return open_house()
