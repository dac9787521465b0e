"""What returns: days that do not drift, periods that follow each other, pauses that lengthen a term."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.values import Cadence, InvalidValue, Period, SettlementDay, extended

UNITS = ["day", "week", "month", "month_end", "quarter", "half_year", "year"]
cadences = st.builds(Cadence, st.sampled_from(UNITS), st.integers(1, 6))
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("unit", "every", "day", "after"),
    [
        ("day", 1, "2018-02-22", "2018-02-23"),
        ("week", 1, "2018-02-22", "2018-03-01"),
        ("month", 1, "2018-01-31", "2018-02-28"),
        ("month", 2, "2018-02-22", "2018-04-22"),
        ("quarter", 1, "2018-11-30", "2019-02-28"),
        ("half_year", 1, "2018-08-31", "2019-02-28"),
        ("year", 1, "2020-02-29", "2021-02-28"),
        ("month_end", 1, "2018-02-22", "2018-02-28"),
        ("month_end", 1, "2018-02-28", "2018-03-31"),
        ("month_end", 3, "2018-02-28", "2018-05-31"),
    ],
)
def test_the_next_day_keeps_the_day_of_the_month(unit, every, day, after):
    assert Cadence(unit, every).after(date.fromisoformat(day)) == date.fromisoformat(after)


def test_a_day_that_was_clipped_comes_back():
    assert [each.day for each in Cadence("month").days(date(2026, 1, 31), 3)] == [28, 31, 30]
    assert [each.day for each in Cadence("month_end").days(date(2026, 2, 28), 2)] == [31, 30]


@given(cadences, days)
def test_periods_follow_each_other_without_a_gap(cadence, first):
    found = list(islice(cadence.periods(first), 6))
    assert found[0].first == first
    assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(found))


@given(cadences, days, st.integers(0, 400))
def test_periods_end_where_the_term_does(cadence, first, length):
    last = first + timedelta(days=length)
    found = list(cadence.periods(first, last))
    assert found[-1].last == last
    assert sum(each.days for each in found) == length + 1


def test_nothing_returns_after_the_end():
    assert list(Cadence("month").periods(date(2026, 1, 16), date(2026, 1, 15))) == []


def test_a_month_end_period_runs_to_the_end_of_its_month():
    found = islice(Cadence("month_end").periods(date(2018, 1, 6)), 2)
    assert [(each.first.day, each.last.day) for each in found] == [(6, 31), (1, 28)]


def test_a_period_is_settled_in_advance_or_in_arrears():
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert SettlementDay("in_advance", 0).of(january) == date(2026, 1, 1)
    assert SettlementDay("in_arrears", 30).of(january) == date(2026, 3, 2)


@given(days, st.integers(1, 500), st.integers(0, 500), st.integers(0, 90))
def test_a_pause_takes_nothing_of_the_term(first, length, into, pause):
    term = Period(first, first + timedelta(days=length))
    begin = first + timedelta(days=min(into, length))
    before, after = extended(term, Period(begin, begin + timedelta(days=pause)))
    assert (before.days if before else 0) + after.days == term.days


def test_a_pause_outside_the_term_is_refused():
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    for month in (date(2027, 1, 1), date(2025, 12, 1)):
        with pytest.raises(InvalidValue, match="does not run in the pause"):
            extended(year, Period(month, month + timedelta(days=30)))


def test_a_pause_that_began_before_the_term_delays_all_of_it():
    term = Period(date(2026, 5, 1), date(2026, 7, 31))
    before, after = extended(term, Period(date(2026, 4, 1), date(2026, 5, 10)))
    assert before is None
    assert (after.first, after.days) == (date(2026, 5, 11), term.days)


@pytest.mark.parametrize(("unit", "every", "said"), [("moon", 1, "known are"), ("month", 0, "every 1 or more")])
def test_nonsense_is_refused(unit, every, said):
    with pytest.raises(InvalidValue, match=said):
        Cadence(unit, every)
