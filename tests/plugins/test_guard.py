"""Time limits and the breaker."""

import threading

import pytest

from akkoord.plugins import Breaker
from akkoord.plugins.guard import Raised, TookTooLong, within


class Ticks:
    """Seconds that pass when told."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def ticks():
    return Ticks()


@pytest.fixture
def breaker(ticks):
    return Breaker(after=3, seconds=60, tick=ticks)


def test_an_answer_in_time_is_returned():
    assert within(5, lambda: "here", name="x") == "here"


def test_no_answer_is_an_answer_too():
    assert within(5, lambda: None, name="x") is None


def test_what_is_raised_comes_along():
    with pytest.raises(Raised) as caught:
        within(5, lambda: 1 / 0, name="x")
    assert isinstance(caught.value.error, ZeroDivisionError)


def test_what_takes_too_long_is_left():
    go_on = threading.Event()
    with pytest.raises(TookTooLong):
        within(0.01, go_on.wait, name="x")
    go_on.set()


def test_the_third_time_in_a_row_that_it_hangs_it_is_left_alone(breaker):
    assert [breaker.hung("p", "h") for _ in range(3)] == [False, False, True]
    assert breaker.rests("p", "h")


def test_other_hooks_and_plugins_go_on(breaker):
    for _ in range(3):
        breaker.hung("p", "h")
    assert not breaker.rests("p", "other")
    assert not breaker.rests("other", "h")


def test_an_answer_in_between_starts_the_count_again(breaker):
    breaker.hung("p", "h")
    breaker.hung("p", "h")
    breaker.answered("p", "h")
    assert not breaker.hung("p", "h")


def test_after_its_rest_it_gets_one_more_chance(breaker, ticks):
    for _ in range(3):
        breaker.hung("p", "h")
    ticks.now = 60.0
    assert not breaker.rests("p", "h")
    assert breaker.hung("p", "h"), "hanging once more is enough now"
    assert breaker.rests("p", "h")
    ticks.now = 120.0
    breaker.answered("p", "h")
    assert not breaker.hung("p", "h")


def test_a_resting_plugin_is_not_called_and_counts_as_failed(offering, ticks):
    calls = []
    breaker = Breaker(after=1, seconds=60, tick=ticks)
    plugins = offering({"breaker": breaker}, slow={"approvals": lambda: calls.append(1) or []})
    breaker.hung("slow", "approvals")
    (failure,) = plugins.approvals(None).failures
    assert "left alone for a while" in failure.message.text("en")
    assert calls == []
