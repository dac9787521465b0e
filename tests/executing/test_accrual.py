"""What is earned before a period is over: with what is counted, or with the days."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Accrual, Counted, Vat, accrued, settle
from akkoord.testing.rules import YEAR, counted, event
from akkoord.testing.strategies import events
from akkoord.values import Period
from akkoord_rules_commitment import ShortfallPerUnit
from akkoord_rules_fees import Fixed
from akkoord_rules_volume import PerUnit, TierPerUnit, TurnoverPct

NO_VAT = Vat.of("out_of_scope")
BONUS = TierPerUnit.read(
    {
        "groups": ["beer"],
        "method": "whole",
        "tiers": [{"from_qty": "0", "rate": "0"}, {"from_qty": "600", "rate": "48"}],
    }
)
LUMP = Fixed.read({"amount": "1000"})
HUNDRED = Period(date(2026, 1, 1), date(2026, 4, 10))


def earned(rule, facts, expected):
    (line,) = accrued(rule, facts, expected)
    return line


def test_a_lump_sum_is_earned_evenly_from_the_first_day_whatever_is_sold():
    booked, amounts = None, []
    for day in range(1, 101):
        facts = Counted.of([], HUNDRED, date.fromordinal(HUNDRED.first.toordinal() + day - 1))
        rule = Accrual("lump", LUMP, "payable", NO_VAT, expected=counted(period=HUNDRED))
        made = settle([rule], facts, booked=booked)
        amounts += [amount.plain for amount in made.differences.values()]
        booked = made.position
    assert amounts == ["10.00"] * 100


def test_nothing_is_earned_before_the_period_and_no_more_than_all_after_it():
    before, after = (Counted.of([], HUNDRED, day) for day in (date(2025, 12, 31), date(2026, 7, 1)))
    assert earned(LUMP, before, counted(period=HUNDRED)).amount == 0
    assert earned(LUMP, after, counted(period=HUNDRED)).amount == 1000


def test_a_bonus_follows_the_tier_that_is_expected_and_catches_up_when_that_changes():
    first, second = event(date(2026, 2, 1), "75"), event(date(2026, 5, 1), "225")
    booked, amounts = None, []
    for cutoff, forecast in ((date(2026, 3, 31), "500"), (date(2026, 6, 30), "900")):
        facts = counted(first, second, cutoff=cutoff)
        rule = Accrual("bonus", BONUS, "payable", NO_VAT, expected=counted(event(quantity=forecast)))
        made = settle([rule], facts, booked=booked)
        amounts += [amount.plain for amount in made.differences.values()]
        booked = made.position
    assert amounts == ["0.00", "14400.00"]


def test_what_is_earned_takes_the_average_of_the_whole_expectation():
    slices = TierPerUnit.read(BONUS.parameters() | {"method": "slice"})
    line = earned(slices, counted(event(quantity="300")), counted(event(quantity="1200")))
    assert (line.amount, line.quantity, line.unit) == (600 * 48 * Fraction(300, 1200), 300, "hl")
    assert "300 hl of 1,200 hl that is expected" in line.working("en").replace("\N{NO-BREAK SPACE}", " ")


def test_a_share_of_turnover_is_earned_with_the_turnover():
    rule = TurnoverPct.read({"groups": ["beer"], "pct": "2"})
    line = earned(rule, counted(event(quantity=0, turnover=100)), counted(event(quantity=0, turnover=400)))
    assert line.amount == 2


def test_a_shortfall_is_earned_with_the_days():
    rule = ShortfallPerUnit.read({"groups": ["beer"], "commitment": "100", "rate": "10"})
    line = earned(rule, counted(cutoff=date(2026, 3, 14)), counted(event(quantity=27)))
    assert line.amount == 730 * Fraction(73, 365)


def test_what_was_expected_of_nothing_is_earned_with_nothing():
    assert earned(PerUnit.read({"groups": ["beer"], "rate": "5"}), counted(event(quantity=3)), counted()).amount == 0


@pytest.mark.parametrize("rule", [BONUS, LUMP], ids=lambda rule: rule.kind)
@given(found=events(returns=False), day=st.dates(YEAR.first, YEAR.last))
def test_at_the_end_of_the_period_everything_is_earned(rule, found, day):
    facts = Counted.of(found, YEAR)
    assert earned(rule, facts, facts).amount == next(iter(rule.lines(facts))).amount
    part = earned(rule, Counted.of(found, YEAR, day), facts).amount
    assert 0 <= part <= earned(rule, facts, facts).amount
