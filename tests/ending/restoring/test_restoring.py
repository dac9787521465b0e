"""Restore is one press: current again, nothing revived, nothing deleted, and it can be undone."""

from datetime import timedelta

import pytest

from akkoord.access import NotAllowed
from akkoord.dossier import IllegalTransition, timeline
from akkoord.ending.restoring import NothingToOfferAgain, TooLateToUndo, answers_again


def test_who_left_is_active_again_and_its_contract_stays_terminated(house):
    contract = house.in_force()
    house.leave()
    restored = house.restore()
    assert (restored.before, restored.customer.state) == ("terminated", "active")
    assert house.customer.state == "active"
    assert house.workspace.contracts.get(contract.id).state == "terminated"


def test_a_prospect_that_was_put_away_is_a_prospect_again(house):
    house.archive()
    restored = house.restore()
    assert (restored.before, restored.customer.state) == ("archived", "prospect")
    assert restored.left.contracts == restored.left.statements == restored.left.obligations == ()


def test_who_left_and_was_put_away_is_active_again(house):
    house.in_force()
    house.leave()
    house.archive()
    assert house.restore().customer.state == "active"


def test_it_says_which_contracts_statements_and_promises_it_leaves(house):
    contract = house.in_force()
    house.leave()
    left = house.restore().left
    assert [(one.contract, one.is_end) for one in left.statements] == [(contract.id, True)]
    assert [one.id for one in left.contracts] == [contract.id]
    still_open = house.workspace.obligations.of(house.customer_id, state="open")
    assert still_open
    assert sorted(one.id for one in left.obligations) == sorted(one.id for one in still_open)


@pytest.mark.parametrize("brought", ["prospect", "active"])
def test_who_is_current_has_nothing_to_restore(house, brought):
    if brought == "active":
        house.in_force()
    with pytest.raises(IllegalTransition) as refused:
        house.restore()
    assert refused.value.text("nl") != refused.value.text("en")
    assert house.customer.state == brought


def test_nobody_restores_someone_elses_customer(house):
    house.archive()
    piet = house.workspace.accounts.by_login("piet")
    with pytest.raises(NotAllowed):
        house.workspace.restoring.restore(house.customer, by=piet, at=house.now)


@pytest.mark.parametrize("away", [("leave",), ("leave", "archive")])
def test_a_restore_is_undone_to_what_it_was(house, away):
    house.in_force()
    for step in away:
        getattr(house, step)()
    before = house.customer
    house.restore()
    undone = house.undo()
    assert (undone.state, undone.party, undone.owner) == (before.state, before.party, before.owner)
    assert house.restore().customer.state == "active"


def test_a_restored_prospect_goes_back_to_the_archive(house):
    house.archive()
    house.restore()
    assert house.undo().state == "archived"


def test_what_it_did_is_told_until_something_else_happens(house):
    house.archive()
    restored = house.restore()
    assert house.workspace.restoring.last(house.customer) == restored
    house.workspace.agreements.add(house.customer_id, "Sleutel ophalen", by=house.anna, at=house.now)
    assert house.workspace.restoring.last(house.customer) is None
    with pytest.raises(TooLateToUndo) as refused:
        house.undo()
    assert "tijdlijn" in refused.value.text("nl")
    assert house.customer.state == "prospect"


def test_days_that_pass_quietly_do_not_end_the_undo(house):
    house.archive()
    house.restore()
    house.clock.advance(timedelta(days=3))
    house.workspace.daily(house.clock.at)
    assert house.undo().state == "archived"


def test_nobody_undoes_the_restore_of_someone_elses_customer(house):
    house.archive()
    house.restore()
    piet = house.workspace.accounts.by_login("piet")
    with pytest.raises(NotAllowed):
        house.workspace.restoring.undo(house.customer, by=piet, at=house.now)


def test_the_history_keeps_the_leaving_the_return_and_its_undoing(house):
    house.in_force()
    house.leave()
    house.restore()
    house.undo()
    told = [entry.message.text("nl") for entry in timeline(house.workspace.store, house.customer_id)[:3]]
    assert told == ["Herstel van de klant ongedaan gemaakt", "Klant hersteld", "Klant beëindigd"]
    assert house.workspace.store.verify_journal() == []


def test_a_new_proposal_starts_from_what_was_agreed_but_for_its_first_day(house):
    house.in_force(term={"months": 48})
    house.leave()
    house.restore()
    proposal = house.workspace.restoring.offer_again(house.customer, by=house.anna, at=house.now)
    assert proposal.answers["term"]["months"] == 48
    assert "commencement" not in proposal.answers["term"]
    assert proposal.answers["equipment"]["assets"][0]["serial"] == "TAP-26-0001"
    assert "customer" not in proposal.answers
    assert "situation" not in proposal.answers


def test_a_first_day_is_all_that_the_new_proposal_lacks(house):
    house.in_force()
    house.leave()
    house.restore()
    workspace = house.workspace
    proposal = workspace.restoring.offer_again(house.customer, by=house.anna, at=house.now)
    answers = {**proposal.answers, "term": {**proposal.answers["term"], "commencement": "2026-07-01"}}
    dated = workspace.proposals.change(proposal, answers, by=house.anna, at=house.now)
    assert workspace.contracts.preview(dated).can_be_made


def test_of_several_contracts_the_one_that_ended_last_is_offered_again(house):
    house.in_force(term={"months": 24})
    house.plan(house.in_force(term={"months": 12}))
    house.clock.advance(timedelta(days=30))
    house.leave()
    proposal = house.workspace.restoring.offer_again(house.customer, by=house.anna, at=house.now)
    assert proposal.answers["term"]["months"] == 24


def test_without_a_contract_that_ended_there_is_nothing_to_offer_again(house):
    house.visit()
    with pytest.raises(NothingToOfferAgain):
        house.workspace.restoring.offer_again(house.customer, by=house.anna, at=house.now)


def test_answers_to_questions_that_are_gone_are_left_out(house):
    questions = house.workspace.clause_set.questions
    facts = {"term": {"months": 12, "commencement": "2026-01-01", "colour": "red"}, "bicycle": {"lock": "ring"}}
    assert answers_again(facts, questions) == {"term": {"months": 12}}
