"""Quantities keep their unit; percentages are exact shares."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.values import InvalidValue, MixedUnits, Money, Percentage, Quantity, hectolitres

amounts = st.decimals(-(10**12), 10**12, places=3)


@given(amounts, amounts)
def test_quantities_add_exactly(a, b):
    one, other = Quantity(a, "hl"), Quantity(b, "hl")
    assert Fraction((one + other).amount) == Fraction(a) + Fraction(b)
    assert one + other - other == one
    assert (one < other, one >= other) == (a < b, a >= b)


@pytest.mark.parametrize(
    ("packages", "litres", "expected"),
    [
        pytest.param(1, 50, "0.5", id="keg"),
        pytest.param(24, "0.30", "0.072", id="crate"),
        pytest.param(24, "0.33", "0.0792", id="crate of a third"),
        pytest.param(-2, 50, "-1", id="returns count against"),
    ],
)
def test_packages_are_hectolitres_exactly(packages, litres, expected):
    assert hectolitres(packages, litres) == Quantity(Decimal(expected), "hl")


def test_units_do_not_mix():
    with pytest.raises(MixedUnits, match="hl and kg"):
        Quantity.of(1, "hl") + Quantity.of(1, "kg")
    with pytest.raises(TypeError):
        Quantity.of(1, "hl") + 1


def test_unknown_units_are_refused():
    with pytest.raises(InvalidValue, match="'barrel'"):
        Quantity.of(1, "barrel")


def test_a_quantity_is_said_as_in_tables():
    assert Quantity.of("87.50", "hl").text("nl") == "87,5\N{NO-BREAK SPACE}hl"


@given(st.decimals(0, 100, places=2), st.integers(0, 10**9))
def test_a_share_is_exact_and_never_more_than_the_whole(percent, cents):
    whole = Money.of_minor(cents)
    share = Percentage(percent).share(whole)
    assert share * 100 == Fraction(percent) * Fraction(whole.amount)
    assert 0 <= share <= Fraction(whole.amount)


def test_a_percentage_is_said_without_a_space():
    assert (Percentage.of("2.50").text("nl"), Percentage.of(10).text("en")) == ("2,5%", "10%")


def test_percentages_of_floats_are_refused():
    with pytest.raises(TypeError):
        Percentage.of(2.5)
