"""A credit for too little availability: by level, and capped by the month and by the year."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import InvalidRule
from akkoord.testing.rules import amount, check_rule, counted, event, only_line
from akkoord_rules_service import AvailabilityCredit

LEVELS = [{"below": "98", "pct": "11"}, {"below": "99.8", "pct": "2"}]
GIVEN = {"monthly_fee": "89.50", "levels": LEVELS, "cap_pct": "10", "cap_year_pct": "5"}
MEASURED = AvailabilityCredit.read({"monthly_fee": "89.50", "levels": LEVELS, "readings": ["uptime"]})


def credit(availability, **more):
    return amount(
        AvailabilityCredit.read(GIVEN | {"availability": availability, "cap_year_pct": None} | more), counted()
    )


def test_a_rule_keeps_to_what_every_rule_keeps_to():
    check_rule(MEASURED, [counted(), counted(event(group="uptime", quantity="97.5"))])
    check_rule(AvailabilityCredit.read(GIVEN | {"availability": "99"}))


@pytest.mark.parametrize(
    ("availability", "expected"),
    [
        pytest.param("100", "0.00", id="all of the time"),
        pytest.param("99.8", "0.00", id="exactly enough"),
        pytest.param("99.79", "1.79", id="just below the first level"),
        pytest.param("98", "1.79", id="exactly at the second level"),
        pytest.param("97.99", "8.95", id="below it, at the cap of the month"),
    ],
)
def test_the_lowest_level_that_was_missed_counts(availability, expected):
    assert credit(availability) == expected


def test_the_year_leaves_what_was_not_credited_yet():
    year = {"cap_year_pct": "10", "charged_before": "984.50"}
    assert credit("90", **year, credited_before="100") == "7.40"
    assert credit("90", **year, credited_before="107.40") == "0.00"
    assert credit("90", **year, credited_before="200") == "0.00"


def test_the_last_reading_counts():
    facts = counted(event(date(2026, 1, 31), "95", group="uptime"), event(date(2026, 2, 28), "99.9", group="uptime"))
    assert only_line(MEASURED, facts).amount == 0


@pytest.mark.parametrize("reading", [None, "-1", "100.5"])
def test_without_an_availability_that_can_be_there_is_no_credit(reading):
    facts = counted(event(group="uptime", quantity=reading)) if reading else counted()
    line = only_line(MEASURED, facts)
    assert (line.amount, "no availability is known" in line.working("en")) == (0, True)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"availability": "-10"}, "availability must be at least 0"),
        ({"availability": "101"}, "availability must be at most 100"),
        ({"readings": ["uptime"], "availability": "99"}, "one of the two"),
        ({}, "one of the two"),
        ({"availability": "99", "levels": LEVELS[::-1]}, "rising order"),
        ({"availability": "99", "levels": []}, "levels must have at least 1"),
    ],
)
def test_nonsense_is_refused(parameters, said):
    with pytest.raises(InvalidRule, match=said):
        AvailabilityCredit.read(GIVEN | parameters)


def test_a_lower_level_that_credits_less_is_warned_of():
    levels = [{"below": "98", "pct": "1"}, {"below": "99.8", "pct": "2"}]
    (warning,) = AvailabilityCredit.read(GIVEN | {"availability": "99", "levels": levels}).warnings()
    assert warning.at_stake == Fraction("0.895")
    assert tuple(MEASURED.warnings()) == ()


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
def test_more_availability_never_credits_more(one, other):
    less, more = sorted([one, other])
    rules = [AvailabilityCredit.read(GIVEN | {"availability": each}) for each in (less, more)]
    low, high = (only_line(rule, counted()).amount for rule in rules)
    assert low >= high >= 0
