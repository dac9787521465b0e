"""Signing in, being slowed down, and going on with what was typed when a session ended."""

from datetime import timedelta

import pytest

from akkoord.access import CONSOLE
from akkoord_web.testing import forms_of, triggers

PASSWORD = "een goed lang wachtwoord"


def sign_in(person, login="anna", password=PASSWORD, url="/sign-in"):
    return person.send(person.form(url, "/sign-in"), {"login": login, "password": password})


def test_who_knows_the_password_comes_in(browser):
    person = browser()
    assert sign_in(person).location == "/"
    assert person.get("/").status_code == 200


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(browser):
    wrong, unknown = sign_in(browser(), password="fout"), sign_in(browser(), login="niemand")
    assert wrong.status_code == unknown.status_code == 401
    assert "De inlognaam of het wachtwoord klopt niet" in wrong.text
    assert wrong.text.replace("anna", "") == unknown.text.replace("niemand", "")


def test_the_password_never_comes_back_in_a_page(browser):
    assert "geheimpje" not in sign_in(browser(), password="geheimpje").text


def test_after_five_failures_the_page_says_how_long_to_wait(browser):
    person = browser()
    for _ in range(5):
        sign_in(person, password="fout")
    response = sign_in(person, password="fout")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 1
    assert "Te veel pogingen" in response.text


def test_after_the_wait_the_right_password_works(browser, clock):
    person = browser()
    for _ in range(5):
        sign_in(person, password="fout")
    clock.advance(timedelta(seconds=61))
    assert sign_in(person).status_code == 303


def test_a_disabled_account_does_not_come_in(browser, workspace, clock):
    workspace.accounts.disable(workspace.accounts.by_login("anna"), by=CONSOLE, at=clock.at)
    assert sign_in(browser()).status_code == 401


def test_signing_in_goes_on_to_the_page_that_was_asked_for(browser, customer):
    person = browser()
    there = person.get(f"/c/{customer.id}?all=yes").location
    assert sign_in(person, url=there).location == f"/c/{customer.id}?all=yes"


@pytest.mark.parametrize("there", ["https://other.example/", "//other.example", "/\\other.example", "javascript:x"])
def test_signing_in_never_leads_to_another_site(browser, there):
    assert sign_in(browser(), url=f"/sign-in?next={there}").location == "/"


def test_signing_in_gives_a_new_session_and_ends_the_old(browser, workspace, clock):
    person = browser("anna")
    old = person.token
    person.post("/sign-in", {"login": "anna", "password": PASSWORD})
    assert person.token != old
    assert workspace.sessions.find(old, clock.at) is None


def test_signing_out_ends_the_session_on_the_server_and_wipes_the_browser(browser, workspace, clock):
    person = browser("anna")
    token = person.token
    response = person.post("/sign-out", {})
    assert response.location == "/sign-in"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert workspace.sessions.find(token, clock.at) is None


def test_a_session_ends_after_half_an_hour_of_nothing(anna, clock):
    clock.advance(timedelta(minutes=29))
    assert anna.get("/").status_code == 200
    clock.advance(timedelta(minutes=31))
    assert anna.get("/").status_code == 303


def test_a_session_ends_after_twelve_hours_however_busy(anna, clock):
    for _ in range(25):
        clock.advance(timedelta(minutes=29))
        last = anna.get("/").status_code
    assert last == 303


def test_disabling_an_account_ends_its_sessions_at_once(anna, workspace, clock):
    workspace.accounts.disable(workspace.accounts.by_login("anna"), by=CONSOLE, at=clock.at)
    assert anna.get("/").status_code == 303


def test_text_typed_when_the_session_ended_is_there_after_signing_in(anna, workspace, clock):
    form = anna.form("/customers/new")
    clock.advance(timedelta(hours=1))
    refused = anna.send(form, {"name": "Café Halverwege", "city": "Utrecht", "signatories.0.name": "mevrouw A. Bos"})
    assert refused.status_code == 401
    assert "Je sessie is verlopen" in refused.text
    signing_in = forms_of(refused)[0]
    resumed = anna.send(signing_in, {"login": "anna", "password": PASSWORD})
    assert resumed.status_code == 200
    assert "Café Halverwege" in resumed.text
    again = forms_of(resumed)[0]
    assert again.action == "/customers/new"
    assert anna.send(again).status_code == 303
    kept = workspace.customers.page("Halverwege").items[0]
    assert kept.party.city == "Utrecht"
    assert kept.party.signatories[0].name == "mevrouw A. Bos"


def test_typed_text_survives_a_wrong_password_too(anna, clock):
    form = anna.form("/customers/new")
    clock.advance(timedelta(hours=1))
    refused = anna.send(form, {"name": "Café Volhouder"})
    again = anna.send(forms_of(refused)[0], {"login": "anna", "password": "fout"})
    assert again.status_code == 401
    resumed = anna.send(forms_of(again)[0], {"login": "anna", "password": PASSWORD})
    assert "Café Volhouder" in resumed.text


def test_passwords_are_not_carried_through_signing_in(anna, clock):
    form = anna.form("/settings", "/settings/password")
    clock.advance(timedelta(hours=1))
    refused = anna.send(
        form, {"password_present": PASSWORD, "password_new": "nieuwgeheim", "password_again": "nieuwgeheim"}
    )
    assert PASSWORD not in refused.text
    assert "nieuwgeheim" not in refused.text


def test_htmx_signs_in_where_it_stands_and_the_page_goes_on(anna, customer, clock):
    clock.advance(timedelta(hours=1))
    refused = anna.post(f"/c/{customer.id}/agreements/12/done", {"op": "a"}, htmx=True)
    assert refused.status_code == 401
    assert refused.headers["HX-Retarget"] == "#notice"
    done = anna.send(forms_of(refused)[0], {"login": "anna", "password": PASSWORD}, htmx=True)
    assert done.status_code == 200
    assert "signed-in" in triggers(done)
    assert anna.get("/").status_code == 200


def test_the_page_speaks_the_browser_s_language_before_and_the_account_s_after(browser, workspace, clock):
    assert "Sign in" in browser().get("/sign-in", headers={"Accept-Language": "en-GB,en"}).text
    assert "Inloggen" in browser().get("/sign-in", headers={"Accept-Language": "nl"}).text
    assert "Inloggen" in browser().get("/sign-in", headers={"Accept-Language": "fr"}).text
    account = workspace.accounts.by_login("anna")
    workspace.accounts.change_language(account, "en", by=account, at=clock.at)
    assert "Customers" in browser("anna").get("/").text
