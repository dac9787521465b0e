"""What is over and has no statement is due, of many contracts at once."""

from datetime import date

import pytest

from akkoord.closing.contract_reading import ContractReading
from akkoord.executing.unsettled import Unsettled
from akkoord.values import Period
from tests.executing.statements.conftest import AT, rule

ON = date(2026, 10, 15)
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def due(store):
    unsettled = Unsettled(store)

    def found(on=ON):
        contracts = [contract for contract, _ in ContractReading(store).all()]
        return [(each.contract.number, each.settled, each.period) for each in unsettled.of(contracts, on)]

    return found


def test_what_was_not_settled_yet_is_due_until_it_is(known, agree, anna, due):
    contract = agree(rule(settle="quarter"))
    assert due() == [("2026-0001", "quarter", QUARTER)]
    known().draft(contract, QUARTER, ON, by=anna, at=AT)
    assert due() == []


def test_what_still_runs_is_not_due(agree, due):
    agree(rule(settle="quarter"), first="2026-07-01")
    assert due(date(2026, 9, 30)) == []
    assert due(date(2026, 10, 1)) == [("2026-0001", "quarter", QUARTER)]


def test_every_way_of_settling_is_looked_at_the_first_period_first(agree, due):
    agree(rule(settle="month"), rule("bonus", settle="quarter"), first="2026-09-01")
    assert [way for _, way, _ in due()] == ["month", "quarter"]


def test_contracts_that_settle_nothing_are_not_due(agree, due):
    agree()
    assert due() == []


def test_the_contracts_of_an_account_manager_come_by_number(store, agree, anna):
    for number in ("2026-0002", "2026-0001"):
        agree(number=number, name=f"zwaan-{number}")
    found = ContractReading(store)
    assert [contract.number for contract, _ in found.all(owner=anna.id)] == ["2026-0001", "2026-0002"]
    assert found.all(owner=anna.id) == found.all()
    assert found.all(owner="bram") == []
