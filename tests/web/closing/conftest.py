"""Anna at a customer's table: a brewery that can make contracts, and each step of closing one in a call."""

import json
from dataclasses import replace

import pytest

from akkoord.access import CONSOLE
from akkoord.closing.draft import OwnText
from akkoord.closing.sign import consent
from akkoord.closing.signing import Drawn
from akkoord.closing.strokes import Strokes
from akkoord.dossier import Party, Person
from akkoord.testing import FakeClock
from akkoord.workspace import Workspace
from akkoord_clauses_brewery.demo.cast import settings

LINES = {"lines": [[[20, 80], [60, 20], [100, 90], [140, 30]], [[30, 70], [150, 60]]]}
FOUND = {
    "outlet": {"name": "Café de Kroon", "address": "Voorstraat 1", "postcode": "3512 AB", "city": "Utrecht"},
    "situation": {"annual_volume_hl": "120", "premises": "leased_from_third_party", "alcohol_licence": True},
}
OFFERED = {"term": {"kind": "fixed", "commencement": "2026-07-01", "months": 36}}
UNAPPROVED = {"investment": {"enabled": True, "amount": "20000.00", "purpose": "de nieuwe bar", "writeoff_months": 36}}


@pytest.fixture(scope="session")
def brewery(tmp_path_factory, people):
    """A folder with a brewery that has a name, a seat and standing terms, made once and copied for each test."""
    folder, clock = tmp_path_factory.mktemp("closing") / "workspace", FakeClock()
    with Workspace.create(folder, settings(), clock=clock) as made:
        for login, name, role, password in people:
            made.accounts.add(login, name, role, password, by=CONSOLE, at=clock.at)
    return folder


class Table:
    """One customer's table: what was found, what is offered, the contract of it and who signed."""

    lines = LINES

    def __init__(self, workspace, clock, customer):
        self.workspace, self.clock, self.customer = workspace, clock, customer
        self.by = workspace.accounts.by_login("anna")

    @property
    def url(self):
        return f"/c/{self.customer.id}"

    def situation(self, *layers):
        situations = self.workspace.situations
        visit = situations.for_visit(self.customer.id, self.clock.at.date())
        return situations.record(visit, merged(FOUND, *layers), by=self.by, at=self.clock.at)

    def proposal(self, *layers, complete=True):
        """Make a proposal against today's situation; a complete one can be made into a contract as it is."""
        if self.workspace.situations.latest(self.customer.id) is None:
            self.situation()
        proposals, at = self.workspace.proposals, self.clock.at
        started = proposals.start(self.customer.id, by=self.by, at=at)
        answers = merged(OFFERED if complete else {}, *layers)
        return proposals.change(started, answers, by=self.by, at=at) if answers else started

    def contract(self, *layers, own_texts=()):
        texts = tuple(OwnText(n, title, body, after) for n, (title, body, after) in enumerate(own_texts, start=1))
        proposal = self.proposal(*layers)
        return self.workspace.contracts.make(proposal, by=self.by, at=self.clock.at, own_texts=texts)

    def unapproved(self):
        """Make a contract that a manager must approve: an investment without a commitment."""
        return self.contract(UNAPPROVED)

    def slots(self, contract):
        return [slot.id for slot in self.workspace.contracts.version(contract).slots]

    def signed(self, contract, count=None):
        """Let so many people sign, all of them unless told otherwise; return the contract as it is then."""
        contracts = self.workspace.contracts
        version = contracts.version(contract)
        for slot in version.slots[:count]:
            drawn = Drawn(
                slot=slot.id, name=slot.name, role=slot.role, strokes=Strokes.read(LINES), sha256=version.sha256,
                consent=consent("nl"), device="tablet",
            )  # fmt: skip
            contracts.sign(contract, drawn, by=self.by, at=self.clock.at)
        return self.again(contract)

    def again(self, thing):
        """Return a contract or a proposal as it is now."""
        kept = self.workspace.contracts if hasattr(thing, "number") else self.workspace.proposals
        return kept.get(thing.id)

    def change(self, thing, **changes):
        return self.workspace.proposals.change(replace(self.again(thing)), changes, by=self.by, at=self.clock.at)

    def drawing(self, person, contract, **changes):
        """Fill in the form on the glass as somebody would who reads, ticks and draws."""
        form = person.form(f"/k/{contract.id}/sign")
        return form, {"agreed": "yes", "strokes": json.dumps(LINES), **changes}


def merged(*layers):
    """Lay nested answers over each other."""
    result = {}
    for layer in layers:
        for group, answers in layer.items():
            result[group] = {**result.get(group, {}), **answers}
    return result


@pytest.fixture
def customer(workspace, clock):
    """A company that can be named in a contract, and its director, who signs."""
    by = workspace.accounts.by_login("anna")
    party = Party(
        "Café de Kroon B.V.",
        "bv",
        seat="Utrecht",
        address="Voorstraat 1",
        postcode="3512 AB",
        city="Utrecht",
        kvk="90001234",
        signatories=(Person("mevrouw J. de Vries", "bestuurder"),),
    )
    return workspace.customers.add(party, by.id, by=by, at=clock.at)


@pytest.fixture
def table(workspace, clock, customer):
    return Table(workspace, clock, customer)
