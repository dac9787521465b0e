"""Events from several places, asked as one, are what they would be in one place."""

import gc
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Event, Events
from akkoord.executing.bulk import in_bulk
from akkoord.executing.sums import Sum, Sums
from akkoord.executing.together import PaidThrough, Together
from akkoord.values import MixedUnits

JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 30)
GROUPS = st.sampled_from(["beer", "beer/draught", "wine"])
EVENTS = st.lists(
    st.builds(
        Event,
        on=st.dates(JANUARY, date(2026, 12, 31)),
        group=GROUPS,
        quantity=st.integers(-50, 500).map(Decimal),
        unit=st.just("hl"),
        turnover=st.integers(-50, 500).map(Decimal),
        paid_on=st.none() | st.dates(JANUARY, date(2027, 3, 1)),
        id=st.integers(0, 9).map(str),
    ),
    max_size=12,
)
BASIS = st.sampled_from(["delivered", "delivered_and_paid"])


@given(EVENTS, EVENTS, GROUPS, st.none() | st.dates(JANUARY, JUNE), BASIS, st.dates(JANUARY, date(2027, 3, 1)))
def test_together_they_are_as_in_one_place(here, there, group, first, basis, cutoff):
    together, one = Together(Events(here), Events(there)), Events([*here, *there])
    asked = [group], first, date(2026, 9, 30)
    assert together.count(*asked, basis, cutoff) == one.count(*asked, basis, cutoff)
    assert [each.on for each in together.within(*asked)] == [each.on for each in one.within(*asked)]
    assert sorted(map(repr, together.within(*asked))) == sorted(map(repr, one.within(*asked)))
    assert together.groups == one.groups


@given(EVENTS, GROUPS, st.none() | st.dates(JANUARY, date(2026, 12, 1)), BASIS, st.dates(JANUARY, date(2027, 3, 1)))
def test_through_a_day_everything_counts_as_paid(events, group, first, basis, cutoff):
    paid = PaidThrough(Events(events), JUNE)
    listed = Events(list(paid.within(paid.groups, None, date.max)))
    assert paid.count([group], first, date(2026, 9, 30), basis, cutoff) == listed.count(
        [group], first, date(2026, 9, 30), basis, cutoff
    )
    assert all(each.paid_on == each.on <= JUNE for each in listed.within(listed.groups, None, date.max))


def test_what_was_added_up_over_more_days_than_are_asked_counts_on_its_last_day():
    half = Sum(JUNE, JANUARY, "beer", "hl", 100_000, 5_00, 3, None, 0, 0, 0, "", "k", "c", "")
    paid = PaidThrough(Sums([half]), JUNE)
    found = paid.count(["beer"], date(2026, 6, 1), JUNE, "delivered", JUNE)
    assert (found.quantity, found.turnover, found.lines) == (1, 5, 3)


def test_units_are_not_mixed_across_places():
    litres = Event(JUNE, "beer", Decimal(1), "l")
    together = Together(Events([Event(JUNE, "beer", Decimal(1), "hl")]), Events([litres]))
    with pytest.raises(MixedUnits):
        together.count(["beer"], None, JUNE, "delivered", JUNE)


def test_garbage_is_collected_again_after_the_last_bulk():
    with in_bulk():
        with in_bulk():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_garbage_that_nobody_collected_before_is_not_collected_after():
    gc.disable()
    try:
        with in_bulk():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
