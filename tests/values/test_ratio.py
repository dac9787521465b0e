"""A fraction that finds its lowest terms late is like any other."""

import copy
import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.values import Ratio, round_half_up, round_to_cents

WHOLE = st.integers(-(10**12), 10**12)
ABOVE_NOUGHT = st.integers(1, 10**9)
FRACTIONS = st.one_of(WHOLE, st.builds(Fraction, WHOLE, ABOVE_NOUGHT), st.builds(Ratio, WHOLE, ABOVE_NOUGHT))
ARITHMETIC = [operator.add, operator.sub, operator.mul, max, min]
COMPARED = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]


@pytest.mark.parametrize("act", [*ARITHMETIC, *COMPARED])
@given(over=WHOLE, under=ABOVE_NOUGHT, other=FRACTIONS)
def test_it_counts_and_compares_as_a_fraction_does(act, over, under, other):
    late, early = Ratio(over, under), Fraction(over, under)
    plain = Fraction(other)
    assert act(late, other) == act(early, plain)
    assert act(other, late) == act(plain, early)


@given(over=WHOLE, under=ABOVE_NOUGHT, places=st.integers(0, 6))
def test_it_looks_and_rounds_as_a_fraction_does(over, under, places):
    late, early = Ratio(over, under), Fraction(over, under)
    assert (str(late), hash(late), bool(late)) == (str(early), hash(early), bool(early))
    assert (late.numerator, late.denominator) == (early.numerator, early.denominator)
    assert round_half_up(Ratio(over, under), places) == round_half_up(early, places)
    assert round_to_cents(Ratio(over, under)) == round_to_cents(early)
    assert (-late, abs(late), late / 3, late + 1, int(late)) == (-early, abs(early), early / 3, early + 1, int(early))


def sent(one):
    """As another process gets it."""
    made, parts = one.__reduce__()
    return made(*parts)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, sent])
def test_a_copy_is_the_same_also_in_another_process(copied):
    again = copied(Ratio(250, 100))
    assert again == Fraction(5, 2)
    assert again * Fraction(1, 2) == Fraction(5, 4)


def test_a_product_of_fractions_stays_quick_and_one_with_a_float_is_a_float():
    assert type(Ratio(250, 100) * Fraction(1, 3)) is Ratio
    assert type(Fraction(1, 3) * Ratio(250, 100)) is Ratio
    assert type(Ratio(250, 100) * Ratio(1, 2)) is Ratio
    assert Ratio(250, 100) * 2 == 5
    assert Ratio(250, 100) * 0.5 == 1.25
    assert Ratio(250, 100) < Decimal("2.6")


def test_what_is_no_attribute_stays_none():
    with pytest.raises(AttributeError):
        _ = Ratio(1, 2).amount
