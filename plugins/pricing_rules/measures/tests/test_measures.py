"""Figures for reports: ratios and remaining months."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import amount, counted, only_line
from akkoord_rules_measures import RatioPct, RemainingMonths

RATIO = RatioPct.read({"numerator": "141.10", "denominator": "120"})
LEFT = RemainingMonths.read({"contract_end": "2029-03-31"})
TestConformance = conformance("akkoord_rules_measures", rules=[RATIO, LEFT])


def test_a_ratio_is_rounded_half_up_to_two_decimals():
    assert amount(RatioPct.read({"numerator": "141.10", "denominator": "120"}), counted()) == "117.58"
    assert amount(RatioPct.read({"numerator": "1.00005", "denominator": "100"}), counted()) == "1.00"
    assert amount(RatioPct.read({"numerator": "1.005", "denominator": "100"}), counted()) == "1.01"


@pytest.mark.parametrize("denominator", ["0", "-1"])
def test_nothing_is_a_part_of_nothing(denominator):
    with pytest.raises(InvalidRule, match="denominator must be more than 0"):
        RatioPct.read({"numerator": "1", "denominator": denominator})


@given(st.fractions(0, 1000), st.fractions(Fraction(1, 10), 1000), st.integers(1, 50))
def test_a_ratio_does_not_change_when_both_grow_alike(numerator, denominator, times):
    one = RatioPct(numerator=numerator, denominator=denominator)
    other = RatioPct(numerator=numerator * times, denominator=denominator * times)
    assert only_line(one, counted()).amount == only_line(other, counted()).amount


def test_remaining_months_are_full_ones_after_the_day():
    rule = RemainingMonths.read({"contract_end": "2029-03-31", "after": "2026-09-30"})
    line = only_line(rule, counted())
    assert (line.months, line.amount) == (30, 30)
    assert list(RemainingMonths.read({"contract_end": "2029-03-31"}).lines(counted())) == []
    assert line.working("nl").replace("\N{NO-BREAK SPACE}", " ") == (
        "na 30 september 2026 tot en met 31 maart 2029: 30 maanden"
    )
    assert next(iter(rule.residual(date(2026, 10, 1), counted()))).months == 29
