"""What is to come goes as it did a year before, in this year's proportion, and evenly where that is not known."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Event, Events
from akkoord.executing.projecting import projected

SINCE, ON, UNTIL = date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)


def sold(day, quantity, group="beer", turnover="0"):
    return Event(date.fromisoformat(day), group, Decimal(quantity), "hl", Decimal(turnover))


def quantity(events, first=SINCE, last=UNTIL):
    return sum(each.quantity for each in events.within(events.groups, first, last))


def test_the_rest_goes_as_the_same_days_a_year_before_in_this_years_proportion():
    before = sold("2025-03-01", "10"), sold("2025-08-05", "20", turnover="100"), sold("2025-12-24", "4")
    found = projected(Events([*before, sold("2026-03-01", "15")]), SINCE, ON, UNTIL)
    (august,) = found.within(["beer"], date(2026, 8, 1), date(2026, 8, 31))
    assert (august.quantity, august.turnover) == (30, 150)
    assert quantity(found) == 15 + 30 + 6


def test_without_a_year_before_it_goes_on_evenly_month_by_month():
    found = projected(Events([sold("2026-03-01", "18.1")]), SINCE, ON, UNTIL)
    assert quantity(found) == Decimal("36.5")
    assert quantity(found, date(2026, 7, 1), date(2026, 7, 31)) == Decimal("3.1")


def test_each_group_goes_its_own_way():
    before = sold("2025-03-01", "10"), sold("2025-08-01", "10")
    new = sold("2026-03-01", "181", group="wine")
    found = projected(Events([*before, sold("2026-03-01", "10"), new]), SINCE, ON, UNTIL)
    assert quantity(found, first=date(2026, 7, 1)) == 10 + 184


def test_what_was_delivered_is_taken_as_paid_and_what_comes_later_is_not_known():
    found = projected(Events([sold("2026-03-01", "1"), sold("2026-07-09", "9")]), SINCE, ON, ON)
    (only,) = found.within(["beer"], None, date.max)
    assert only.paid_on == only.on


@pytest.mark.parametrize("gone", ["-5", "0"])
def test_more_returned_than_taken_promises_nothing(gone):
    found = projected(Events([sold("2026-03-01", gone)]), SINCE, ON, UNTIL)
    assert quantity(found) == Decimal(gone)


@given(st.lists(st.tuples(st.dates(date(2025, 1, 1), ON), st.integers(0, 10_000)), max_size=20))
def test_what_was_counted_stays_and_nothing_negative_is_expected(taken):
    events = Events(Event(day, "beer", Decimal(hundredths) / 100, "hl") for day, hundredths in taken)
    found = projected(events, SINCE, ON, UNTIL)
    assert quantity(found, last=ON) == quantity(events, last=ON)
    assert all(each.quantity >= 0 for each in found.within(found.groups, None, UNTIL))


def test_what_lies_under_a_group_is_expected_once():
    before = sold("2025-03-01", "10"), sold("2025-08-01", "10"), sold("2025-08-01", "4", group="beer/draught")
    draught = sold("2025-03-01", "2", group="beer/draught"), sold("2026-03-01", "1", group="beer/draught")
    found = projected(Events([*before, *draught, sold("2026-03-01", "10")]), SINCE, ON, UNTIL)
    assert quantity(found, first=date(2026, 7, 1)) == 10 + 2
