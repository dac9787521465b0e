"""Pressing *Maak contract*: once, of what stands in the form, or with a list of what stands in the way."""

import pytest


@pytest.fixture
def proposal(table):
    return table.proposal()


def make(person, proposal, changes=None, *, htmx=False):
    page = f"/p/{proposal.id}"
    form = person.form(page)
    form.action = f"{page}/contract"
    return person.send(form, changes, htmx=htmx)


def test_the_contract_is_made_of_what_stands_in_the_form(anna, table, workspace, proposal):
    response = make(anna, proposal, {"term.months": "24"}, htmx=True)
    (contract,) = workspace.contracts.of(table.customer.id)
    assert response.headers["HX-Redirect"] == f"/k/{contract.id}"
    assert contract.state == "ready_to_sign"
    assert contract.facts["term"]["months"] == 24
    assert table.again(proposal).state == "converted"


def test_without_scripts_the_same_press_leads_to_the_contract(anna, table, workspace, proposal):
    response = make(anna, proposal)
    (contract,) = workspace.contracts.of(table.customer.id)
    assert (response.status_code, response.location) == (303, f"/k/{contract.id}")


def test_what_is_missing_is_listed_with_links_to_the_boxes_and_nothing_is_made(anna, table, workspace):
    table.situation({"outlet": {"postcode": None}})
    response = make(anna, table.proposal(complete=False), htmx=True)
    assert response.status_code == 422
    summary = response.text[response.text.index("note bad summary") :][:1500]
    assert "Het contract is niet gemaakt" in summary
    assert '<a href="#f-term-commencement">Ingangsdatum</a>' in summary
    assert f'<a href="{table.url}/intake#f-outlet-postcode">Postcode</a>' in summary
    assert workspace.contracts.of(table.customer.id) == []


def test_what_contradicts_the_law_is_listed_with_links_to_the_boxes(anna, table, workspace, proposal):
    typed = {"term.months": "84", "exclusivity.mode": "all_beer"}
    response = make(anna, proposal, typed, htmx=True)
    assert response.status_code == 422
    summary = response.text[response.text.index("note bad summary") :][:1500]
    assert "niet langer dan 60 maanden" in summary
    assert '<a href="#f-term-months">Duur</a>' in summary
    assert 'value="84"' in response.text, "what was typed stays in its box"
    assert "Nog niet bewaard" in response.text, "and is not said to be kept"
    assert table.again(proposal).answers["term"]["months"] == 36


def test_what_cannot_be_read_stops_it_and_stays_in_its_box(anna, table, workspace, proposal):
    response = make(anna, proposal, {"term.months": "drie jaar"}, htmx=True)
    assert response.status_code == 422
    assert '<a href="#f-term-months">' in response.text
    assert 'value="drie jaar"' in response.text
    assert workspace.contracts.of(table.customer.id) == []


def test_a_refused_press_may_be_repeated_corrected(anna, table, workspace, proposal):
    page = anna.form(f"/p/{proposal.id}")
    page.action = f"/p/{proposal.id}/contract"
    assert anna.send(page, {"term.months": "x"}).status_code == 422
    assert anna.send(page, {"term.months": "48"}).status_code == 303
    assert len(workspace.contracts.of(table.customer.id)) == 1


def test_somebody_else_s_change_is_shown_before_a_contract_is_made_of_it(browser, table, workspace, proposal):
    anna, piet = browser("anna"), browser("piet")
    form = anna.form(f"/p/{proposal.id}")
    form.action = f"/p/{proposal.id}/contract"
    piet.send(piet.form(f"/p/{proposal.id}"), {"term.months": "48"})
    refused = anna.send(form, htmx=True)
    assert refused.status_code == 409
    assert "<td>48 maanden</td><td>36 maanden</td>" in refused.text
    assert workspace.contracts.of(table.customer.id) == []


def test_who_presses_after_somebody_else_made_it_comes_to_that_contract(browser, table, workspace, proposal):
    anna, piet = browser("anna"), browser("piet")
    form = anna.form(f"/p/{proposal.id}")
    form.action = f"/p/{proposal.id}/contract"
    make(piet, proposal)
    (contract,) = workspace.contracts.of(table.customer.id)
    assert anna.send(form).location == f"/k/{contract.id}"
    typed = anna.send(form, {"op": "another", "term.months": "48"})
    assert typed.status_code == 409
    assert "al gemaakt, zonder wat je het laatst hebt ingevuld" in typed.text
    assert len(workspace.contracts.of(table.customer.id)) == 1


def test_a_proposal_that_the_customer_has_is_made_as_it_is(anna, table, workspace, clock, proposal):
    shown = workspace.proposals.present(proposal, by=table.by, at=clock.at)
    response = make(anna, shown, {"term.months": "12"})
    (contract,) = workspace.contracts.of(table.customer.id)
    assert response.location == f"/k/{contract.id}"
    assert contract.facts["term"]["months"] == 36


def test_a_declined_proposal_is_not_made(anna, table, workspace, clock, proposal):
    at = clock.at
    shown = workspace.proposals.present(proposal, by=table.by, at=at)
    declined = workspace.proposals.decline(shown, "Te duur", by=table.by, at=at)
    assert "/contract" not in anna.get(f"/p/{proposal.id}").text
    refused = anna.post(f"/p/{proposal.id}/contract", {"op": "a", "version": str(declined.version)})
    assert refused.status_code == 422
    assert workspace.contracts.of(table.customer.id) == []
    assert table.again(proposal).state == "declined"


def test_who_signs_only_with_another_is_told_to_add_the_other(anna, table, workspace, clock, proposal):
    from dataclasses import replace

    from akkoord.dossier import Person

    alone = replace(table.customer.party, signatories=(Person("de heer A. Smit", "vennoot", "joint"),))
    workspace.customers.change(table.customer, party=alone, by=table.by, at=clock.at)
    response = make(anna, proposal)
    assert response.status_code == 422
    assert "de heer A. Smit" in response.text
    assert f'<a href="{table.url}/edit">' in response.text
