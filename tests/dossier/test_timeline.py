from datetime import date, timedelta

import pytest

from akkoord.access import CONSOLE
from akkoord.dossier import Party, timeline
from akkoord.dossier.timeline import _SENTENCES, _values
from akkoord.language import Message


def test_a_dossier_tells_its_story_newest_first(store, proposals, agreements, visits, visited, anna, at):
    a = proposals.start(visited.id, by=anna, at=at)
    proposals.present(a, by=anna, at=at)
    agreements.add(visited.id, "Terras", by=anna, at=at)
    visits.plan(visited.id, at.date(), by=anna, at=at)
    told = [entry.message.text("nl") for entry in timeline(store, visited.id)]
    assert told == [
        "Bezoek gepland",
        "Afspraak genoteerd",
        "Voorstel A gepresenteerd",
        "Voorstel A begonnen",
        "Situatie vastgelegd",
        "Klant toegevoegd met nummer 10001",
    ]
    newest = timeline(store, visited.id, limit=1)
    assert [(entry.thing, entry.actor, entry.times) for entry in newest] == [("visit", "anna", 1)]


def test_a_form_that_saves_itself_is_one_entry_a_day(store, proposals, visited, anna, mia, at):
    a = proposals.start(visited.id, by=anna, at=at)
    for n in range(5):
        a = proposals.change(a, {"term": {"months": n}}, by=anna, at=at + timedelta(minutes=n))
    a = proposals.change(a, {"term": {"months": 9}}, by=mia, at=at + timedelta(minutes=9))
    proposals.change(a, {"term": {"months": 10}}, by=mia, at=at + timedelta(days=1))
    told = [(entry.actor, entry.times) for entry in timeline(store, visited.id) if entry.kind == "changed"]
    assert told == [("mia", 1), ("mia", 1), ("anna", 5)]


def test_other_dossiers_are_not_told(store, customers, visited, anna, at):
    boot = customers.add(Party("Boot"), "anna", by=anna, at=at)
    assert len(timeline(store, boot.id)) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sentence_can_be_said_whatever_the_event_holds(language):
    for sentence in _SENTENCES.values():
        assert Message(sentence, _values({})).text(language)


def test_nobody_needs_an_account_to_be_told_of(store, customers, party, at):
    customer = customers.add(party, None, by=CONSOLE, at=at, on=date(2020, 1, 1))
    assert [entry.actor for entry in timeline(store, customer.id)] == ["console"]
