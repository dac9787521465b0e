"""One plugin cannot spoil it for others: every hook, every fault."""

import itertools
import logging
import threading

import pytest

from akkoord.closing import Adjustment, Draft, settle_selection
from akkoord.dossier import Customer, Party
from akkoord.ending import Circumstance, Reason, TerminationPolicy
from akkoord.executing import Rule
from akkoord.executing.sales_readers import SalesReader
from akkoord.facts import Facts
from akkoord.hookspecs import Approval, Panel, Theme
from akkoord.language import Words
from akkoord.plugins import spec_names
from akkoord.reporting import Report
from akkoord.testing import NOON, cleaning

SAID = Words(nl="Omdat het zo is.", en="Because it is so.")


class Running(Report, name="running", title=SAID, about=SAID):
    def build(self, _reading):
        return ()


class Hourly(Rule, kind="hourly", label=SAID):
    """A kind of rule that is only offered, never used."""


CUSTOMER = Customer("c1", 1, "10001", "active", Party(name="Bakery Crumb"), None, NOON.date())

POLICY = TerminationPolicy((Reason("other", SAID),), (Circumstance("other", SAID),))
NO_ROWS = iter
"""Anything that can be called: what a reader would read is not asked."""

GIVES = {
    "adjust_selection": lambda: [Adjustment("w-insurance", include=True, reason=SAID)],
    "approvals": lambda: [Approval("SECOND_PAIR_OF_EYES", SAID)],
    "clause_sets": lambda: [cleaning.clause_set()],
    "on_event": lambda: None,
    "pricing_rules": lambda: [Hourly],
    "reports": lambda: [Running],
    "sales_readers": lambda: [SalesReader("depot", SAID, (".dlv",), NO_ROWS)],
    "termination_policy": lambda: POLICY,
    "theme": lambda: Theme(name="Fine"),
    "web_panels": lambda: [Panel("visits", SAID, ((SAID, "three"),))],
}
"""A right answer to every hook."""


def recurse():
    return recurse()


def raising(error):
    def fail():
        raise error

    return fail


def never_ending():
    return itertools.repeat(SAID)


def failing_half_way():
    yield SAID
    raise ValueError("half way")


FAULTS = {
    "raises": raising(ValueError("Jansen owes 300")),
    "exits": raising(SystemExit(1)),
    "interrupts": raising(KeyboardInterrupt()),
    "recurses": recurse,
    "gives the wrong type": lambda: 42,
    "gives a list with the wrong type": lambda: [42],
    "never stops giving": never_ending,
    "fails half way": failing_half_way,
}


@pytest.fixture
def draft(facts):
    clause_set = cleaning.clause_set()
    return Draft(Facts.merge(clause_set.questions, clause_set.questions.defaults(), facts))


@pytest.fixture
def arguments(draft):
    """What each hook is called with."""
    return {
        "adjust_selection": {"draft": draft, "selection": settle_selection(cleaning.clause_set(), draft).selection},
        "approvals": {"draft": draft},
        "clause_sets": {},
        "pricing_rules": {},
        "reports": {},
        "sales_readers": {},
        "on_event": {"event": object()},
        "termination_policy": {},
        "theme": {},
        "web_panels": {"customer": CUSTOMER},
    }


def test_every_hook_is_in_these_tests():
    assert set(GIVES) == set(spec_names())


@pytest.mark.parametrize("hook", spec_names())
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_one_plugin_is_one_failure_and_the_others_answer(offering, arguments, hook, fault):
    plugins = offering(bad={hook: FAULTS[fault]}, good={hook: GIVES[hook]})
    bad, good = plugins.call_each(hook, **arguments[hook])
    assert good.error is None
    assert (good.value, good.plugin) == (
        GIVES[hook]() if hook in {"termination_policy", "theme", "on_event"} else tuple(GIVES[hook]()),
        "good",
    )
    assert (bad.error.plugin, bad.error.kind, bad.error.hook, bad.error.at) == ("bad", "call", hook, NOON)
    assert plugins.failures == (bad.error,)
    assert f"Plugin bad failed in {hook}: " in bad.error.message.text("en")


@pytest.mark.parametrize("hook", spec_names())
def test_a_plugin_that_hangs_is_left_behind(offering, arguments, hook):
    go_on = threading.Event()

    def hang():
        go_on.wait()

    plugins = offering({"seconds": 0.05}, bad={hook: hang}, good={hook: GIVES[hook]})
    bad, good = plugins.call_each(hook, **arguments[hook])
    go_on.set()
    assert "it did not answer within 0.05 seconds" in bad.error.message.text("en")
    assert good.error is None


def test_what_came_is_told_by_its_type(offering, draft):
    plugins = offering(bad={"approvals": lambda: [{"code": "X"}]})
    (failure,) = plugins.approvals(draft).failures
    assert "a list of Approval was asked for, and one with a dict came" in failure.message.text("en")


def test_a_failure_over_a_customers_data_does_not_repeat_them(offering, draft):
    plugins = offering(bad={"approvals": raising(ValueError("Jansen owes 300"))})
    (failure,) = plugins.approvals(draft).failures
    assert "Jansen" not in failure.message.text("en")
    assert "ValueError at test_isolation.py:" in failure.message.text("en")


def test_a_failure_without_data_says_what_was_raised(offering):
    plugins = offering(bad={"theme": raising(ValueError("no such colour"))})
    assert plugins.theme() is None
    assert "ValueError: no such colour" in plugins.failures[0].message.text("en")


def test_the_same_failure_is_kept_once_with_its_count(offering, draft):
    plugins = offering(bad={"approvals": FAULTS["raises"]})
    for _ in range(3):
        plugins.approvals(draft)
    (failure,) = plugins.failures
    assert failure.count == 3


def test_the_log_names_plugin_hook_and_place_but_no_data(offering, draft, caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("akkoord"), "propagate", True)
    plugins = offering(bad={"approvals": raising(ValueError("Jansen owes 300"))})
    plugins.approvals(draft)
    (record,) = caplog.records
    assert (record.plugin, record.hook, record.failure) == ("bad", "approvals", "call")
    assert "test_isolation.py" in record.trace
    assert "Jansen" not in f"{record.getMessage()} {record.trace}"


def test_ctrl_c_of_the_user_is_not_a_failure_of_the_plugin(offering, draft, monkeypatch):
    plugins = offering(slow={"approvals": GIVES["approvals"]})
    monkeypatch.setattr(threading.Thread, "join", raising_join)
    with pytest.raises(KeyboardInterrupt):
        plugins.approvals(draft)
    assert plugins.failures == ()


def raising_join(*_):
    raise KeyboardInterrupt
