"""Events: after the commit, in the order of the journal, each plugin from where it was."""

import json
import threading

import pytest

from akkoord.access import CONSOLE
from akkoord.dossier import Party
from akkoord.plugins import EventFeed
from akkoord.testing import NOON


@pytest.fixture
def feed_of(workspace, offering):
    """Make a feed for a plugin with this `on_event`."""
    return lambda hear, name="crm": EventFeed(workspace.store, offering(**{name: {"on_event": hear}}), workspace.folder)


@pytest.fixture
def happen(workspace):
    """Make something happen: a customer is added."""
    return lambda name="Bakery Crumb": workspace.customers.add(Party(name=name), None, by=CONSOLE, at=NOON)


def listening(heard):
    def on_event(event):
        heard.append(event)

    return on_event


def test_a_plugin_hears_what_happened_after_it_first_listened(feed_of, happen):
    happen("Before")
    heard = []
    feed = feed_of(listening(heard))
    customer = happen("After")
    feed.deliver()
    assert [(event.stream, event.kind) for event in heard] == [(f"customer:{customer.id}", heard[0].kind)]


def test_it_hears_in_the_order_of_the_journal_and_each_event_once(feed_of, happen, workspace):
    heard = []
    feed = feed_of(listening(heard))
    for number in range(110):
        happen(f"Customer {number}")
    feed.deliver()
    feed.deliver()
    assert [event.seq for event in heard] == [entry.seq for entry in reversed(workspace.store.recent(limit=110))]


def test_what_was_rolled_back_was_never_heard(feed_of, happen, workspace):
    heard = []
    feed = feed_of(listening(heard))

    def fail_after_it_happened():
        with workspace.store.write():
            happen()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_it_happened()
    feed.deliver()
    assert heard == []


def test_what_happened_while_nothing_ran_is_heard_at_the_next_start(feed_of, happen):
    feed_of(listening([]))
    happen()
    heard = []
    feed_of(listening(heard)).deliver()
    assert len(heard) == 1


def test_a_plugin_that_is_new_starts_at_the_end(feed_of, happen):
    feed_of(listening([]), "old")
    happen()
    heard = []
    feed_of(listening(heard), "new").deliver()
    assert heard == []


def test_a_failure_is_recorded_and_the_next_events_come(feed_of, happen, workspace, offering):
    heard = []

    def on_event(event):
        heard.append(event)
        if len(heard) == 1:
            raise ValueError

    plugins = offering(crm={"on_event": on_event})
    feed = EventFeed(workspace.store, plugins, workspace.folder)
    happen("One")
    happen("Two")
    feed.deliver()
    assert len(heard) == 2
    assert [failure.hook for failure in plugins.failures] == ["on_event"]


def test_while_a_plugin_rests_its_events_wait(feed_of, happen, workspace, offering):
    from akkoord.plugins import Breaker

    breaker = Breaker(after=1, seconds=60, tick=lambda: now[0])
    now = [0.0]
    heard = []
    feed = EventFeed(
        workspace.store, offering({"breaker": breaker}, crm={"on_event": listening(heard)}), workspace.folder
    )
    breaker.hung("crm", "on_event")
    happen()
    feed.deliver()
    assert heard == []
    now[0] = 60.0
    feed.deliver()
    assert len(heard) == 1


def test_running_in_the_background_it_hears_when_woken_and_stops_when_told(feed_of, happen):
    come = threading.Event()

    def on_event():
        come.set()

    feed = feed_of(on_event)
    feed.start()
    happen()
    feed.wake()
    assert come.wait(10)
    feed.stop()


def test_stopping_tells_what_is_still_to_be_told(feed_of, happen):
    heard = []
    feed = feed_of(listening(heard))
    feed.start()
    happen()
    feed.stop()
    assert len(heard) == 1


def test_without_a_plugin_that_listens_nothing_is_kept(workspace, offering):
    feed = EventFeed(workspace.store, offering(), workspace.folder)
    feed.start()
    feed.stop()
    assert not list(workspace.folder.glob("akkoord.events*"))


def test_a_note_that_cannot_be_read_is_begun_anew(feed_of, happen, workspace):
    feed_of(listening([]))
    (workspace.folder / "akkoord.events.json").write_text("{broken")
    happen()
    heard = []
    feed = feed_of(listening(heard))
    feed.deliver()
    assert heard == []
    assert "crm" in json.loads((workspace.folder / "akkoord.events.json").read_text())


def test_two_processes_do_not_tell_at_the_same_time(feed_of, happen):
    heard = []
    first, second = feed_of(listening(heard)), feed_of(listening(heard))
    happen()
    with first._alone() as alone:
        assert alone
        second.deliver()
        assert heard == []
    second.deliver()
    first.deliver()
    assert len(heard) == 1
