"""A price in another currency: at the rate of the day on which it was ordered."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, InvalidRule
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line
from akkoord.testing.strategies import events
from akkoord.values import InvalidValue, moment_of
from akkoord_rules_indexation import ForeignPrice

RATES = [{"on": "2025-12-01", "rate": "0.92"}, {"on": "2026-03-01", "rate": "0.95"}]
GIVEN = {"groups": ["beer"], "currency": "USD", "price": "1.25", "rates": RATES}
RULE = ForeignPrice.read(GIVEN)


@given(found=events(), random=st.randoms(use_true_random=False))
def test_a_rule_keeps_to_what_every_rule_keeps_to_in_whatever_order(found, random):
    facts, shuffled = (Counted.of(each, YEAR) for each in (found, random.sample(found, len(found))))
    check_rule(RULE, [facts])
    assert only_line(RULE, facts) == only_line(RULE, shuffled)


def test_every_day_has_its_own_rate_and_nothing_is_rounded_on_the_way():
    facts = counted(event(date(2026, 2, 28), 3), event(date(2026, 3, 1), 1), event(date(2026, 6, 1), 2))
    assert only_line(RULE, facts).amount == Fraction("1.25") * (3 * Fraction("0.92") + 3 * Fraction("0.95"))
    assert amount(RULE, facts) == "7.01"


def test_the_day_of_the_order_goes_before_that_of_the_delivery():
    sale = event(date(2026, 3, 10), 100)
    assert amount(RULE, counted(sale)) == "118.75"
    assert amount(RULE, counted(replace(sale, ordered=moment_of("2026-02-27T16:00")))) == "115.00"


def test_the_price_may_be_of_another_unit_than_the_delivery():
    rule = ForeignPrice.read(GIVEN | {"unit": "t", "price": "100"})
    assert amount(rule, counted(event(date(2026, 3, 1), 500, unit="kg"))) == "47.50"


def test_before_the_first_rate_nothing_can_be_settled():
    with pytest.raises(InvalidValue, match="No rate of exchange is known on 30 November 2025"):
        RULE.rate(date(2025, 11, 30))


def test_days_count_apart_for_every_day_has_its_rate():
    assert ForeignPrice.counts_by_day(GIVEN)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"rates": RATES[::-1]}, "order of their day"),
        ({"rates": []}, "rates must have at least 1"),
        ({"currency": "EUR"}, "has no rate"),
        ({"rates": [{"on": "2026-01-01", "rate": "0"}]}, "more than 0"),
    ],
)
def test_nonsense_is_refused(parameters, said):
    with pytest.raises(InvalidRule, match=said):
        ForeignPrice.read(GIVEN | parameters)
