"""A store with an administrator, and people to add."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

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


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """A store as `open_store` makes it, to copy: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "akkoord.db"
    open_store(path, create=True).close()
    return path


@pytest.fixture
def store(empty_store, tmp_path):
    opened = open_store(Path(shutil.copy(empty_store, tmp_path)))
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
