"""Counting: by group, period and basis, as known on the cut-off, whatever order the events came in."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, Event, Events, LineMissing
from akkoord.testing.rules import YEAR, event
from akkoord.testing.strategies import events
from akkoord.values import Conversion, InvalidValue, MixedUnits, Period, Size


def test_only_groups_in_scope_count():
    counted = Counted.of([event(group="beer"), event(group="wine", quantity="5")], YEAR)
    assert counted.count(["beer"]).quantity == 1
    assert counted.count(["beer", "wine"]).quantity == 6
    assert counted.count(["beer", "beer"]).quantity == 1
    assert counted.count(["cider"]).quantity == 0


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        pytest.param(date(2025, 12, 31), False, id="the day before"),
        pytest.param(date(2026, 1, 1), True, id="the first day"),
        pytest.param(date(2026, 12, 31), True, id="the last day"),
        pytest.param(date(2027, 1, 1), False, id="the day after"),
    ],
)
def test_a_period_includes_both_its_ends(day, counts):
    found = Counted.of([event(day)], YEAR, date(2027, 6, 1)).count(["beer"])
    assert found.lines == int(counts)


@pytest.mark.parametrize(
    ("paid_on", "counts"),
    [(None, False), (date(2027, 1, 31), True), (date(2027, 2, 1), False)],
)
def test_delivered_and_paid_asks_for_payment_by_the_cut_off(paid_on, counts):
    counted = Counted.of([replace(event(), paid_on=paid_on)], YEAR, date(2027, 1, 31))
    assert counted.count(["beer"], basis="delivered_and_paid").lines == int(counts)
    assert counted.count(["beer"], basis="delivered").lines == 1


def test_what_was_delivered_after_the_cut_off_is_not_known_yet():
    counted = Counted.of([event(date(2026, 7, 1))], YEAR, date(2026, 6, 30))
    assert counted.count(["beer"]).lines == 0
    assert not counted.final


def test_returns_count_on_their_own_day():
    counted = Counted.of([event(quantity="10"), event(date(2027, 1, 2), quantity="-4")], YEAR, date(2027, 2, 1))
    assert counted.count(["beer"]).quantity == 10
    assert counted.count(["beer"], last=date(2027, 1, 31)).quantity == 6


def test_days_of_its_own_may_be_asked():
    counted = Counted.of([event(date(2026, 2, 1)), event(date(2026, 5, 1))], YEAR)
    assert counted.count(["beer"], first=date(2026, 4, 1)).quantity == 1
    assert counted.count(["beer"], last=date(2026, 4, 1)).quantity == 1


def test_products_narrow_a_group():
    counted = Counted.of([event(product="p"), event(product="q", quantity="3")], YEAR)
    assert counted.count(["beer"], products=["q"]).quantity == 3


def test_since_commencement_looks_past_the_period():
    facts = [event(date(2025, 2, 1), quantity="7"), event(quantity="2")]
    counted = Counted(YEAR, YEAR.last, Events(facts), commencement=date(2025, 1, 1))
    assert counted.since_commencement(["beer"]).quantity == 9
    later = Counted(YEAR, YEAR.last, Events(facts), commencement=date(2025, 3, 1))
    assert later.since_commencement(["beer"]).quantity == 2


def test_different_units_are_not_added():
    counted = Counted.of([event(unit="hl"), event(unit="kg")], YEAR)
    with pytest.raises(MixedUnits, match=r"hl and kg|kg and hl"):
        counted.count(["beer"])


def test_different_units_of_one_measure_are_added_in_the_unit_that_is_asked():
    found = [event(quantity="3500", unit="kg"), event(quantity="0.5", unit="t"), event(quantity=1, unit="")]
    counted = Counted.of(found, YEAR)
    assert counted.count(["beer"], unit="t") == replace(counted.count([]), quantity=5, unit="t", lines=3)
    boxes = Conversion({"box": Size(Fraction(24), "piece")})
    third = Counted.of([event(quantity=8, unit="piece")], YEAR).count(["beer"], unit="box", conversion=boxes)
    assert third.quantity == Fraction(1, 3)
    with pytest.raises(MixedUnits):
        counted.count(["beer"], unit="hl")


def test_a_group_covers_what_lies_under_it():
    found = [
        event(group="beer"),
        event(group="beer/draught", quantity=2),
        event(group="beer/draught/lager", quantity=4),
    ]
    counted = Counted.of([*found, event(group="beers", quantity=8), event(group="wine/beer", quantity=16)], YEAR)
    assert counted.count(["beer"]).quantity == 7
    assert counted.count(["beer/draught"]).quantity == 6
    assert counted.count(["beer", "beer/draught"]).quantity == 7


def test_floats_do_not_count():
    with pytest.raises(TypeError, match="not exact"):
        Event(YEAR.first, "beer", 1.5, "hl")


def test_pro_rata_by_days_needs_the_full_period():
    half = Period(date(2026, 1, 1), date(2026, 6, 30))
    assert Counted.of([], half).factor("months") == Fraction(1, 2)
    assert Counted.of([], half).factor("days", YEAR) == Fraction(181, 365)
    with pytest.raises(InvalidValue, match="full period"):
        Counted.of([], half).factor("days")


def test_a_line_that_is_not_there_is_named():
    counted = Counted(YEAR, YEAR.last, rounded={"lifts": ()})
    with pytest.raises(LineMissing, match=r"'rent'.*lifts"):
        counted.amount("rent")


def test_a_contract_does_not_end_before_its_period():
    with pytest.raises(InvalidValue, match="cannot end on"):
        Counted.of([], YEAR).ending(YEAR.first - timedelta(days=1))


@given(events(), st.randoms(use_true_random=False))
def test_counting_does_not_depend_on_the_order_of_the_events(found, random):
    shuffled = random.sample(found, len(found))
    for basis in ("delivered", "delivered_and_paid"):
        one = Counted.of(found, YEAR).count(["beer", "wine"], basis=basis)
        assert Counted.of(shuffled, YEAR).count(["wine", "beer"], basis=basis) == one


@given(events(), st.dates(YEAR.first, YEAR.last - timedelta(days=1)))
def test_two_periods_add_up_to_the_whole(found, day):
    whole = Counted.of(found, YEAR)
    first, rest = whole.count(["beer"], last=day), whole.count(["beer"], first=day + timedelta(days=1))
    assert first.quantity + rest.quantity == whole.count(["beer"]).quantity
    assert first.turnover + rest.turnover == whole.count(["beer"]).turnover
    assert first.lines + rest.lines == whole.count(["beer"]).lines


@given(events())
def test_an_event_may_stand_for_several_lines(found):
    merged = {}
    for one in found:
        merged.setdefault((one.on, one.group, one.paid_on, one.product), []).append(one)
    rolled = [
        Event(
            *key[:2],
            sum((one.quantity for one in each), Decimal(0)),
            "hl",
            sum((one.turnover for one in each), Decimal(0)),
            key[2],
            key[3],
            lines=len(each),
        )
        for key, each in merged.items()
    ]
    for basis in ("delivered", "delivered_and_paid"):
        assert Counted.of(rolled, YEAR).count(["beer"], basis=basis) == Counted.of(found, YEAR).count(
            ["beer"], basis=basis
        )
