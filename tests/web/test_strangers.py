"""Nobody gets near what is not theirs: the same 404 for what exists and for what does not."""

import pytest

OPEN_TO_EVERYONE = {"settings.calendar", "auth.sign_in", "auth.enter", "auth.leave", "ping", "asset"}
WITHOUT_OBJECT = {
    "home.today", "home.region", "keeping.find", "customers.listing", "customers.new", "customers.create",
    "reporting.listing", "settings.overview", "settings.change_language", "settings.change_look",
    "settings.change_password",
    "settings.end_sessions", "settings.make_calendar", "settings.revoke_calendar",
}  # fmt: skip
"""What is about oneself, or about a list that holds only one's own."""


@pytest.fixture
def objects(workspace, customer, clock):
    """One of everything, all of it Anna's."""
    by, at = workspace.accounts.by_login("anna"), clock.at
    situation = workspace.situations.record(
        workspace.situations.for_visit(customer.id, at.date()), {"situation": {"annual_volume_hl": "120"}}, by=by, at=at
    )
    proposal = workspace.proposals.start(customer.id, by=by, at=at)
    agreement = workspace.agreements.add(customer.id, "Levering op dinsdag", by=by, at=at)
    visit = workspace.visits.plan(customer.id, at.date(), by=by, at=at)
    return {
        "customer_id": customer.id,
        "situation_id": situation.id,
        "proposal_id": proposal.id,
        "agreement_id": agreement.id,
        "visit_id": visit.id,
        "account_id": by.id,
        "name": "agreements",
    }


def routes(app, objects):
    """Every route that needs a sign-in, with Anna's objects in its places."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN_TO_EVERYONE:
            continue
        values = {name: objects.get(name, "12") for name in rule.arguments}
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, adapter.build(rule.endpoint, values, method=method)


def ask(person, method, url, **more):
    return person.get(url, **more) if method == "GET" else person.post(url, {"op": "x", "version": "1"}, **more)


def test_a_stranger_finds_nothing_of_someone_else(app, browser, objects):
    bram = browser("bram")
    tried = 0
    for endpoint, method, url in routes(app, objects):
        if endpoint in WITHOUT_OBJECT or endpoint.startswith("settings."):
            continue
        tried += 1
        response = ask(bram, method, url)
        assert response.status_code == 404, f"{method} {url} ({endpoint}): {response.status_code}"
    assert tried > 15


def test_the_matrix_would_notice_a_door_that_is_open(app, browser, objects):
    anna = browser("anna")
    seen = {
        endpoint: ask(anna, method, url).status_code
        for endpoint, method, url in routes(app, objects)
        if method == "GET" and endpoint.startswith("customers.") and "file" not in endpoint
    }
    assert set(seen.values()) == {200}, seen


def test_what_does_not_exist_looks_like_what_is_not_yours(browser, objects):
    bram = browser("bram")
    hidden = bram.get(f"/c/{objects['customer_id']}").text
    absent = bram.get("/c/00000000000000000000").text
    assert [line for line in hidden.splitlines() if "nummer" not in line] == [
        line for line in absent.splitlines() if "nummer" not in line
    ]


def test_an_account_manager_does_not_administer(app, browser, objects):
    for endpoint, method, url in routes(app, objects):
        if endpoint.startswith("settings.") and endpoint not in WITHOUT_OBJECT:
            assert ask(browser("anna"), method, url).status_code == 403, f"{method} {url}"


def test_without_a_session_a_page_leads_to_signing_in(app, browser, objects):
    for endpoint, method, url in routes(app, objects):
        response = ask(browser(), method, url)
        where = f"{method} {url} ({endpoint}): {response.status_code}"
        if method == "GET":
            assert response.status_code == 303, where
            assert response.location.startswith("/sign-in"), where
        else:
            assert response.status_code == 401, where


def test_without_a_session_htmx_gets_the_sign_in_form_in_place(app, browser, objects):
    for endpoint, method, url in routes(app, objects):
        response = ask(browser(), method, url, htmx=True)
        assert response.status_code == 401, f"{method} {url} ({endpoint})"
        assert response.headers["HX-Retarget"] == "#notice"
        assert 'name="password"' in response.text


def test_a_manager_sees_the_customers_of_everyone(browser, customer):
    assert browser("piet").get(f"/c/{customer.id}").status_code == 200


def test_an_administrator_who_is_no_manager_sees_no_customers(browser, customer):
    bea = browser("bea")
    assert bea.get(f"/c/{customer.id}").status_code == 404
    assert bea.get("/").location == "/settings"
    assert bea.get("/customers").status_code == 404


def test_a_page_of_someone_else_does_not_act_in_the_new_name(browser, workspace):
    anna, bram = (workspace.accounts.by_login(login) for login in ("anna", "bram"))
    response = browser("bram").post(
        "/settings/language", {"op": "x", "language": "en"}, htmx=True, headers={"X-Account": anna.id}
    )
    assert response.headers["HX-Redirect"] == "/"
    assert workspace.accounts.get(bram.id).language == "nl"
