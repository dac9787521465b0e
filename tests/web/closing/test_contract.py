"""A contract on the screen: its text and reasons, what needs approval, and what can still happen to it."""

import re
from dataclasses import replace

import pytest


def url_of(contract, *more):
    return "/".join((f"/k/{contract.id}", *more))


def test_an_open_contract_shows_every_part_with_its_reason(anna, table):
    contract = table.contract()
    page = anna.get(url_of(contract)).text
    assert f"Contract {contract.number}" in page
    assert "Gereed om te tekenen" in page
    assert 'id="part-a-parties"' in page
    assert f'hx-get="/k/{contract.id}/why/a-final"' in page
    assert 'lang="nl"' in page
    assert "function" not in re.findall(r'lang="([^"]*)"', page)


def test_a_contract_in_force_is_shown_as_it_was_signed_and_can_only_be_looked_at(anna, table):
    contract = table.signed(table.contract())
    page = anna.get(url_of(contract)).text
    assert "Van kracht" in page
    assert "mevrouw J. de Vries" in page
    assert "<svg" in page[page.index('class="slot signed"') :]
    for gone in ("own-text", "/withdraw", "/ready", "/renew"):
        assert gone not in page


@pytest.mark.parametrize(
    ("action", "more"),
    [
        ("ready", {}),
        ("renew", {}),
        ("withdraw", {"reason": "Toch niet"}),
        ("own-text", {"title": "T", "body": "B", "after": "special"}),
        ("own-text/1", {"title": "T", "body": "Anders", "after": "special"}),
        ("own-text/1/drop", {}),
    ],
)
@pytest.mark.parametrize("state", ["in_force", "withdrawn", "terminated"])
def test_nothing_changes_a_contract_that_is_in_force_or_ended(anna, table, workspace, clock, state, action, more):
    contract = table.contract(own_texts=[("Levering", "Op dinsdag.", None)])
    if state == "withdrawn":
        workspace.contracts.withdraw(contract, "Te duur", by=table.by, at=clock.at)
    else:
        contract = table.signed(contract)
    if state == "terminated":
        workspace.contracts.mark_terminated(contract, by=table.by, at=clock.at)
    before = table.again(contract)
    refused = anna.post(url_of(contract, action), {"op": "a", "version": str(before.version), **more})
    assert refused.status_code == 422
    assert "verandert niet meer" in refused.text
    assert table.again(contract) == before
    assert anna.post(url_of(contract, action), {"op": "b", "version": "1", **more}).status_code in (409, 422)


@pytest.mark.parametrize("page", ["own-text", "own-text/1", "withdraw"])
def test_forms_of_a_contract_in_force_say_that_it_stays_as_it_is(anna, table, page):
    contract = table.signed(table.contract(own_texts=[("Levering", "Op dinsdag.", None)]))
    answer = anna.get(url_of(contract, page))
    assert answer.status_code == 422
    assert "verandert niet meer" in answer.text


def test_on_to_signing_freezes_a_draft(anna, table, workspace, clock):
    contract = table.contract()
    draft = workspace.contracts.put_own_text(contract, "Levering", "Op dinsdag.", by=table.by, at=clock.at).contract
    assert draft.state == "draft"
    response = anna.send(anna.form(url_of(contract), url_of(contract, "ready")))
    assert response.location == url_of(contract, "sign")
    assert table.again(contract).state == "ready_to_sign"


def test_a_draft_that_is_not_ready_says_why(anna, table, workspace, clock):
    contract = table.contract()
    party = replace(table.customer.party, signatories=())
    workspace.customers.change(table.customer, party=party, by=table.by, at=clock.at)
    workspace.contracts.renew(contract, by=table.by, at=clock.at)
    response = anna.send(anna.form(url_of(contract), url_of(contract, "ready")))
    assert response.status_code == 422
    assert "niet gereed om te tekenen" in response.text
    assert "Namens de klant" in response.text


@pytest.mark.parametrize("action", ["ready", "own-text/1/drop"])
def test_a_press_on_what_somebody_else_changed_shows_the_contract_as_it_is_now(
    browser, table, workspace, clock, action
):
    anna = browser("anna")
    contract = table.contract(own_texts=[("Levering", "Op dinsdag.", None)])
    form = anna.form(url_of(contract), url_of(contract, action))
    piet = workspace.accounts.by_login("piet")
    workspace.contracts.put_own_text(contract, "Terras", "Van ons.", by=piet, at=clock.at)
    response = anna.send(form)
    assert response.status_code == 409
    assert "Piet Jansen heeft dit om 14:00 gewijzigd" in response.text
    assert "Van ons." in response.text
    assert len(table.again(contract).own_texts) == 2


def test_new_details_are_taken_over_when_asked(anna, table, workspace, clock):
    contract = table.signed(table.contract(), 1)
    party = replace(table.customer.party, address="Nieuwstraat 7")
    workspace.customers.change(table.customer, party=party, by=table.by, at=clock.at)
    response = anna.send(anna.form(url_of(contract), url_of(contract, "renew")))
    page = anna.get(response.location).text
    assert "Nieuwstraat 7" in page
    assert "De tekst bevat nu de nieuwste gegevens" in page
    assert "dus één handtekening telt niet meer" in page
    assert table.again(contract).state == "draft"


def test_when_there_is_nothing_new_nothing_changes_and_the_page_says_so(anna, table):
    contract = table.contract()
    response = anna.send(anna.form(url_of(contract), url_of(contract, "renew")))
    assert "niets nieuws om over te nemen" in anna.get(response.location).text
    assert table.again(contract) == contract


def test_withdrawing_asks_why_and_keeps_number_and_reason(anna, table):
    contract = table.contract()
    form = anna.form(url_of(contract, "withdraw"))
    empty = anna.send(form, {"reason": " "})
    assert empty.status_code == 422
    assert "Schrijf waarom" in empty.text
    assert anna.send(form, {"reason": "Zaak verkocht"}).location == table.url
    assert (table.again(contract).state, table.again(contract).reason) == ("withdrawn", "Zaak verkocht")
    page = anna.get(url_of(contract)).text
    assert "Zaak verkocht" in page
    assert contract.number in page


def test_withdrawing_what_somebody_else_changed_keeps_the_reason_in_the_form(browser, table, workspace, clock):
    anna, contract = browser("anna"), table.contract()
    form = anna.form(url_of(contract, "withdraw"))
    piet = workspace.accounts.by_login("piet")
    workspace.contracts.put_own_text(contract, "Terras", "Van ons.", by=piet, at=clock.at)
    response = anna.send(form, {"reason": "Zaak verkocht"})
    assert response.status_code == 409
    assert "Piet Jansen heeft dit om 14:00 gewijzigd" in response.text
    assert "Zaak verkocht" in response.text
    assert table.again(contract).state == "draft"
    from akkoord_web.testing import forms_of

    again = next(one for one in forms_of(response) if one.action.endswith("/withdraw"))
    assert anna.send(again, {"reason": "Zaak verkocht"}).status_code == 303
    assert table.again(contract).state == "withdrawn"


def test_what_needs_approval_is_not_signed_before_a_manager_approves(browser, table):
    contract = table.unapproved()
    anna, piet = browser("anna"), browser("piet")
    page = anna.get(url_of(contract)).text
    assert "Niemand kan tekenen voordat een manager" in page
    assert "Een investering zonder afnameverplichting" in page
    assert 'name="reason"' not in page, "who made it does not approve it"
    assert 'id="signature"' not in anna.get(url_of(contract, "sign")).text
    form = piet.form(url_of(contract), url_of(contract, "approve"))
    empty = piet.send(form, {"reason": ""})
    assert empty.status_code == 422
    assert "Schrijf waarom je het goedkeurt" in empty.text
    assert piet.send(form, {"reason": "Sterke locatie"}).location == url_of(contract)
    assert table.again(contract).unapproved == ()
    assert 'id="signature"' in anna.get(url_of(contract, "sign")).text
    assert "Goedgekeurd door Piet Jansen" in anna.get(url_of(contract)).text


def test_an_account_manager_approves_nothing(browser, table):
    contract = table.unapproved()
    data = {"op": "a", "version": str(contract.version), "reason": "Ik vind van wel"}
    assert browser("anna").post(url_of(contract, "approve"), data).status_code == 404
    assert table.again(contract).unapproved


def test_a_manager_who_worked_on_it_leaves_the_approval_to_another(browser, table, workspace, clock):
    contract, piet = table.unapproved(), browser("piet")
    changed = workspace.contracts.put_own_text(
        contract, "Terras", "Van ons.", by=workspace.accounts.by_login("piet"), at=clock.at
    )
    frozen = workspace.contracts.freeze(changed.contract, by=table.by, at=clock.at)
    response = piet.send(piet.form(url_of(frozen), url_of(frozen, "approve")), {"reason": "Prima plek"})
    assert response.status_code == 422
    assert "zelf aan contract" in response.text
    assert "Prima plek" in response.text
    assert table.again(frozen).unapproved


def test_approving_what_somebody_else_changed_keeps_the_reason_in_the_form(browser, table, workspace, clock):
    contract, piet = table.unapproved(), browser("piet")
    form = piet.form(url_of(contract), url_of(contract, "approve"))
    changed = workspace.contracts.put_own_text(contract, "Terras", "Van ons.", by=table.by, at=clock.at)
    workspace.contracts.freeze(changed.contract, by=table.by, at=clock.at)
    response = piet.send(form, {"reason": "Sterke locatie"})
    assert response.status_code == 409
    assert "Sterke locatie" in response.text
    assert table.again(contract).unapproved


def test_a_form_without_version_is_refused_with_words(anna, table):
    contract = table.contract()
    refused = anna.post(url_of(contract, "withdraw"), {"op": "a", "reason": "x"})
    assert refused.status_code == 422
    assert "zonder versie" in refused.text
