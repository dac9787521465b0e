"""One's own settings, and the accounts that an administrator keeps."""

import pytest

PASSWORD = "een goed lang wachtwoord"
NEW = "nog een langer wachtwoord"


def test_the_language_changes_for_good(anna, workspace):
    anna.send(anna.form("/settings", "/settings/language"), {"language": "en"})
    assert "Settings" in anna.get("/settings").text
    assert workspace.accounts.by_login("anna").language == "en"


def test_a_left_hand_and_large_text_stay_on_this_tablet(anna):
    anna.send(anna.form("/settings", "/settings/look"), {"hand": "left", "text": "large"})
    assert 'data-hand="left" data-text="large"' in anna.get("/").text
    anna.post("/sign-out", {})
    assert 'data-hand="left"' in anna.get("/sign-in").text


def test_the_password_changes_and_other_devices_must_sign_in_again(browser):
    here, elsewhere = browser("anna"), browser("anna")
    typed = {"password_present": PASSWORD, "password_new": NEW, "password_again": NEW}
    assert here.send(here.form("/settings", "/settings/password"), typed).status_code == 303
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    stranger = browser()
    assert stranger.send(stranger.form("/sign-in"), {"login": "anna", "password": NEW}).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"password_present": "fout"}, "niet je huidige wachtwoord", id="wrong present"),
        pytest.param({"password_again": "iets anders"}, "niet hetzelfde", id="typed differently"),
        pytest.param({"password_new": "kort", "password_again": "kort"}, "8", id="too short"),
        pytest.param({"password_new": "wachtwoord", "password_again": "wachtwoord"}, "te raden", id="guessable"),
    ],
)
def test_a_password_that_cannot_be_says_why(anna, typed, said):
    form = anna.form("/settings", "/settings/password")
    page = anna.send(form, {"password_present": PASSWORD, "password_new": NEW, "password_again": NEW} | typed)
    assert page.status_code == 422
    assert said in page.text


def test_signing_out_elsewhere_leaves_this_tablet(browser):
    here, lost = browser("anna"), browser("anna")
    assert here.send(here.form("/settings", "/settings/sessions/end")).status_code == 303
    assert here.get("/").status_code == 200
    assert lost.get("/").status_code == 303


def test_an_administrator_adds_an_account_that_can_sign_in(browser, workspace):
    bea = browser("bea")
    typed = {"login": "Kees", "name": "Kees Kok", "role": "manager", "language": "en", "password": PASSWORD}
    assert bea.send(bea.form("/settings/accounts/new"), typed).status_code == 303
    kees = workspace.accounts.by_login("kees")
    assert (kees.name, kees.role, kees.language) == ("Kees Kok", "manager", "en")
    stranger = browser()
    assert stranger.send(stranger.form("/sign-in"), {"login": "kees", "password": PASSWORD}).status_code == 303


def test_an_administrator_puts_somebody_in_a_team(browser, workspace):
    bea = browser("bea")
    typed = {"login": "kees", "name": "Kees Kok", "role": "manager", "password": PASSWORD, "team": "Noord"}
    assert bea.send(bea.form("/settings/accounts/new"), typed).status_code == 303
    kees = workspace.accounts.by_login("kees")
    assert kees.team == "Noord"
    url = f"/settings/accounts/{kees.id}"
    assert bea.send(bea.form(url), {"team": ""}).status_code == 303
    assert workspace.accounts.get(kees.id).team is None


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        pytest.param({"login": "anna"}, "f-login-error", id="taken"),
        pytest.param({"login": "a b"}, "f-login-error", id="cannot be"),
        pytest.param({"name": " "}, "f-name-error", id="no name"),
        pytest.param({"team": "x" * 61}, "f-team-error", id="a team that is too long"),
        pytest.param({"password": "kort"}, "f-password-error", id="weak"),
    ],
)
def test_an_account_that_cannot_be_says_why_beside_its_box(browser, workspace, typed, box):
    bea = browser("bea")
    whole = {"login": "kees", "name": "Kees Kok", "role": "manager", "password": PASSWORD}
    page = bea.send(bea.form("/settings/accounts/new"), whole | typed)
    assert page.status_code == 422
    assert f'id="{box}"' in page.text
    assert workspace.accounts.by_login("kees") is None


def test_an_account_changes_role_and_gets_a_new_password(browser, workspace):
    bea, bram = browser("bea"), workspace.accounts.by_login("bram")
    url = f"/settings/accounts/{bram.id}"
    assert bea.send(bea.form(url), {"role": "manager", "password": NEW}).status_code == 303
    assert workspace.accounts.get(bram.id).role == "manager"
    stranger = browser()
    assert stranger.send(stranger.form("/sign-in"), {"login": "bram", "password": NEW}).status_code == 303


def test_two_administrators_at_once_do_not_overwrite_each_other(browser, workspace):
    one, other = browser("bea"), browser("bea")
    url = f"/settings/accounts/{workspace.accounts.by_login('bram').id}"
    late = other.form(url)
    one.send(one.form(url), {"name": "Bram de Smit"})
    page = other.send(late, {"name": "Bram Smid"})
    assert page.status_code == 409
    assert "Bram de Smit" in page.text


def test_an_account_is_disabled_and_enabled(browser, workspace):
    bea, bram = browser("bea"), workspace.accounts.by_login("bram")
    url = f"/settings/accounts/{bram.id}"
    bea.send(bea.form(url, "/disable"))
    assert not workspace.accounts.get(bram.id).is_active
    bea.send(bea.form(url, "/enable"))
    assert workspace.accounts.get(bram.id).is_active


def test_the_last_administrator_stays(browser, workspace):
    bea = workspace.accounts.by_login("bea")
    person = browser("bea")
    response = person.send(person.form(f"/settings/accounts/{bea.id}"), {"role": "manager"})
    assert response.status_code == 422
    response = person.send(person.form(f"/settings/accounts/{bea.id}", "/disable"))
    assert response.status_code == 422
    assert workspace.accounts.get(bea.id).is_active
