import hashlib
from datetime import timedelta

import pytest

from akkoord.store import SESSION


def test_a_token_finds_its_session(sessions, anna, clock):
    token = sessions.open(anna, "tablet 1", clock.now)
    session = sessions.find(token, clock.now)
    assert (session.account, session.device, session.opened_at) == (anna.id, "tablet 1", clock.now)


def test_a_token_is_long_random_and_new_each_time(sessions, anna, clock):
    tokens = {sessions.open(anna, None, clock.now) for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(bytes.fromhex(token)) == 32 for token in tokens)


def test_only_the_hash_of_a_token_is_kept(store, sessions, anna, clock):
    token = sessions.open(anna, None, clock.now)
    [row] = store.find(SESSION)
    assert row["id"] == hashlib.sha256(token.encode()).hexdigest()
    assert token not in repr(row)
    assert sessions.find(row["id"], clock.now) is None


def test_an_unknown_token_finds_nothing(sessions, clock):
    assert sessions.find("", clock.now) is None
    assert sessions.find("f" * 64, clock.now) is None


def test_half_an_hour_without_use_ends_it(sessions, anna, clock):
    token = sessions.open(anna, None, clock.now)
    assert sessions.find(token, clock.later(minutes=30)) is not None
    assert sessions.find(token, clock.later(minutes=30)) is not None
    assert sessions.find(token, clock.later(minutes=30, seconds=1)) is None


def test_use_within_seconds_is_noted_roughly_and_never_lost(sessions, anna, clock):
    token = sessions.open(anna, None, clock.now)
    for _ in range(100):
        assert sessions.find(token, clock.later(seconds=19)) is not None
    assert clock.now - sessions.find(token, clock.now).seen_at < timedelta(seconds=20)


def test_twelve_hours_end_it_however_busy(sessions, anna, clock):
    token = sessions.open(anna, None, clock.now)
    for _ in range(36):
        assert sessions.find(token, clock.later(minutes=20)) is not None
    assert sessions.find(token, clock.later(seconds=1)) is None


def test_signing_out_ends_this_session_only(sessions, anna, clock):
    one, two = sessions.open(anna, "one", clock.now), sessions.open(anna, "two", clock.now)
    sessions.close(one, clock.now)
    assert sessions.find(one, clock.now) is None
    assert sessions.find(two, clock.now).device == "two"


def test_a_lost_tablet_is_revoked_from_another(sessions, anna, clock):
    lost, here = sessions.open(anna, "lost", clock.now), sessions.open(anna, "here", clock.later(minutes=1))
    [newest, oldest] = sessions.of(anna, clock.now)
    assert (newest.device, oldest.device) == ("here", "lost")
    sessions.revoke(oldest.id, clock.now)
    assert sessions.find(lost, clock.now) is None
    assert sessions.find(here, clock.now) is not None


def test_all_sessions_of_an_account_are_revoked_at_once(sessions, add, anna, clock):
    tokens = [sessions.open(anna, None, clock.now) for _ in range(3)]
    other = sessions.open(add("piet"), None, clock.now)
    assert sessions.revoke_all(anna.id, clock.now, except_token=tokens[0]) == 2
    assert [sessions.find(token, clock.now) is None for token in tokens] == [False, True, True]
    assert sessions.revoke_all(anna.id, clock.now) == 1
    assert sessions.find(other, clock.now) is not None


def test_a_revoked_session_stays_revoked(sessions, anna, clock):
    token = sessions.open(anna, None, clock.now)
    sessions.close(token, clock.now)
    sessions.close(token, clock.later(minutes=1))
    assert sessions.find(token, clock.now) is None


def test_sessions_that_are_over_are_not_listed(sessions, anna, clock):
    sessions.open(anna, None, clock.now)
    assert sessions.of(anna, clock.later(minutes=31)) == []


def test_old_sessions_are_forgotten(store, sessions, anna, clock):
    sessions.open(anna, None, clock.now)
    young = sessions.open(anna, None, clock.later(days=40))
    assert sessions.forget(clock.now - timedelta(days=30)) == 1
    assert sessions.find(young, clock.now) is not None
    assert store.count(SESSION) == 1


@pytest.mark.parametrize("device", ["", None, "x" * 1000])
def test_any_device_name_will_do(sessions, anna, clock, device):
    assert len(sessions.find(sessions.open(anna, device, clock.now), clock.now).device or "") <= 200
