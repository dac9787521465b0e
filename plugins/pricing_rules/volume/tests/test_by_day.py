"""Rules that count by the day: percentages per delivery, and tiers of what is in use."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, InvalidRule
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line
from akkoord.testing.strategies import events
from akkoord.values import Period
from akkoord_rules_volume import PctPerDelivery, TierInUse
from akkoord_rules_volume.in_use import Movement, stacked

TIERS = [{"from_qty": "0", "rate": "10", "flat": "100"}, {"from_qty": "5", "rate": "5", "flat": "50"}]
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
IN_USE = TierInUse.read({"groups": ["coolers"], "tiers": TIERS})


def per_delivery(**more):
    return PctPerDelivery.read({"groups": ["beer"], "pct": "2.99", "least": "1.75", "most": "12"} | more)


def delivered(*turnovers):
    return counted(*(event(date(2026, 3, 1 + place), turnover=each) for place, each in enumerate(turnovers)))


def moved(*movements, commencement=None):
    found = [event(date(2026, *day), units, group="coolers") for day, units in movements]
    return replace(Counted.of(found, JUNE), commencement=commencement)


@pytest.mark.parametrize("rule", [per_delivery(fixed="2", free_deliveries=1), IN_USE], ids=lambda rule: rule.kind)
def test_a_rule_keeps_to_what_every_rule_keeps_to(rule):
    check_rule(rule, [delivered("10", "80")])
    assert rule.counts_by_day(rule.parameters())


@given(found=events(), random=st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_matter(found, random):
    shuffled = random.sample(found, len(found))
    rule = per_delivery(free_deliveries=2)
    assert only_line(rule, Counted.of(found, YEAR)) == only_line(rule, Counted.of(shuffled, YEAR))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"fixed": "2"}, Fraction("18.691")),
        ({"free_deliveries": 2}, Fraction(12)),
        ({"free_deliveries": 3}, Fraction(0)),
        ({}, Fraction("16.142")),
    ],
)
def test_every_delivery_has_its_limits(more, expected):
    assert only_line(per_delivery(**more), delivered("10", "80", "10000")).amount == expected


def test_what_comes_on_one_day_is_one_delivery_and_what_goes_back_counts_by_its_percentage():
    day = date(2026, 3, 1)
    assert amount(per_delivery(), counted(event(day, turnover="200"), event(day, turnover="100"))) == "8.97"
    assert only_line(per_delivery(fixed="2"), delivered("-100")).amount == Fraction("-2.99")


def test_a_least_above_the_most_is_refused():
    with pytest.raises(InvalidRule, match="more than at most"):
        per_delivery(least="13")


@pytest.mark.parametrize(
    ("movements", "counts", "peak"),
    [
        ([(5, "3.5"), (-2, "-1")], ["2.5", "0"], 5),
        ([(4, "2.8"), (2, "1"), (-3, "-0.6")], ["2.9", "0.3"], 6),
        ([], ["0", "0"], 0),
    ],
)
def test_what_goes_leaves_from_the_top(movements, counts, peak):
    found = [Movement(JUNE.first, Fraction(units), Fraction(weighed)) for units, weighed in movements]
    assert stacked([Fraction(0), Fraction(5)], found) == ([Fraction(each) for each in counts], peak)


def test_units_count_by_the_days_that_they_are_in_use():
    assert amount(IN_USE, moved(((6, 1), 6), ((6, 16), -3))) == "192.50"


def test_what_came_before_the_period_is_in_use_from_its_first_day():
    facts = moved(((3, 1), 5), ((6, 16), 2), commencement=date(2026, 1, 1))
    assert amount(IN_USE, facts) == "205.00"
    assert IN_USE.counts_since_commencement(IN_USE.parameters())


def test_more_going_than_there_was_is_refused_with_the_day():
    with pytest.raises(InvalidRule, match="On 2 June 2026 more goes"):
        only_line(IN_USE, moved(((6, 1), 1), ((6, 2), -2)))


def test_tiers_in_use_that_do_not_rise_are_refused():
    with pytest.raises(InvalidRule, match="rising order"):
        TierInUse.read({"groups": ["coolers"], "tiers": TIERS[::-1]})


@given(units=st.lists(st.integers(1, 20), min_size=1, max_size=8))
def test_nothing_is_lost_between_tiers(units):
    movements = [Movement(JUNE.first, Fraction(each), Fraction(each, 2)) for each in units]
    counts, peak = stacked([Fraction(0), Fraction(5), Fraction(12)], movements)
    assert sum(counts) == Fraction(sum(units), 2)
    assert peak == sum(units)
