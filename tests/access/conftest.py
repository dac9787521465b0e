"""A store with an administrator, and people to add."""

from datetime import UTC, datetime, timedelta

import pytest

from akkoord.access import CONSOLE, Accounts, Sessions
from akkoord.store import open_store

PASSWORD = "the blue bicycle sings"


class Clock:
    """A moment that the test moves on."""

    def __init__(self):
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def later(self, **how):
        self.now += timedelta(**how)
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "akkoord.db", create=True)
    yield opened
    opened.close()


@pytest.fixture
def accounts(store):
    return Accounts(store)


@pytest.fixture
def sessions(store):
    return Sessions(store)


@pytest.fixture
def password():
    return PASSWORD


@pytest.fixture
def add(accounts, clock):
    """Add an account by its sign-in name."""

    def added(login="anna", role="account_manager", **more):
        return accounts.add(login, login.title(), role, PASSWORD, by=CONSOLE, at=clock.now, **more)

    return added


@pytest.fixture
def anna(add):
    return add("anna")


@pytest.fixture
def boss(add):
    return add("boss", "administrator")
