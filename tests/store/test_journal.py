import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from akkoord.store import CUSTOMER, Event, canonical_json


@pytest.fixture
def told(store, customer):
    """Save a customer again and again, with the given events; returns the journal of its stream."""

    def tell(row_id, *events, at=datetime(2026, 11, 23, tzinfo=UTC), by="anna"):
        row = store.get(CUSTOMER, row_id)
        version = 0 if row is None else row["version"]
        store.save(CUSTOMER, customer(row_id), expected=version, events=events, by=by, at=at)
        return store.history(f"customer:{row_id}")

    return tell


def test_an_entry_says_who_did_what_when_and_what_came_of_it(told):
    at = datetime(2026, 11, 23, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    (entry,) = told("c1", Event("added", {"fields": ["name", "city"], "by_visit": True}), at=at, by="ben")
    assert (entry.stream, entry.version, entry.actor, entry.kind) == ("customer:c1", 1, "ben", "added")
    assert entry.body == {"fields": ["name", "city"], "by_visit": True}
    assert entry.at == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_the_hash_can_be_recomputed_by_anyone_from_what_is_written(told):
    told("c1", Event("added", {"ids": ["ä", 2], "a": None}))
    first, second = told("c1", Event("changed"))
    for entry in (first, second):
        at = entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        content = [entry.prev, entry.stream, entry.version, at, entry.actor, entry.kind, entry.body]
        written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert entry.hash == hashlib.sha256(written.encode()).hexdigest()
    assert (first.prev, second.prev) == ("", first.hash)


def test_each_stream_has_its_own_chain(told):
    told("c1", Event("added"))
    told("c2", Event("added"))
    assert [entry.version for entry in told("c1", Event("changed"))] == [1, 2]
    assert told("c2", Event("changed"))[0].prev == ""


def test_a_chain_that_nobody_touched_has_no_problems(store, told):
    for number in range(5):
        told(f"c{number % 2}", Event("saved", {"number": number}), Event("noted"))
    assert store.verify_journal() == []


def test_an_event_body_refuses_what_has_no_single_spelling(told):
    with pytest.raises(TypeError, match=r"0\.1"):
        told("c1", Event("added", {"share": 0.1}))


def test_an_event_needs_a_kind():
    with pytest.raises(ValueError, match="kind"):
        Event("")


def test_recent_shows_the_newest_first_and_goes_on_from_there(store, told):
    for number in range(5):
        told("c1", Event(f"step {number}"))
    page = store.recent(limit=2)
    assert [entry.kind for entry in page] == ["step 4", "step 3"]
    assert [entry.kind for entry in store.recent(limit=2, before=page[-1].seq)] == ["step 2", "step 1"]


def test_recent_can_be_asked_by_stream_by_kind_and_by_actor(store, told):
    told("c1", Event("added"), by="anna")
    told("c2", Event("added"), by="ben")
    told("c2", Event("changed"), by="anna")

    def found(**asked):
        return [(entry.stream[-2:], entry.kind) for entry in store.recent(**asked)]

    assert found(streams=["customer:c2"]) == [("c2", "changed"), ("c2", "added")]
    assert found(streams=["customer:c1", "customer:c2"], kinds=["added"]) == [("c2", "added"), ("c1", "added")]
    assert found(actor="anna", kinds=["added", "changed"]) == [("c2", "changed"), ("c1", "added")]
    assert found(streams=[]) == []


def test_canonical_json_is_the_same_for_the_same_content():
    assert canonical_json({"b": 1, "a": ["é", None, True]}) == '{"a":["é",null,true],"b":1}'
    assert canonical_json({"a": ("é", None, True), "b": 1}) == '{"a":["é",null,true],"b":1}'


@pytest.mark.parametrize(
    "wrong", [1.0, b"x", {1: 2}, {"a": [object()]}], ids=["float", "bytes", "numeric key", "object in a list"]
)
def test_canonical_json_refuses_what_has_no_single_spelling(wrong):
    with pytest.raises(TypeError, match="canonical JSON"):
        canonical_json(wrong)


def test_since_tells_what_came_after_the_last_one_seen(store, told):
    for number in range(4):
        told("c1", Event(f"step {number}"))
    seen = store.recent()[2].seq
    assert [entry.kind for entry in store.since(seen)] == ["step 2", "step 3"]
    assert [entry.kind for entry in store.since(0, limit=1)] == ["step 0"]
    assert store.since(store.recent()[0].seq) == []


def test_what_came_since_is_told_oldest_first_and_in_parts(told, store):
    for number in range(5):
        told(f"c{number}", Event("added"))
    every = list(reversed(store.recent(limit=10)))
    assert store.since(0) == every
    assert store.since(every[1].seq, limit=2) == every[2:4]
    assert store.since(every[-1].seq) == []
