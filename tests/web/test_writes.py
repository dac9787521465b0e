"""A write happens once, on what the person saw, and nothing typed is lost."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

# Signing in and out happen outside a transaction: a refused attempt must be remembered, a session must never be
# replayed from a stored answer, and both are harmless when sent twice. The result of a proposal keeps nothing: it is
# posted only because answers do not belong in addresses, which end up in logs.
NOT_STORED = {"auth.enter", "auth.leave", "closing.result"}


def test_every_route_that_writes_happens_once(app):
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert len(writing) > 10
    free = {name for name in writing if not getattr(app.view_functions[name], "writes", False)}
    assert free == NOT_STORED


def test_the_same_form_sent_twice_adds_one_customer(anna, workspace):
    form = anna.form("/customers/new")
    first, second = (anna.send(form, {"name": "Café Twee Keer"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert "X-Replayed" not in first.headers
    assert second.headers["X-Replayed"] == "1"
    assert len(workspace.customers.page("Twee Keer").items) == 1


def test_the_same_form_sent_eight_times_at_once_adds_one_customer(app, browser, workspace):
    anna = browser("anna")
    form = anna.form("/customers/new")
    token = anna.token

    def send(_):
        client = app.test_client()
        client.set_cookie("cm", token)
        data = dict(form.filled({"name": "Café Dubbel"}))
        return client.post("/customers/new", data=data, headers={"Sec-Fetch-Site": "same-origin"}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send, range(8))) == [303] * 8
    assert len(workspace.customers.page("Dubbel").items) == 1


def test_an_operation_that_comes_back_with_other_content_is_refused(anna, workspace):
    form = anna.form("/customers/new")
    anna.send(form, {"name": "Café Eerst"})
    response = anna.send(form, {"name": "Café Anders"})
    assert response.status_code == 422
    assert "andere inhoud" in response.text
    assert not workspace.customers.page("Anders").items


def test_a_refused_form_may_be_sent_again_corrected_with_the_operation_it_has(anna):
    form = anna.form("/customers/new")
    assert anna.send(form, {"name": ""}).status_code == 422
    assert anna.send(form, {"name": "Café Beter"}).status_code == 303


@pytest.mark.parametrize("op", [None, "", "x" * 65])
def test_a_form_without_an_operation_is_refused_with_words(anna, op):
    response = anna.post("/customers/new", {"name": "Café"} | ({} if op is None else {"op": op}))
    assert response.status_code == 422
    assert "Open de pagina opnieuw" in response.text


def test_an_operation_of_someone_else_is_not_answered(browser):
    form = browser("anna").form("/customers/new")
    browser("anna").send(form, {"name": "Café Geheim"})
    assert browser("bram").send(form, {"name": "Café Geheim"}).status_code == 422


def test_a_stale_save_shows_theirs_and_mine_and_loses_nothing(browser, workspace, customer):
    anna, piet = browser("anna"), browser("piet")
    url = f"/c/{customer.id}/edit"
    mine, theirs = anna.form(url), piet.form(url)
    assert piet.send(theirs, {"city": "Zeist"}).status_code == 303
    response = anna.send(mine, {"city": "Amersfoort"})
    assert response.status_code == 409
    assert "Piet Jansen heeft dit om 14:00 gewijzigd" in response.text
    assert "Zeist" in response.text
    assert 'value="Amersfoort"' in response.text
    assert workspace.customers.get(customer.id).party.city == "Zeist"


def test_after_a_conflict_mine_is_saved_over_theirs_when_i_say_so(browser, workspace, customer):
    anna, piet = browser("anna"), browser("piet")
    url = f"/c/{customer.id}/edit"
    mine = anna.form(url)
    piet.send(piet.form(url), {"city": "Zeist"})
    version = workspace.customers.get(customer.id).version
    refused = anna.send(mine, {"city": "Amersfoort"})
    assert f'name="overwrite" value="{version}"' in refused.text
    assert anna.send(mine, {"city": "Amersfoort", "overwrite": str(version)}).status_code == 303
    assert workspace.customers.get(customer.id).party.city == "Amersfoort"


def test_a_second_conflict_during_the_first_is_noticed_too(browser, workspace, customer):
    anna, piet = browser("anna"), browser("piet")
    url = f"/c/{customer.id}/edit"
    mine = anna.form(url)
    piet.send(piet.form(url), {"city": "Zeist"})
    version = workspace.customers.get(customer.id).version
    piet.send(piet.form(url), {"city": "Baarn"})
    assert anna.send(mine, {"city": "Amersfoort", "overwrite": str(version)}).status_code == 409


def test_a_form_without_its_version_is_refused(anna, customer):
    response = anna.post(f"/c/{customer.id}/edit", {"op": "a", "name": "Café"})
    assert response.status_code == 422
    assert "zonder versie" in response.text


def test_htmx_is_sent_on_by_a_header_and_a_replay_sends_it_the_same_way(anna):
    form = anna.form("/customers/new")
    first, second = (anna.send(form, {"name": "Café Via"}, htmx=True) for _ in range(2))
    assert first.headers["HX-Redirect"].startswith("/c/")
    assert second.headers["HX-Redirect"] == first.headers["HX-Redirect"]
    assert second.headers["X-Replayed"] == "1"


def test_a_failure_leaves_nothing_behind_and_says_an_incident(app, browser, workspace, caplog, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the disk is on fire")

    anna = browser("anna")
    form = anna.form("/customers/new")
    with monkeypatch.context() as patch:
        patch.setattr(workspace.customers, "add", fail)
        response = anna.send(form, {"name": "Café Mislukt"})
    assert response.status_code == 500
    incident = re.search(r"nummer ([0-9a-f]{8})", response.text)[1]
    assert incident in caplog.text
    assert "on fire" not in response.text
    assert anna.send(form, {"name": "Café Mislukt"}).status_code == 303
