"""Behind an amount stands everything that the rule counted, also what decided its tier or came before the period."""

from datetime import date

import pytest

from akkoord.executing import Events
from akkoord.executing.explaining import behind
from akkoord.executing.frozen import ContractRule
from akkoord.values import Period
from tests.executing.statements.conftest import AT, RATE, rule, sold

SALES = [
    sold("2026-11-01", "1", line="before"),
    sold("2027-03-01", "2", line="beer"),
    sold("2027-03-02", "3", group="water", line="water"),
    sold("2027-03-03", "4", paid=None, line="unpaid"),
]


@pytest.mark.parametrize(
    ("more", "counted"),
    [
        ({}, ["beer"]),
        ({"over": "contract"}, ["before", "beer"]),
        ({"reached_by": ["beer", "water"]}, ["beer", "water"]),
        ({"from": "2026-06-01"}, ["before", "beer"]),
    ],
)
def test_what_stands_behind_an_amount_is_what_the_rule_counted(agree, known, anna, more, counted):
    year = Period(date(2027, 1, 1), date(2027, 12, 31))
    contract = agree(rule())
    (made,) = known(*SALES).draft(contract, year, date(2028, 1, 31), by=anna, at=AT)
    found = behind(ContractRule.of(rule(parameters=RATE | more)), made, Events(SALES), contract.commencement)
    assert [event.id for event in found.counted] == counted
    assert [event.id for event in found.left_out] == ["unpaid"]
