"""Dividing loses nothing and makes nothing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.values import InvalidValue
from akkoord.values.allocation import allocate

weights = st.lists(st.fractions(min_value=0, max_value=1_000), min_size=1, max_size=12).filter(any)


@given(total=st.integers(0, 10**9), weights=weights)
def test_shares_add_up_and_each_is_within_one_of_its_exact_part(total, weights):
    shares = allocate(total, weights)
    assert sum(shares) == total
    assert all(abs(share - total * weight / sum(weights)) < 1 for share, weight in zip(shares, weights, strict=True))


@given(total=st.integers(0, 10**6), weights=weights)
def test_who_weighs_more_never_gets_less(total, weights):
    shares = allocate(total, weights)
    pairs = sorted(zip(weights, shares, strict=True))
    assert all(low <= high for (light, low), (heavy, high) in pairwise(pairs) if light < heavy)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_without_shares_there_is_nothing_to_divide_over(weights):
    with pytest.raises(InvalidValue, match="to divide 5"):
        allocate(5, weights)


def test_nothing_divided_over_nothing_is_nothing():
    assert allocate(0, [0, 0]) == (0, 0)


@given(total=st.integers(0, 10**6), weights=weights)
def test_the_last_share_may_take_what_is_left(total, weights):
    shares = allocate(total, weights, remainder="last")
    assert sum(shares) == total
    last = max(place for place, weight in enumerate(weights) if weight)
    down = [int(total * weight / sum(weights)) for weight in weights]
    assert shares[:last] == tuple(down[:last])
    assert shares[last] >= down[last]
    assert allocate(0, [], remainder="last") == ()
