import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.access import Account, Missing, NotAllowed, StaleVersion
from akkoord.dossier import AnswersTooLong, Customers, OlderSituation, Party, Situations, changed_names
from akkoord.store import SITUATION, open_store

NAMES = st.sampled_from(["seats", "taps", "notes"])
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(0, 50), st.text(max_size=5), st.lists(st.integers(0, 9), max_size=3)
)
ANSWERS = st.dictionaries(
    st.sampled_from(["situation", "outlet"]), st.dictionaries(NAMES, VALUES, max_size=3), max_size=2
)


def test_a_first_visit_begins_empty_and_keeps_nothing_by_itself(store, situations, zwaan, today):
    situation = situations.for_visit(zwaan.id, today)
    assert (situation.version, situation.answers, situation.recorded_on) == (0, {}, today)
    assert situations.latest(zwaan.id) is None
    assert store.count(SITUATION) == 0


def test_what_was_recorded_is_found(situations, zwaan, anna, today, at):
    kept = situations.record(situations.for_visit(zwaan.id, today), {"situation": {"seats": 40}}, by=anna, at=at)
    assert situations.get(kept.id) == kept == situations.latest(zwaan.id) == situations.for_visit(zwaan.id, today)
    assert kept.owner == "anna"


def test_a_new_visit_begins_with_the_last_answers_and_leaves_them(situations, zwaan, anna, today, at):
    first = situations.record(situations.for_visit(zwaan.id, today), {"situation": {"seats": 40}}, by=anna, at=at)
    second = situations.for_visit(zwaan.id, today + timedelta(days=30))
    assert (second.version, second.answers) == (0, {"situation": {"seats": 40}})
    second = situations.record(second, {"situation": {"seats": 60}}, by=anna, at=at)
    assert situations.history(zwaan.id) == [second, first]
    assert situations.get(first.id).answers == {"situation": {"seats": 40}}


def test_a_new_visit_where_nothing_changed_is_recorded_too(situations, visited, anna, today, at):
    again = situations.for_visit(visited.id, today + timedelta(days=1))
    assert situations.record(again, again.answers, by=anna, at=at).version == 1
    assert len(situations.history(visited.id)) == 2


def test_the_same_visit_is_added_to(store, situations, zwaan, anna, today, at):
    kept = situations.record(situations.for_visit(zwaan.id, today), {"situation": {"seats": 40}}, by=anna, at=at)
    kept = situations.record(kept, {"situation": {"seats": 40, "taps": 6}}, by=anna, at=at)
    assert situations.record(kept, kept.answers, by=anna, at=at) is kept
    history = store.history(SITUATION.stream_of(kept.id))
    assert [(entry.kind, entry.body) for entry in history] == [
        ("recorded", {"fields": ["situation.seats"]}),
        ("changed", {"fields": ["situation.taps"]}),
    ]


def test_an_earlier_visit_stays_as_it_was_found(situations, visited, anna, today, at):
    first = situations.latest(visited.id)
    later = situations.for_visit(visited.id, today + timedelta(days=1))
    situations.record(later, {"situation": {"seats": 60}}, by=anna, at=at)
    with pytest.raises(OlderSituation) as refused:
        situations.record(first, {"situation": {"seats": 1}}, by=anna, at=at)
    assert refused.value.later == today + timedelta(days=1)
    assert "24 november 2026" in refused.value.text("nl")


def test_a_clock_that_runs_behind_gets_the_latest_visit(situations, visited, today):
    assert situations.for_visit(visited.id, today - timedelta(days=1)) == situations.latest(visited.id)


def test_two_people_at_one_visit_see_each_other(situations, zwaan, anna, mia, today, at):
    mine = theirs = situations.for_visit(zwaan.id, today)
    theirs = situations.record(theirs, {"situation": {"seats": 40}}, by=mia, at=at)
    with pytest.raises(StaleVersion) as stale:
        situations.record(mine, {"situation": {"seats": 50}}, by=anna, at=at)
    assert stale.value.current == theirs


def test_of_many_who_begin_a_visit_at_once_one_record_remains(store, situations, zwaan, anna, today, at):
    def begin(n):
        try:
            mine = Situations(store).for_visit(zwaan.id, today)
            Situations(store).record(mine, {"situation": {"seats": n}}, by=anna, at=at)
        except StaleVersion:
            return 0
        return 1

    with ThreadPoolExecutor(6) as pool:
        saved = sum(pool.map(begin, range(6)))
    assert len(situations.history(zwaan.id)) == 1
    assert situations.latest(zwaan.id).version == saved


def test_strangers_record_nothing(situations, visited, piet, today, at):
    with pytest.raises(NotAllowed):
        situations.record(situations.for_visit(visited.id, today), {}, by=piet, at=at)
    with pytest.raises(Missing):
        situations.for_visit("nobody", today)
    with pytest.raises(Missing):
        situations.get("nothing")


def test_more_text_than_fits_is_refused_and_said(situations, zwaan, anna, today, at):
    with pytest.raises(AnswersTooLong) as refused:
        situations.record(
            situations.for_visit(zwaan.id, today), {"situation": {"notes": "x" * 200_001}}, by=anna, at=at
        )
    assert refused.value.length > 200_000
    assert "Kort de notities in" in refused.value.text("nl")


@settings(max_examples=60)
@given(ANSWERS, ANSWERS)
def test_changed_names_tell_exactly_what_differs(before, after):
    names = changed_names(before, after)
    assert names == sorted(set(names))
    for group in {*before, *after}:
        for name in {*before.get(group, {}), *after.get(group, {})}:
            differs = before.get(group, {}).get(name) != after.get(group, {}).get(name)
            assert (f"{group}.{name}" in names) == differs


@settings(max_examples=20, deadline=None)
@given(days=st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_there_is_one_record_per_day_and_the_last_is_the_latest(empty_store, tmp_path_factory, days):
    store = open_store(Path(shutil.copy(empty_store, tmp_path_factory.mktemp("s"))))
    anna = Account("anna", 1, "anna", "Anna", "account_manager")
    at = datetime(2026, 1, 1, tzinfo=UTC)
    customer = Customers(store).add(Party("X"), "anna", by=anna, at=at)
    situations = Situations(store)
    for step, day in enumerate(days):
        visit = situations.for_visit(customer.id, date(2026, 1, 1) + timedelta(days=day))
        situations.record(visit, {"situation": {"seats": step}}, by=anna, at=at)
    history = situations.history(customer.id)
    dates = [one.recorded_on for one in history]
    assert dates == sorted(set(dates), reverse=True)
    assert history[0].answers == {"situation": {"seats": len(days) - 1}}
    store.close()
