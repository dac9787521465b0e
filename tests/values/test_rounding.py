"""Rounding is half up, away from zero, and happens once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.values import round_half_up, round_to_cents

fractions = st.fractions(-(10**9), 10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("exact", "cents"), [("7.505", "7.51"), ("4.475", "4.48"), ("-4.475", "-4.48"), ("0.004", "0.00")]
)
def test_a_half_goes_away_from_zero(exact, cents):
    assert round_to_cents(Decimal(exact)).plain == cents


@given(fractions)
def test_rounding_moves_at_most_half_a_cent(exact):
    assert abs(Fraction(round_to_cents(exact).amount) - exact) <= Fraction(1, 200)


@given(fractions)
def test_rounding_has_no_favourite_direction(exact):
    assert round_to_cents(-exact) == -round_to_cents(exact)


@given(st.integers(-(10**12), 10**12))
def test_a_half_cent_counts_as_a_whole_one(cents):
    exact = Fraction(2 * cents + 1, 200)
    assert round_to_cents(exact).minor == (cents + 1 if exact > 0 else cents)


@given(st.integers(-(10**12), 10**12))
def test_whole_cents_stay_as_they_are(cents):
    assert round_to_cents(Decimal(cents).scaleb(-2)).minor == cents


def test_very_long_figures_are_rounded_exactly():
    exact = Decimal("123456789012345678901234567890.124999999999999999999999999999")
    assert str(round_half_up(exact, 2)) == "123456789012345678901234567890.12"


@pytest.mark.parametrize("inexact", [1.005, True, "1.00"])
def test_what_is_not_exact_is_refused(inexact):
    with pytest.raises(TypeError):
        round_half_up(inexact, 2)
