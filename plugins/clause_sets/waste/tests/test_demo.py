"""The demonstration fills a workspace with believable people, every time in the same way."""

from collections import Counter
from datetime import date

import pytest

from akkoord.testing.conformance import DEMO_AT
from akkoord.testing.demands.filling import filled
from akkoord_clauses_waste.demo import fill


@pytest.fixture(scope="module")
def workspace():
    return filled(fill, DEMO_AT).workspace


def contracts(workspace):
    return [one for customer in customers(workspace) for one in workspace.contracts.of(customer.id)]


def customers(workspace):
    return workspace.customers.page(limit=200).items


def test_there_are_thirteen_customers_in_several_states(workspace):
    assert workspace.customers.counts() == {"prospect": 8, "active": 4, "terminated": 1, "archived": 0}


def test_there_are_contracts_in_several_states(workspace):
    states = Counter(contract.state for contract in contracts(workspace))
    assert states == {"in_force": 2, "expiring": 2, "ready_to_sign": 1, "partly_signed": 1, "terminated": 1}


def test_customers_take_what_they_agreed_on_and_the_past_is_settled(workspace):
    running = [one for one in contracts(workspace) if one.is_binding]
    taken = workspace.sales.events_of([one.id for one in running], date(2024, 11, 1), DEMO_AT.date())
    groups = {group for events in taken.values() for group in events.groups}
    assert {"residual", "paper", "weighing", "diesel_price"} <= groups
    kept = [one for customer in customers(workspace) for one in workspace.statements.of(customer.id)]
    assert "posted" in {one.state for one in kept}
    assert all(line.steps_nl for one in kept for line in one.lines)


def test_the_things_that_stand_at_customers_are_known(workspace):
    assert any(workspace.assets.of(customer.id) for customer in customers(workspace))
