"""Nobody gets near a contract that is not theirs, whatever state it is in."""

import pytest

OF_AMENDMENTS = {"closing.amending", "closing.save_amendment", "closing.amendment"}


@pytest.fixture
def closed(table, workspace, clock):
    """One of everything that closing knows, all of it Anna's."""
    situation = table.situation()
    proposal = table.proposal()
    ready = table.contract(own_texts=[("Levering", "Op dinsdag.", None)])
    amendment = workspace.amendments.start(table.signed(table.contract()), by=table.by, at=clock.at)
    return {
        "customer_id": table.customer.id,
        "situation_id": situation.id,
        "proposal_id": proposal.id,
        "contract_id": ready.id,
        "amendment_id": amendment.id,
        "clause": "a-final",
        "n": 1,
    }


def routes(app, values):
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("closing."):
            named = {name: values[name] for name in rule.arguments}
            if rule.endpoint in OF_AMENDMENTS:
                named["contract_id"] = values["amendment_id"]
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, adapter.build(rule.endpoint, named, method=method)


def ask(person, method, url, **more):
    data = {"op": "x", "version": "1", "reason": "x", "title": "x", "body": "x"}
    return person.get(url, **more) if method == "GET" else person.post(url, data, **more)


@pytest.mark.parametrize("login", ["bram", "bea"])
@pytest.mark.parametrize("htmx", [False, True])
def test_a_stranger_finds_nothing(app, browser, closed, workspace, login, htmx):
    before = workspace.contracts.get(closed["contract_id"])
    found = list(routes(app, closed))
    assert len(found) > 30
    for method, url in found:
        answer = ask(browser(login), method, url, htmx=htmx)
        assert answer.status_code == 404, f"{method} {url}"
        assert "Kroon" not in answer.text
        assert before.number not in answer.text
    assert workspace.contracts.get(closed["contract_id"]) == before


def test_who_is_not_signed_in_signs_in_first(app, browser, closed):
    for method, url in routes(app, closed):
        answer = ask(browser(), method, url)
        assert answer.status_code == (303 if method == "GET" else 401), f"{method} {url}"
        assert "Kroon" not in answer.text


def test_the_owner_comes_in_everywhere(app, browser, closed):
    for method, url in routes(app, closed):
        if method == "GET":
            assert ask(browser("anna"), method, url).status_code in (200, 303), url


def test_a_manager_closes_for_others(browser, closed):
    for url in (f"/p/{closed['proposal_id']}", f"/k/{closed['contract_id']}", f"/k/{closed['contract_id']}/sign"):
        assert browser("piet").get(url).status_code == 200


def test_typed_answers_survive_signing_in_again(anna, table, clock):
    from datetime import timedelta

    from akkoord_web.testing import forms_of

    proposal = table.proposal()
    form = anna.form(f"/p/{proposal.id}")
    clock.advance(timedelta(hours=1))
    refused = anna.send(form, {"term.months": "60"})
    assert refused.status_code == 401
    resumed = anna.send(forms_of(refused)[0], {"login": "anna", "password": "een goed lang wachtwoord"})
    anna.send(forms_of(resumed)[0])
    assert table.again(proposal).answers["term"]["months"] == 60


def test_a_drawing_survives_signing_in_again(anna, table, clock, workspace):
    from datetime import timedelta

    from akkoord_web.testing import forms_of

    contract = table.contract()
    form, typed = table.drawing(anna, contract)
    clock.advance(timedelta(hours=1))
    refused = anna.send(form, typed)
    assert refused.status_code == 401
    resumed = anna.send(forms_of(refused)[0], {"login": "anna", "password": "een goed lang wachtwoord"})
    anna.send(forms_of(resumed)[0])
    (kept,) = workspace.contracts.signatures(contract)
    assert kept.signature.strokes.to_json() == table.lines
