"""Why an article is in the contract or not, in words, for a proposal and for a contract."""

import pytest


def test_every_clause_is_listed_in_or_out(anna, table):
    proposal = table.proposal({"commitment": {"mode": "annual", "annual_hl": "100"}})
    page = anna.get(f"/p/{proposal.id}/why").text
    present, absent = page[: page.index("Niet in het contract")], page[page.index("Niet in het contract") :]
    assert f"/p/{proposal.id}/why/a-commitment-annual" in present
    assert f"/p/{proposal.id}/why/a-commitment-total" in absent
    listed = {one.id for one in table.workspace.clause_set.clauses if f"/why/{one.id}" in page}
    assert listed == {one.id for one in table.workspace.clause_set.clauses}


def test_a_clause_that_is_in_says_which_answer_decided_and_what_would_turn_it(anna, table):
    proposal = table.proposal({"commitment": {"mode": "annual", "annual_hl": "100"}})
    page = anna.get(f"/p/{proposal.id}/why/a-commitment-annual").text
    assert "Waarom dit in het contract staat" in page
    assert "Afnameverplichting" in page
    assert "Per jaar" in page


def test_a_clause_that_is_out_says_what_would_bring_it_in(anna, table):
    page = anna.get(f"/p/{table.proposal().id}/why/a-commitment-total").text
    assert "Waarom dit niet in het contract staat" in page
    assert "In totaal" in page


def test_htmx_gets_the_reason_without_the_page(anna, table):
    fragment = anna.get(f"/p/{table.proposal().id}/why/a-final", htmx=True).text
    assert fragment.lstrip().startswith('<div class="why">')


@pytest.mark.parametrize("signed", [False, True])
def test_a_contract_says_why_as_well(anna, table, signed):
    contract = table.contract({"commitment": {"mode": "annual", "annual_hl": "100"}})
    contract = table.signed(contract) if signed else contract
    assert anna.get(f"/k/{contract.id}/why").status_code == 200
    assert "Afnameverplichting" in anna.get(f"/k/{contract.id}/why/a-commitment-annual").text


@pytest.mark.parametrize("clause", ["nothing", "own:1", "..%2F..", "a-final%20"])
def test_a_clause_that_does_not_exist_is_not_found(anna, table, clause):
    assert anna.get(f"/p/{table.proposal().id}/why/{clause}").status_code == 404
    assert anna.get(f"/k/{table.contract().id}/why/{clause}").status_code == 404


def test_the_reader_s_language_is_spoken(browser, table, workspace, clock):
    anna = workspace.accounts.by_login("anna")
    workspace.accounts.change_language(anna, "en", by=anna, at=clock.at)
    proposal = table.proposal({"commitment": {"mode": "annual", "annual_hl": "100"}})
    page = browser("anna").get(f"/p/{proposal.id}/why/a-commitment-annual").text
    assert "Why this is in the contract" in page
    assert "Purchase commitment" in page
    assert "Afnameverplichting is" not in page
