"""Packages and free goods: figures worked out by hand, and what holds for any events."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line, settled
from akkoord.testing.strategies import events
from akkoord_rules_packages import FreeGoods, PackageTiers, PerPackage

CRATES = PerPackage.read({"groups": ["beer"], "size": "10", "price": "15"})
BLOCKS = [{"size": "100", "packages": 10, "price": "1"}, {"size": "1000", "packages": 100, "price": "0.50"}]
SLICE = PackageTiers.read({"groups": ["beer"], "method": "slice", "tiers": BLOCKS})
WHOLE = PackageTiers.read({"groups": ["beer"], "method": "whole", "tiers": BLOCKS})
ROUND = {"groups": ["beer"], "every": "2", "from_qty": "3", "up_to_qty": "7", "worth": "10"}


def bought(quantity):
    return counted(event(quantity=quantity))


def free(**more):
    return FreeGoods.read(ROUND | more)


TestConformance = conformance("akkoord_rules_packages", rules=[CRATES, SLICE, WHOLE, free(), free(per="day")])


@pytest.mark.parametrize("rule", [CRATES, SLICE, WHOLE, free(), free(per="day")], ids=lambda rule: rule.kind)
@given(found=events())
def test_a_rule_keeps_to_what_every_rule_keeps_to(rule, found):
    check_rule(rule, [Counted.of(found, YEAR)])


@pytest.mark.parametrize(
    ("quantity", "expected"), [("0", "0.00"), ("0.01", "15.00"), ("10", "15.00"), ("10.01", "30.00"), ("-5", "0.00")]
)
def test_a_package_that_was_begun_counts(quantity, expected):
    assert amount(CRATES, bought(quantity)) == expected


def test_a_package_that_was_begun_may_not_count():
    assert amount(PerPackage.read(CRATES.parameters() | {"started": "does_not"}), bought("19.99")) == "15.00"


def test_what_does_not_count_comes_off_before_packages_are_filled():
    assert amount(PerPackage.read(CRATES.parameters() | {"free": "5"}), bought("15")) == "15.00"


@pytest.mark.parametrize(
    ("rule", "quantity", "expected"),
    [
        (SLICE, "0", "0.00"),
        (SLICE, "1000", "10.00"),
        (SLICE, "5325", "12.50"),
        (WHOLE, "1000", "10.00"),
        (WHOLE, "1001", "1.00"),
        (WHOLE, "5325", "3.00"),
    ],
)
def test_packages_in_tiers(rule, quantity, expected):
    assert amount(rule, bought(quantity)) == expected


def test_more_than_the_tiers_hold_cannot_be_settled_and_is_warned_of():
    with pytest.raises(InvalidRule, match="No tier covers"):
        only_line(SLICE, bought("101000.01"))
    assert [warning.text("en")[:30] for warning in SLICE.warnings()] == ["Above 101,000 no tier counts; "]


def test_a_cliff_between_packages_is_warned_of_with_what_is_at_stake():
    assert [warning.at_stake for warning in WHOLE.warnings()] == [None, 9]


def test_only_the_last_tier_is_without_an_end():
    endless = {"size": "1000", "price": "1"}
    assert amount(PackageTiers.read(SLICE.parameters() | {"tiers": [BLOCKS[0], endless]}), bought("200000")) == "209.00"
    with pytest.raises(InvalidRule, match="Only the last tier"):
        PackageTiers.read(SLICE.parameters() | {"tiers": [endless, BLOCKS[0]]})


def test_each_tier_may_be_a_line():
    lines = settled(PackageTiers.read(SLICE.parameters() | {"in_parts": True}), bought("5325")).lines
    assert [line.amount.plain for line in lines] == ["10.00", "2.50"]


@pytest.mark.parametrize(("quantity", "units"), [("2", 0), ("3", 1), ("5", 2), ("7", 3), ("12", 3)])
def test_free_goods_are_counted_from_the_first_unit(quantity, units):
    line = only_line(free(), bought(quantity))
    assert (line.quantity, line.amount) == (units, units * 10)


def test_without_every_the_free_units_come_once():
    rule = FreeGoods.read({"groups": ["beer"], "from_qty": "5", "free": "2", "worth": "10"})
    assert [only_line(rule, bought(each)).quantity for each in ("4", "5", "50")] == [0, 2, 2]


def test_days_of_delivery_are_counted_apart_where_that_is_agreed():
    facts = counted(event(date(2026, 3, 1), 5), event(date(2026, 3, 2), 2), event(date(2026, 3, 2), 1))
    rule = FreeGoods.read({"groups": ["beer"], "every": "3", "worth": "10", "per": "day"})
    assert only_line(rule, facts).quantity == 2
    assert only_line(FreeGoods.read(rule.parameters() | {"per": "period", "every": "8"}), facts).quantity == 1
    assert rule.counts_by_day(rule.parameters())
    assert not rule.counts_by_day(rule.parameters() | {"per": "period"})


def test_free_goods_that_end_before_they_begin_are_refused_and_too_many_are_warned_of():
    with pytest.raises(InvalidRule, match="but only from"):
        free(from_qty="8")
    assert [warning.at_stake for warning in free(free="2").warnings()] == [20]


@given(quantity=st.decimals(0, 3000, places=2), size=st.integers(1, 50))
def test_packages_hold_what_was_bought_and_no_package_more(quantity, size):
    line = only_line(PerPackage.read(CRATES.parameters() | {"size": str(size)}), bought(str(quantity)))
    filled = line.amount / 15
    assert filled * size >= Fraction(quantity) > (filled - 1) * size
