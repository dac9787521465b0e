"""Units of one measure: converted exactly, there and back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.values import Conversion, InvalidValue, MixedUnits, Size

OWN = Conversion({"box": Size(Fraction(24), "piece"), "pallet": Size(Fraction(60), "box")})
MEASURES = [["g", "kg", "t"], ["ml", "cl", "l", "hl"], ["piece", "dozen", "box", "pallet"]]


@pytest.mark.parametrize(
    ("amount", "unit", "to", "expected"),
    [
        (3500, "kg", "t", Fraction(7, 2)),
        (10_000, "g", "kg", 10),
        (30, "l", "hl", Fraction(3, 10)),
        (33, "cl", "l", Fraction(33, 100)),
        (Fraction(1, 10), "dozen", "piece", Fraction(6, 5)),
        (2, "pallet", "piece", 2880),
        (1, "box", "dozen", 2),
        (5, "lift", "lift", 5),
    ],
)
def test_a_quantity_is_converted_without_rounding(amount, unit, to, expected):
    assert OWN.convert(amount, unit, to) == expected


@given(st.sampled_from(MEASURES).flatmap(st.permutations), st.fractions())
def test_there_and_back_is_the_same(units, amount):
    there = OWN.convert(amount, units[0], units[1])
    assert OWN.convert(there, units[1], units[0]) == amount
    assert OWN.rate(OWN.rate(amount, units[0], units[1]), units[1], units[0]) == amount


def test_a_rate_goes_the_other_way():
    assert OWN.rate(90, "t", "kg") == Fraction(9, 100)
    assert OWN.rate(240, "dozen", "piece") == 20


def test_an_own_size_goes_before_one_that_everybody_knows():
    baker = Conversion({"dozen": Size(Fraction(13), "piece")})
    assert baker.convert(1, "dozen", "piece") == 13


def test_different_measures_do_not_convert():
    with pytest.raises(MixedUnits, match="kg and hl"):
        OWN.convert(1, "kg", "hl")


def test_units_that_hold_nothing_or_each_other_are_refused():
    with pytest.raises(InvalidValue, match="more than nothing"):
        Size(Fraction(0), "piece")
    with pytest.raises(InvalidValue, match="hold each other"):
        Conversion({"a": Size(Fraction(2), "b"), "b": Size(Fraction(2), "a")}).convert(1, "a", "b")
