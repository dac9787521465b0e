"""Promises stand in the dossier, and are done or waived on the spot."""

import pytest

from akkoord_web.testing import forms_of


@pytest.fixture
def contract(table):
    return table.signed(table.contract())


@pytest.fixture
def review(workspace, contract):
    return next(one for one in workspace.obligations.of(contract.customer) if one.name.endswith("/review-before-end"))


def test_the_dossier_shows_what_was_promised_and_until_when_notice_may_be_given(anna, contract, review):
    page = anna.get(f"/c/{contract.customer}").text
    assert review.action in page
    assert "6 maanden vóór het einde van het contract" in page


def test_one_press_notes_that_it_was_done_and_another_undoes_it(anna, contract, review, workspace):
    form = anna.form(f"/c/{contract.customer}", f"{review.id}/done")
    page = anna.get(anna.send(form).location)
    assert workspace.obligations.get(review.id).state == "done"
    anna.send(next(one for one in forms_of(page) if one.action.endswith(f"{review.id}/reopen")))
    assert workspace.obligations.get(review.id).state == "open"


def test_waiving_without_a_reason_keeps_the_page_and_says_why(anna, contract, review, workspace):
    form = anna.form(f"/c/{contract.customer}/obligations/{review.id}", "/waive")
    assert anna.send(form, {"reason": " "}).status_code == 422
    assert workspace.obligations.get(review.id).state == "open"
    anna.send(form, {"reason": "De zaak sluit"})
    assert workspace.obligations.get(review.id).remark == "De zaak sluit"


def test_a_press_on_an_old_page_is_noticed(anna, contract, review, workspace, table, clock):
    form = anna.form(f"/c/{contract.customer}/obligations/{review.id}", "/waive")
    workspace.obligations.assign(review, table.by.id, by=table.by, at=clock.at)
    assert anna.send(form, {"reason": "De zaak sluit"}).status_code == 409


def test_who_looks_after_it_is_chosen_from_the_people(anna, contract, review, workspace):
    piet = workspace.accounts.by_login("piet")
    form = anna.form(f"/c/{contract.customer}/obligations/{review.id}", "/assign")
    anna.send(form, {"responsible": piet.id})
    assert workspace.obligations.get(review.id).responsible == piet.id
