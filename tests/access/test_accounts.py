import json

import pytest

from akkoord.access import (
    CONSOLE,
    InvalidAccount,
    LastAdministrator,
    LoginTaken,
    Missing,
    NotAllowed,
    SignInRefused,
    StaleVersion,
    WeakPassword,
)
from akkoord.store import ACCOUNT, Event, canonical_json


def test_an_account_is_found_as_it_was_added(accounts, add):
    anna = add("Anna.Bos ", language="en", email="anna@brouwerij.nl")
    assert (anna.login, anna.language, anna.email, anna.state) == ("anna.bos", "en", "anna@brouwerij.nl", "active")
    assert accounts.get(anna.id) == anna
    assert accounts.by_login("ANNA.bos") == anna
    assert accounts.names() == {anna.id: "Anna.Bos"}


def test_accounts_are_listed_by_sign_in_name(accounts, add):
    add("piet")
    add("anna")
    assert [account.login for account in accounts.all()] == ["anna", "piet"]


def test_what_does_not_exist_is_missing(accounts):
    with pytest.raises(Missing):
        accounts.get("nobody")
    assert accounts.by_login("nobody") is None


def test_a_sign_in_name_is_given_once(add, anna):
    with pytest.raises(LoginTaken):
        add(" ANNA")


@pytest.mark.parametrize("login", ["a", "anna bos", "-anna", "anna/bos", "a" * 65, ""])
def test_a_sign_in_name_that_people_mistype_is_refused(add, login):
    with pytest.raises(InvalidAccount):
        add(login)


def test_an_account_needs_a_name(accounts, clock, password):
    with pytest.raises(InvalidAccount):
        accounts.add("anna", "  ", "manager", password, by=CONSOLE, at=clock.now)


def test_a_weak_password_makes_no_account(accounts, clock):
    with pytest.raises(WeakPassword):
        accounts.add("anna", "Anna", "manager", "welkom123", by=CONSOLE, at=clock.now)
    assert accounts.all() == []


def test_only_an_administrator_keeps_accounts(accounts, add, boss, clock, password):
    manager = add("mia", "manager")
    with pytest.raises(NotAllowed):
        accounts.add("new", "New", "administrator", password, by=manager, at=clock.now)
    with pytest.raises(NotAllowed):
        accounts.disable(boss, by=manager, at=clock.now)
    with pytest.raises(NotAllowed):
        accounts.change(manager, role="administrator", by=manager, at=clock.now)
    with pytest.raises(NotAllowed):
        accounts.set_password(boss, password + "!", by=manager, at=clock.now)
    with pytest.raises(NotAllowed):
        accounts.change_language(boss, "en", by=manager, at=clock.now)


def test_everyone_changes_the_own_password_and_language(accounts, anna, clock, password):
    changed = accounts.set_password(anna, "three red umbrellas", by=anna, at=clock.now)
    changed = accounts.change_language(changed, "en", by=changed, at=clock.now)
    assert accounts.get(anna.id).language == "en"
    assert accounts.knows_password(changed, "three red umbrellas")
    assert not accounts.knows_password(changed, password)


def test_another_password_ends_the_sessions(accounts, sessions, anna, clock):
    token = sessions.open(anna, "tablet", clock.now)
    accounts.set_password(anna, "three red umbrellas", by=anna, at=clock.now)
    assert sessions.find(token, clock.now) is None


def test_a_disabled_account_neither_signs_in_nor_keeps_its_sessions(accounts, sessions, anna, boss, clock, password):
    token = sessions.open(anna, "tablet", clock.now)
    disabled = accounts.disable(anna, by=boss, at=clock.now)
    assert sessions.find(token, clock.now) is None
    with pytest.raises(SignInRefused):
        accounts.sign_in("anna", password, "10.0.0.1", clock.now)
    accounts.enable(disabled, by=boss, at=clock.now)
    assert accounts.sign_in("anna", password, "10.0.0.1", clock.later(minutes=1)).id == anna.id
    assert sessions.find(token, clock.now) is None


def test_the_last_administrator_stays(accounts, add, boss, clock):
    with pytest.raises(LastAdministrator):
        accounts.disable(boss, by=boss, at=clock.now)
    with pytest.raises(LastAdministrator):
        accounts.change(boss, role="manager", by=boss, at=clock.now)
    other = add("bea", "administrator")
    accounts.disable(boss, by=other, at=clock.now)
    with pytest.raises(LastAdministrator):
        accounts.disable(other, by=other, at=clock.now)


def test_an_administrator_changes_name_role_and_address(accounts, anna, boss, clock):
    changed = accounts.change(
        anna, name=" Anna Bos ", role="administrator", email="anna@x.nl", also_manager=True, by=boss, at=clock.now
    )
    assert accounts.get(anna.id) == changed
    assert (changed.name, changed.role, changed.email) == ("Anna Bos", "administrator", "anna@x.nl")
    assert changed.is_manager
    assert accounts.change(changed, email=" ", by=boss, at=clock.now).email is None


def test_an_administrator_puts_somebody_in_a_team_and_takes_them_out(accounts, anna, boss, clock):
    changed = accounts.change(anna, team="  Regio   Noord ", by=boss, at=clock.now)
    assert (accounts.get(anna.id).team, accounts.teams()) == ("Regio Noord", ("Regio Noord",))
    assert accounts.change(changed, name="Anna Bos", by=boss, at=clock.now).team == "Regio Noord"
    assert accounts.change(accounts.get(anna.id), team=" ", by=boss, at=clock.now).team is None
    assert accounts.teams() == ()


def test_a_team_has_a_name_that_fits_a_line(accounts, anna, boss, clock):
    with pytest.raises(InvalidAccount, match="at most 60 letters"):
        accounts.change(anna, team="x" * 61, by=boss, at=clock.now)


def test_an_account_of_before_there_were_teams_is_in_none(store, accounts, anna, clock):
    row = store.get(ACCOUNT, anna.id)
    body = {name: value for name, value in json.loads(row["body"]).items() if name != "team"}
    old = {"id": anna.id, "body": canonical_json(body)}
    with store.write():
        store.save(ACCOUNT, old, expected=row["version"], events=[Event("old")], by="x", at=clock.now)
    assert accounts.get(anna.id).team is None


def test_two_administrators_do_not_overwrite_each_other(accounts, anna, boss, clock):
    changed = accounts.change(anna, name="Anna B.", by=boss, at=clock.now)
    with pytest.raises(StaleVersion) as stale:
        accounts.change(anna, name="Anna Bos", by=boss, at=clock.now)
    assert stale.value.current == changed
    assert accounts.get(anna.id).name == "Anna B."


def test_the_journal_names_fields_never_what_is_in_them(store, accounts, anna, boss, clock, password):
    accounts.change(anna, name="Anna van Dijk", email="anna@x.nl", by=boss, at=clock.now)
    told = repr([entry.body for entry in store.history(ACCOUNT.stream_of(anna.id))])
    assert "name" in told
    assert "email" in told
    for secret in ("Dijk", "anna@x.nl", password, "argon2"):
        assert secret not in told


def test_the_hash_of_a_password_stays_in_the_store(anna):
    assert "argon2" not in repr(anna)
