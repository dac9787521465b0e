"""Every write of closing happens once, however often it is sent."""

import json

import pytest

from akkoord.store import CONTRACT, PROPOSAL, SIGNATURE, SITUATION


def situation(table):
    return f"{table.url}/intake", None, {"situation.annual_volume_hl": "120"}


def start(table):
    table.situation()
    return f"{table.url}/proposals/all", f"{table.url}/proposals/start", {}


def save(table):
    return f"/p/{table.proposal().id}", None, {"term.months": "24"}


def copy(table):
    url = f"/p/{table.proposal().id}"
    return url, f"{url}/copy", {}


def present(table):
    url = f"/p/{table.proposal().id}"
    return url, f"{url}/present", {}


def presented(table):
    by, at = table.by, table.clock.at
    return f"/p/{table.workspace.proposals.present(table.proposal(), by=by, at=at).id}"


def revise(table):
    url = presented(table)
    return url, f"{url}/revise", {}


def decline(table):
    return f"{presented(table)}/decline", None, {"reason": "Te duur"}


def make(table):
    url = f"/p/{table.proposal().id}"
    return url, url, {"_to": f"{url}/contract"}


def ready(table):
    contract = table.contract()
    table.workspace.contracts.put_own_text(contract, "Terras", "Van ons.", by=table.by, at=table.clock.at)
    return f"/k/{contract.id}", f"/k/{contract.id}/ready", {}


def renew(table):
    from dataclasses import replace

    contract = table.contract()
    party = replace(table.customer.party, address="Nieuwstraat 7")
    table.workspace.customers.change(table.customer, party=party, by=table.by, at=table.clock.at)
    return f"/k/{contract.id}", f"/k/{contract.id}/renew", {}


def approve(table):
    contract = table.unapproved()
    return f"/k/{contract.id}", f"/k/{contract.id}/approve", {"reason": "Sterke plek", "_as": "piet"}


def withdraw(table):
    return f"/k/{table.contract().id}/withdraw", None, {"reason": "Verkocht"}


def own_text(table):
    return f"/k/{table.contract().id}/own-text", None, {"title": "Terras", "body": "Van ons."}


def change_own_text(table):
    contract = table.contract(own_texts=[("Terras", "Van ons.", None)])
    return f"/k/{contract.id}/own-text/1", None, {"body": "Anders."}


def drop_own_text(table):
    contract = table.contract(own_texts=[("Terras", "Van ons.", None)])
    return f"/k/{contract.id}", f"/k/{contract.id}/own-text/1/drop", {}


def sign(table):
    return f"/k/{table.contract().id}/sign", None, {"agreed": "yes", "strokes": json.dumps(table.lines)}


def print_again(table):
    contract = table.signed(table.contract(), 1)
    return f"/k/{contract.id}/pdf", f"/k/{contract.id}/print", {}


def amend(table):
    contract = table.signed(table.contract())
    return f"/k/{contract.id}", f"/k/{contract.id}/amend", {}


def save_amendment(table):
    contract = table.signed(table.contract())
    begun = table.workspace.amendments.start(contract, by=table.by, at=table.clock.at)
    return f"/k/{begun.id}/amending", None, {"effective": "2027-01-01", "term.months": "48"}


WRITES = [
    situation, start, save, copy, present, revise, decline, make, ready, renew, approve, withdraw, own_text,
    change_own_text, drop_own_text, sign, print_again, amend, save_amendment,
]  # fmt: skip


def everything(store):
    """All that closing keeps, and every event."""
    rows = [sorted(map(repr, store.find(table))) for table in (SITUATION, PROPOSAL, CONTRACT, SIGNATURE)]
    return rows, len(list(store.recent(limit=1_000)))


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_sent_twice_it_happens_once_and_answers_the_same(browser, table, write):
    page, action, typed = write(table)
    person, to = browser(typed.pop("_as", "anna")), typed.pop("_to", None)
    form = person.form(page, action)
    form.action = to or form.action
    before = everything(table.workspace.store)
    first = person.send(form, typed)
    after = everything(table.workspace.store)
    assert first.status_code in (200, 303)
    assert after != before or write is print_again
    second = person.send(form, typed)
    assert second.headers["X-Replayed"] == "1"
    assert (second.status_code, second.location) == (first.status_code, first.location)
    assert everything(table.workspace.store) == after


def test_every_route_of_closing_that_writes_is_among_these(app):
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    named = {
        "record", "start_proposal", "save_proposal", "copy_proposal", "present_proposal", "revise_proposal",
        "decline_proposal", "make_contract", "make_ready", "renew_contract", "approve_contract", "withdraw_contract",
        "put_own_text", "drop_own_text", "sign", "print_again", "amend", "save_amendment",
    }  # fmt: skip
    found = {endpoint.partition(".")[2] for endpoint in writing if endpoint.startswith("closing.")}
    assert found - named == {"result"}, "the result of a proposal keeps nothing"
    assert len(WRITES) == len(named) + 1, "an own text is put in two ways"
