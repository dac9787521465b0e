"""Penalties: by the step, capped, excused, and heavier the longer it lasts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import amount, counted, only_line
from akkoord.values import Period
from akkoord_rules_penalties import DelayPenalty

AGREED = {"agreed_on": "2026-03-01"}
WEEKLY = AGREED | {"value": "8000", "pct": "2.5", "step_days": 7, "cap_pct": "10", "end_after_days": 30}
DAILY = AGREED | {"amount": "50"}
RISING = DAILY | {"escalations": [{"from_day": 8, "amount": "100"}, {"from_day": 15, "amount": "250"}], "cap": "5000"}


def penalty(given, done_on, **more):
    return amount(DelayPenalty.read(given | {"done_on": done_on} | more), counted())


EARLY = WEEKLY | {"done_on": "2026-02-01"}
RULES = [DelayPenalty.read(given) for given in (WEEKLY, DAILY, RISING, EARLY)]
TestConformance = conformance("akkoord_rules_penalties", rules=RULES)


@pytest.mark.parametrize(
    ("done_on", "in_proportion", "dropped", "started"),
    [
        pytest.param("2026-02-27", "0.00", "0.00", "0.00", id="early"),
        pytest.param("2026-03-01", "0.00", "0.00", "0.00", id="in time"),
        pytest.param("2026-03-02", "28.57", "0.00", "200.00", id="one day"),
        pytest.param("2026-03-08", "200.00", "200.00", "200.00", id="one step"),
        pytest.param("2026-03-12", "314.29", "200.00", "400.00", id="a step and a part"),
        pytest.param("2026-09-01", "800.00", "800.00", "800.00", id="at the cap"),
    ],
)
def test_a_step_that_is_not_whole_counts_as_agreed(done_on, in_proportion, dropped, started):
    assert penalty(WEEKLY, done_on) == in_proportion
    assert penalty(WEEKLY, done_on, parts="dropped") == dropped
    assert penalty(WEEKLY, done_on, parts="started") == started


def test_only_whole_days_of_24_hours_are_a_delay():
    given = DAILY | {"agreed_on": "2026-03-01T12:00+01:00"}
    assert penalty(given, "2026-03-04T11:59+01:00") == "100.00"
    assert penalty(given, "2026-03-04T11:00Z") == "150.00"


def test_the_delay_runs_to_the_cut_off_while_nothing_was_delivered():
    rule = DelayPenalty.read(DAILY)
    for cutoff, expected in ((date(2026, 3, 1), "0.00"), (date(2026, 3, 4), "150.00")):
        assert amount(rule, counted(period=Period(date(2026, 1, 1), cutoff))) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(7, "350.00"), (8, "450.00"), (14, "1050.00"), (15, "1300.00"), (30, "5000.00"), (99, "5000.00")],
)
def test_the_longer_it_lasts_the_more_a_day_costs(days, expected):
    assert penalty(RISING, (date(2026, 3, 1) + timedelta(days=days)).isoformat()) == expected


def test_what_is_allowed_and_what_is_excused_is_no_delay():
    excused = [{"from": "2026-03-03", "to": "2026-03-06"}, {"from": "2026-03-05", "to": "2026-03-08"}]
    assert penalty(DAILY, "2026-03-11") == "500.00"
    assert penalty(DAILY, "2026-03-11", grace_days=2) == "400.00"
    assert penalty(DAILY, "2026-03-11", excused=excused) == "250.00"
    assert penalty(DAILY, "2026-03-11", excused=excused, grace_days=9) == "0.00"


def test_force_majeure_takes_the_penalty_away_and_frees_the_other():
    rule = DelayPenalty.read(WEEKLY | {"done_on": "2026-03-08", "force_majeure": True})
    assert only_line(rule, counted()).working("en") == "force majeure: no penalty"
    assert rule.may_end(counted())


@pytest.mark.parametrize(("done_on", "may"), [("2026-03-31", False), ("2026-04-01", True), ("2026-02-01", False)])
def test_a_delay_that_is_long_enough_frees_the_other(done_on, may):
    assert DelayPenalty.read(WEEKLY | {"done_on": done_on}).may_end(counted()) is may
    assert not DelayPenalty.read(DAILY | {"done_on": done_on}).may_end(counted())


def test_the_working_says_every_step():
    line = only_line(DelayPenalty.read(RISING | {"done_on": "2026-03-11"}), counted())
    assert line.working("en") == "10 days late; 7 × €50.00; 3 × €100.00"


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        (AGREED, "one of the two"),
        (DAILY | {"pct": "1", "value": "1"}, "one of the two"),
        (AGREED | {"pct": "1"}, "needs a value"),
        (DAILY | {"cap_pct": "10"}, "needs a value"),
        (DAILY | {"escalations": [{"from_day": 8, "amount": "1"}, {"from_day": 8, "amount": "2"}]}, "begin later"),
        (DAILY | {"step_days": 7, "escalations": [{"from_day": 5, "amount": "1"}]}, "start of a step"),
        (DAILY | {"agreed_on": "spring"}, "agreed_on"),
        (DAILY | {"step_days": 0}, "step_days must be at least 1"),
    ],
)
def test_nonsense_is_refused(parameters, said):
    with pytest.raises(InvalidRule, match=said):
        DelayPenalty.read(parameters)


def test_a_penalty_without_an_end_is_warned_of():
    assert [each.parameter for each in DelayPenalty.read(DAILY).warnings()] == ["cap"]
    assert list(DelayPenalty.read(WEEKLY).warnings()) == []


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_longer_delay_never_costs_less(one, other):
    first = date(2026, 3, 1)
    less, more = (
        only_line(DelayPenalty.read(RISING | {"done_on": first + timedelta(days=days)}), counted()).amount
        for days in sorted([one, other])
    )
    assert 0 <= less <= more <= 5000
