"""An end that was planned for later and is withdrawn leaves every page as it was, but for the history."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from akkoord.ending import BONUS_NAME, SWITCHES, Effects
from akkoord.ending.termination import Plan

SECTIONS = (
    "contracts", "statements", "proposals", "situations", "assets", "people", "files", "obligations", "agreements",
    "notes", "visits", "details",
)  # fmt: skip
ONCE = re.compile(r'(?:name="op" value|nonce)="[^"]*"')
"""What is different on every page, whatever happened."""


@pytest.fixture
def contract(table):
    return table.signed(table.contract({"commitment": {"mode": "annual", "annual_hl": "90"}}))


@pytest.fixture
def pages(table, contract, anna):
    """Give every page on which the customer shows, as it is now."""
    addresses = [
        "/", "/today/deadlines", "/customers", "/customers?q=kroon", "/customers?state=active", "/find?q=kroon",
        f"/k/{contract.id}", *(f"{table.url}/{name}" for name in SECTIONS),
    ]  # fmt: skip

    def now():
        return {address: ONCE.sub("", anna.get(address).text) for address in addresses}

    return now


@pytest.fixture
def planned(table, contract):
    plan = Plan(
        "other", ("price",), "Ander aanbod.", "customer", table.clock.at.date() + timedelta(days=60),
        ground="In overleg.", effects=Effects.read({**dict.fromkeys(SWITCHES, False), BONUS_NAME: "pro_rata"}),
    )  # fmt: skip

    def planning(**changes):
        terminations = table.workspace.terminations
        return terminations.plan(
            table.customer.id, contract, replace(plan, **changes), by=table.by, at=table.clock.at
        )  # fmt: skip

    return planning


def test_a_planned_end_shows_and_once_withdrawn_no_page_knows_of_it(pages, planned, table):
    before = pages()
    termination = planned()
    meanwhile = pages()
    assert "Eindigt op" in meanwhile["/customers"]
    assert "Eindigt op" in meanwhile[f"{table.url}/contracts"]
    table.workspace.terminations.withdraw(termination, "Blijft toch.", by=table.by, at=table.clock.at)
    after = pages()
    assert {address for address in before if before[address] != after[address]} == set()
