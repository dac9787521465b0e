import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from argon2 import PasswordHasher

from akkoord.access import CONSOLE, Accounts, SignInRefused
from akkoord.store import ACCOUNT, LOGIN_ATTEMPT, Event


@pytest.fixture
def fail(accounts, clock):
    """Try a wrong password and return how long the refusal asks to wait."""

    def failed(login="anna", address="10.0.0.1"):
        with pytest.raises(SignInRefused) as refused:
            accounts.sign_in(login, "not the password", address, clock.now)
        return refused.value.wait_seconds

    return failed


def test_the_right_password_signs_in(accounts, anna, clock, password):
    assert accounts.sign_in(" ANNA ", password, "10.0.0.1", clock.now) == anna


def test_an_unknown_name_and_a_wrong_password_are_refused_alike(accounts, anna, clock, fail):
    with pytest.raises(SignInRefused) as unknown:
        accounts.sign_in("nobody", "not the password", "10.0.0.9", clock.now)
    with pytest.raises(SignInRefused) as wrong:
        accounts.sign_in("anna", "not the password", "10.0.0.8", clock.now)
    assert unknown.value.text("nl") == wrong.value.text("nl")


def test_after_five_failures_each_next_one_waits_longer(anna, clock, fail):
    assert [fail() for _ in range(5)] == [0] * 5
    waits = []
    for _ in range(8):
        waits.append(wait := fail())
        clock.later(seconds=wait)
        assert fail() == 0
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_while_waiting_not_even_the_right_password_is_looked_at(accounts, anna, clock, password, fail):
    for _ in range(6):
        fail()
    with pytest.raises(SignInRefused) as refused:
        accounts.sign_in("anna", password, "10.0.0.1", clock.now)
    assert refused.value.wait_seconds == 1
    assert accounts.sign_in("anna", password, "10.0.0.1", clock.later(seconds=1)) is not None


def test_guessing_one_account_from_many_addresses_is_slowed_down(anna, fail):
    for number in range(5):
        assert fail(address=f"10.0.0.{number}") == 0
    assert fail(address="10.0.0.99") == 1


def test_guessing_many_accounts_from_one_address_is_slowed_down(fail):
    for number in range(5):
        assert fail(login=f"person{number}") == 0
    assert fail(login="someone-else") == 1


def test_others_are_not_slowed_down(accounts, add, anna, clock, password, fail):
    piet = add("piet")
    for _ in range(6):
        fail()
    assert accounts.sign_in("piet", password, "10.0.0.2", clock.now).id == piet.id


def test_signing_in_forgets_the_failures_of_the_account(accounts, anna, clock, password, fail):
    for _ in range(4):
        fail()
    accounts.sign_in("anna", password, "10.0.0.1", clock.now)
    assert [fail(address="10.0.0.2") for _ in range(5)] == [0] * 5


def test_own_success_does_not_make_an_address_innocent(accounts, add, clock, password, fail):
    add("mallory")
    for number in range(4):
        fail(login=f"victim{number}")
    accounts.sign_in("mallory", password, "10.0.0.1", clock.now)
    fail(login="victim9")
    assert fail(login="victim10") == 1


def test_failures_are_forgotten_after_a_quarter_of_an_hour(anna, clock, fail):
    for _ in range(6):
        fail()
    clock.later(minutes=15, seconds=1)
    assert [fail() for _ in range(5)] == [0] * 5


def test_the_owner_learns_of_failures_before_a_success(store, accounts, anna, clock, password, fail):
    fail()
    fail()
    accounts.sign_in("anna", password, "10.0.0.1", clock.now)
    last = store.history(ACCOUNT.stream_of(anna.id))[-1]
    assert (last.kind, last.actor, last.body) == ("signed_in_after_failures", anna.id, {"failures": 2})


def test_guesses_at_the_same_moment_are_all_counted(accounts, anna, clock):
    def guess(_):
        with suppress(SignInRefused):
            accounts.sign_in("anna", "not the password", "10.0.0.1", clock.now)
            return "in"
        return "out"

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(guess, range(12))) == {"out"}
    with pytest.raises(SignInRefused) as refused:
        accounts.sign_in("anna", "not the password", "10.0.0.1", clock.now)
    assert refused.value.wait_seconds == 1


def test_addresses_are_not_kept_readable(store, anna, fail):
    fail(address="192.0.2.77")
    assert "192.0.2.77" not in repr(store.find(LOGIN_ATTEMPT))


def test_an_old_hash_is_renewed_when_its_owner_signs_in(store, accounts, anna, clock, password):
    row = store.get(ACCOUNT, anna.id)
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(password)
    body = json.dumps(json.loads(row["body"]) | {"password": weak})
    store.save(ACCOUNT, {"id": anna.id, "body": body}, expected=1, events=[Event("x")], by=CONSOLE.id, at=clock.now)
    accounts.sign_in("anna", password, "10.0.0.1", clock.now)
    assert "m=19456" in json.loads(store.get(ACCOUNT, anna.id)["body"])["password"]
    assert accounts.sign_in("anna", password, "10.0.0.1", clock.now).version == 3


def test_services_of_another_process_count_along(store, accounts, anna, clock, fail):
    for _ in range(5):
        fail()
    with pytest.raises(SignInRefused) as refused:
        Accounts(store).sign_in("anna", "not the password", "10.0.0.1", clock.now)
    assert refused.value.wait_seconds == 1
