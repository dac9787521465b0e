"""Months and contract years, with both ends included."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.values import (
    InvalidValue,
    Period,
    add_months,
    contract_year,
    contract_years,
    days_after,
    full_months,
    pro_rata,
    remaining_months,
    term_end,
)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="clipped"),
        pytest.param(date(2027, 12, 31), 2, date(2028, 2, 29), id="leap year"),
        pytest.param(date(2026, 3, 31), -1, date(2026, 2, 28), id="backwards"),
        pytest.param(date(2026, 1, 15), -13, date(2024, 12, 15), id="over a year back"),
    ],
)
def test_months_are_added_to_the_same_day_or_the_last(day, months, expected):
    assert add_months(day, months) == expected


@given(days, st.integers(-600, 600))
def test_adding_months_moves_by_just_those_months(day, months):
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or ((moved + DAY).day == 1 and moved.day < day.day)


@given(days, days)
def test_full_months_is_the_largest_number_that_fits(one, other):
    first, last = min(one, other), max(one, other)
    months = full_months(first, last)
    assert months == 0 or add_months(first, months) - DAY <= last
    assert add_months(first, months + 1) - DAY > last


@given(days, st.integers(1, 240))
def test_a_term_has_the_months_it_was_made_of(start, months):
    assert full_months(start, term_end(start, months)) == months


@given(days, st.integers(1, 120), st.integers(1, 119))
def test_elapsed_and_remaining_months_of_whole_months_make_the_term(start, months, elapsed):
    end = term_end(start.replace(day=1), months)
    after = add_months(start.replace(day=1), min(elapsed, months)) - DAY
    assert full_months(start.replace(day=1), after) + remaining_months(after, end) == months


def test_a_remaining_part_of_a_month_favours_the_customer():
    assert remaining_months(date(2026, 1, 15), date(2026, 12, 31)) == 11
    assert remaining_months(date(2026, 3, 14), date(2026, 4, 14)) == 1
    assert remaining_months(date(2026, 3, 14), date(2026, 4, 13)) == 0
    assert remaining_months(date(2026, 12, 31), date(2026, 12, 31)) == 0
    assert remaining_months(date(2027, 3, 1), date(2026, 12, 31)) == 0


@given(days, st.integers(1, 30))
def test_contract_years_follow_each_other_without_a_gap(start, k):
    assert contract_year(start, k).last + DAY == contract_year(start, k + 1).first


@given(days, st.integers(1, 130))
def test_the_years_of_a_term_cover_it(start, months):
    end = term_end(start, months)
    years = list(contract_years(start, end))
    assert (years[0].first, years[-1].last) == (start, end)
    assert sum(year.days for year in years) == (end - start).days + 1


def test_pro_rata_is_an_exact_factor():
    half = Period(date(2026, 1, 1), date(2026, 6, 30))
    assert pro_rata(half, "none") == 1
    assert pro_rata(half, "months") == Fraction(1, 2)
    assert pro_rata(half, "days", contract_year(date(2026, 1, 1), 1)) == Fraction(181, 365)
    with pytest.raises(InvalidValue, match="full period"):
        pro_rata(half, "days")


def test_a_period_includes_both_ends():
    march = Period(date(2026, 3, 1), date(2026, 3, 31))
    assert march.days == 31
    assert march.months == 1
    assert date(2026, 3, 1) in march
    assert date(2026, 3, 31) in march
    assert date(2026, 4, 1) not in march
    assert march.overlap(Period(date(2026, 3, 31), date(2026, 5, 1))) == Period(date(2026, 3, 31), date(2026, 3, 31))
    assert march.overlap(Period(date(2026, 4, 1), date(2026, 5, 1))) is None
    assert march.text("nl") == "1 maart 2026 tot en met 31 maart 2026"


@pytest.mark.parametrize(
    "nonsense",
    [
        pytest.param(lambda: Period(date(2026, 2, 1), date(2026, 1, 1)), id="period that ends before it starts"),
        pytest.param(lambda: term_end(date(2026, 1, 1), 0), id="term of no months"),
        pytest.param(lambda: contract_year(date(2026, 1, 1), 0), id="year nought"),
    ],
)
def test_nonsense_is_refused(nonsense):
    with pytest.raises(InvalidValue):
        nonsense()


def test_within_days_counts_calendar_days_over_the_weekend():
    assert days_after(date(2026, 1, 3), 14) == date(2026, 1, 17)


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(lambda: add_months(date(9999, 12, 1), 1), id="months on"),
        pytest.param(lambda: add_months(date(1, 1, 1), -1), id="months back"),
        pytest.param(lambda: days_after(date(9999, 12, 31), 1), id="days on"),
        pytest.param(lambda: term_end(date(9999, 1, 1), 12), id="a term"),
    ],
)
def test_counting_beyond_the_calendar_is_refused_with_the_day_it_started_from(count):
    with pytest.raises(InvalidValue, match="leads outside the calendar"):
        count()
