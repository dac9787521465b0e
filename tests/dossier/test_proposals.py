from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from akkoord.access import Missing, NotAllowed, StaleVersion
from akkoord.dossier import IllegalTransition, NoSituation, Party, ProposalClosed, Proposals
from akkoord.store import PROPOSAL

TERM = {"term": {"kind": "fixed", "months": 36}}


@pytest.fixture
def a(proposals, visited, anna, at):
    return proposals.start(visited.id, by=anna, at=at, answers=TERM)


def test_a_proposal_is_set_against_the_last_situation(proposals, situations, visited, a, anna, today, at):
    assert proposals.get(a.id) == a
    assert (a.letter, a.state, a.situation, a.owner) == ("A", "draft", situations.latest(visited.id).id, "anna")


def test_without_a_situation_there_is_nothing_to_compare_with(proposals, zwaan, anna, at):
    with pytest.raises(NoSituation):
        proposals.start(zwaan.id, by=anna, at=at)


def test_proposals_go_by_letter_and_a_copy_begins_the_same(proposals, visited, a, anna, at):
    a = proposals.change(a, TERM, title=" Drie  jaar ", by=anna, at=at)
    b = proposals.start(visited.id, by=anna, at=at, copy_of=a)
    c = proposals.start(visited.id, by=anna, at=at)
    assert [(one.letter, one.answers, one.title) for one in proposals.of(visited.id)] == [
        ("A", TERM, "Drie jaar"), ("B", TERM, "Drie jaar"), ("C", {}, ""),
    ]  # fmt: skip
    changed = proposals.change(b, {"term": {"kind": "indefinite"}}, by=anna, at=at)
    assert proposals.get(a.id).answers == TERM
    assert proposals.get(changed.id).answers == {"term": {"kind": "indefinite"}}
    assert proposals.get(c.id).answers == {}


def test_after_z_comes_aa_and_the_list_keeps_its_order(proposals, visited, anna, at):
    letters = [proposals.start(visited.id, by=anna, at=at).letter for _ in range(28)]
    assert letters[-3:] == ["Z", "AA", "AB"]
    assert [one.letter for one in proposals.of(visited.id)] == letters


def test_letters_are_never_given_twice_however_many_begin_at_once(store, proposals, visited, anna, at):
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: Proposals(store).start(visited.id, by=anna, at=at), range(12)))
    assert [one.letter for one in proposals.of(visited.id)] == list("ABCDEFGHIJKL")


def test_what_the_caller_holds_is_not_what_is_kept(proposals, a, anna, at):
    answers = {"term": {"kind": "fixed"}}
    kept = proposals.change(a, answers, by=anna, at=at)
    answers["term"]["kind"] = "indefinite"
    assert kept.answers == {"term": {"kind": "fixed"}}


def test_saving_what_is_there_already_is_no_change(proposals, a, anna, at):
    assert proposals.change(a, TERM, by=anna, at=at) is a


def test_two_people_editing_see_each_other(proposals, a, anna, mia, at):
    theirs = proposals.change(a, {"term": {"kind": "indefinite"}}, by=mia, at=at)
    with pytest.raises(StaleVersion) as stale:
        proposals.change(a, {"term": {"months": 12}}, by=anna, at=at)
    assert stale.value.current == theirs
    assert proposals.get(a.id) == theirs


def test_what_the_customer_saw_stays_as_it_is(proposals, situations, visited, a, anna, at):
    shown = proposals.present(a, valid_until=date(2026, 12, 31), by=anna, at=at)
    assert proposals.get(a.id) == shown
    with pytest.raises(ProposalClosed) as refused:
        proposals.change(shown, {}, by=anna, at=at)
    assert "gepresenteerd" in refused.value.text("nl")
    with pytest.raises(ProposalClosed):
        proposals.set_against(shown, shown.situation, by=anna, at=at)


def test_a_proposal_is_declined_with_its_reason(proposals, a, anna, at):
    declined = proposals.decline(proposals.present(a, by=anna, at=at), " te duur ", by=anna, at=at)
    assert (proposals.get(a.id).state, declined.reason) == ("declined", "te duur")


def test_a_revised_proposal_stays_and_a_new_one_begins(proposals, visited, a, anna, at):
    new = proposals.revise(proposals.present(a, by=anna, at=at), by=anna, at=at)
    assert (new.letter, new.state, new.answers) == ("B", "draft", TERM)
    assert proposals.get(a.id).state == "revised"


def test_a_proposal_lapses(proposals, a, anna, at):
    assert proposals.lapse(proposals.present(a, by=anna, at=at), by=anna, at=at).state == "lapsed"


@pytest.mark.parametrize("before", ["draft", "presented", "accepted"])
def test_it_is_accepted_when_a_contract_is_made_of_it(store, proposals, a, anna, at, before):
    for step in {"draft": [], "presented": [proposals.present], "accepted": [proposals.accept]}[before]:
        a = step(a, by=anna, at=at)
    assert proposals.convert(a, by=anna, at=at).state == "converted"
    kinds = [entry.kind for entry in store.history(PROPOSAL.stream_of(a.id))]
    assert kinds[-2:] == ["accept", "make_contract"]


def test_what_was_converted_is_not_converted_again(proposals, a, anna, at):
    converted = proposals.convert(a, by=anna, at=at)
    with pytest.raises(IllegalTransition):
        proposals.convert(converted, by=anna, at=at)
    with pytest.raises(StaleVersion):
        proposals.convert(a, by=anna, at=at)


def test_a_draft_moves_to_the_latest_situation(proposals, situations, visited, a, anna, today, at):
    later = situations.for_visit(visited.id, today + timedelta(days=7))
    later = situations.record(later, {"situation": {"seats": 60}}, by=anna, at=at)
    assert proposals.set_against(a, later.id, by=anna, at=at).situation == later.id


def test_a_situation_of_someone_else_is_not_taken(proposals, situations, customers, a, anna, today, at):
    other = customers.add(Party("Boot"), "anna", by=anna, at=at)
    theirs = situations.record(situations.for_visit(other.id, today), {}, by=anna, at=at)
    with pytest.raises(Missing):
        proposals.set_against(a, theirs.id, by=anna, at=at)


def test_open_proposals_are_listed_for_their_owner(proposals, customers, visited, a, anna, piet, mia, at):
    b = proposals.start(visited.id, by=anna, at=at + timedelta(minutes=1))
    done = proposals.convert(proposals.start(visited.id, by=anna, at=at), by=anna, at=at)
    assert [(one.letter, customer.id) for one, customer in proposals.open(owner="anna")] == [
        ("B", visited.id), ("A", visited.id),
    ]  # fmt: skip
    assert proposals.open(owner="piet") == []
    assert [one.letter for one, _ in proposals.open(limit=1)] == ["B"]
    customers.assign(customers.get(visited.id), "piet", by=mia, at=at)
    assert {one.id for one, _ in proposals.open(owner="piet")} == {a.id, b.id}
    assert done.state == "converted"


def test_strangers_touch_nothing(proposals, visited, a, piet, at):
    for act in (
        lambda: proposals.start(visited.id, by=piet, at=at),
        lambda: proposals.change(a, {}, by=piet, at=at),
        lambda: proposals.present(a, by=piet, at=at),
        lambda: proposals.accept(a, by=piet, at=at),
        lambda: proposals.revise(a, by=piet, at=at),
        lambda: proposals.convert(a, by=piet, at=at),
        lambda: proposals.set_against(a, a.situation, by=piet, at=at),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert proposals.of(visited.id) == [a]


def test_the_journal_holds_names_of_answers_only(store, proposals, a, anna, at):
    proposals.change(a, {"term": {"kind": "geheim"}}, by=anna, at=at)
    told = [entry.body for entry in store.history(PROPOSAL.stream_of(a.id))]
    assert told[-1] == {"fields": ["term.kind", "term.months"]}
    assert "geheim" not in repr(told)
