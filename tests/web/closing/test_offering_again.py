"""Who left and comes back is offered what it had: the press says what it leaves, and fills a new proposal."""

import pytest


@pytest.fixture
def returned(table, anna):
    """A customer whose contract ended, made current again with one press; its dossier."""
    contract = table.signed(table.contract({"commitment": {"mode": "annual", "annual_hl": "90"}}))
    workspace, at = table.workspace, table.clock.at
    workspace.contracts.mark_terminated(contract, by=table.by, at=at)
    workspace.customers.mark_terminated(table.customer.id, by=table.by, at=at)
    done = anna.send(anna.form(f"{table.url}/details", "/restore"))
    return contract, anna.get(done.location)


def test_the_dossier_lists_what_restoring_left(returned, table):
    contract, page = returned
    assert "Was beëindigd, is nu actief" in page.text
    assert "Dit blijft zoals het is" in page.text
    assert f"Contract {contract.number}" in page.text
    assert "verplichtingen die nog openstaan" in page.text
    assert table.again(contract).state == "terminated"


def test_a_new_proposal_is_filled_from_the_contract_that_ended(returned, table, anna):
    begun = anna.send(anna.form(table.url, "/offer-again"))
    page = anna.get(begun.location).text
    proposal = table.workspace.proposals.of(table.customer.id)[-1]
    assert begun.location.endswith(proposal.id)
    assert proposal.answers["commitment"]["annual_hl"] == "90"
    assert "commencement" not in proposal.answers["term"]
    assert "90" in page


def test_once_a_proposal_is_begun_the_restore_stands(returned, table, anna):
    anna.send(anna.form(table.url, "/offer-again"))
    assert "is weer actueel" not in anna.get(table.url).text


@pytest.mark.parametrize("action", ["/restore/undo", "/offer-again"])
@pytest.mark.usefixtures("returned")
def test_sent_twice_it_happens_once(table, anna, action):
    form = anna.form(table.url, action)
    first = anna.send(form)
    seen = table.workspace.store.recent(limit=1)
    second = anna.send(form)
    assert (second.headers["X-Replayed"], second.location) == ("1", first.location)
    assert table.workspace.store.recent(limit=1) == seen


def test_two_who_restore_at_once_restore_once(returned, table, anna, browser):
    anna.send(anna.form(table.url, "/restore/undo"))
    hers, his = anna.form(table.url, "/restore"), browser("piet").form(table.url, "/restore")
    anna.send(hers)
    refused = browser("piet").send(his)
    assert refused.status_code == 422
    assert "status" in refused.text
    assert table.workspace.customers.get(table.customer.id).state == "active"
