"""Order of the parts: `after` beats the key, the lowest key comes next, and nothing else matters."""

from graphlib import CycleError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing.order import find_cycle, in_order


@st.composite
def parts(draw):
    """Parts with a key, of which each may only wait for parts before it in a hidden order: never a circle."""
    names = draw(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=8, unique=True))
    keys = {name: (draw(st.integers(0, 3)), name) for name in names}
    after = {
        name: draw(st.lists(st.sampled_from(names[:place]), max_size=3, unique=True)) if place else []
        for place, name in enumerate(names)
    }
    return keys, after


@given(parts())
@settings(max_examples=60, deadline=None)
def test_a_part_stands_behind_all_it_must_follow(parts):
    keys, after = parts
    order = in_order(keys, after)
    assert sorted(order) == sorted(keys)
    for part, others in after.items():
        assert all(order.index(other) < order.index(part) for other in others)


@given(parts())
@settings(max_examples=60, deadline=None)
def test_each_next_part_has_the_lowest_key_of_those_that_may_come(parts):
    keys, after = parts
    order = in_order(keys, after)
    for place, part in enumerate(order):
        may_come = [other for other in order[place:] if set(after[other]) <= set(order[:place])]
        assert keys[part] == min(keys[other] for other in may_come)


@given(parts(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_does_not_depend_on_how_the_parts_are_given(parts, random):
    keys, after = parts
    shuffled = list(keys)
    random.shuffle(shuffled)
    assert in_order({part: keys[part] for part in shuffled}, after) == in_order(keys, after)


def test_waiting_for_a_part_that_is_not_there_is_no_waiting():
    assert in_order({"a": (1, "a")}, {"a": ["absent"]}) == ("a",)


def test_parts_that_wait_for_each_other_are_refused():
    with pytest.raises(CycleError):
        in_order({"a": (1, "a"), "b": (2, "b"), "c": (3, "c")}, {"a": ["b"], "b": ["a"]})


def test_a_circle_is_named_in_the_direction_of_after():
    after = {"a": ["c"], "b": ["a"], "c": ["b"], "d": ["a"]}
    assert find_cycle(after) == ("a", "c", "b", "a")


@given(parts())
@settings(max_examples=30, deadline=None)
def test_there_is_no_circle_where_there_is_an_order(parts):
    assert find_cycle(parts[1]) == ()
