"""The engines that the conformance tests run on, and a customer to try things with."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from akkoord.store import CUSTOMER, Event, Row, Store, open_store, sort_key, utc_text

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Engine:
    """A kind of store under test, and how to open the one that this test works on, as often as it likes."""

    name: str
    path: Path

    def open(self, **how) -> Store:
        return open_store(self.path, **how)

    def at(self, path: Path) -> "Engine":
        return replace(self, path=path)


@pytest.fixture(scope="session", params=["sqlite"])
def new_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Engine]:
    """Make an empty store in a folder, a copy of one made once; a second engine is one more name here."""
    empty = Engine(request.param, tmp_path_factory.mktemp("empty") / "akkoord.db")
    empty.open(create=True).close()

    def make(folder: Path) -> Engine:
        return empty.at(Path(shutil.copy(empty.path, folder)))

    return make


@pytest.fixture
def engine(new_engine: Callable[[Path], Engine], tmp_path: Path) -> Engine:
    return new_engine(tmp_path)


@pytest.fixture
def store(engine: Engine) -> Iterator[Store]:
    opened = engine.open()
    yield opened
    opened.close()


class Doomed(Exception):
    """What a write fails of."""


@pytest.fixture
def doomed(store: Store) -> Callable[[], AbstractContextManager[None]]:
    """A `write()` that does everything inside and then fails."""

    @contextmanager
    def failing() -> Iterator[None]:
        with suppress(Doomed), store.write():
            yield
            raise Doomed

    return failing


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def customer() -> Callable[..., Row]:
    return customer_row


def customer_row(row_id: str = "c1", name: str = "Café 't Hoekje", **values) -> Row:
    return {
        "id": row_id,
        "state": "prospect",
        "number": f"K-{row_id}",
        "name": name,
        "name_key": sort_key(name),
        "city": "Utrecht",
        "owner": "anna",
        "updated_at": utc_text(AT),
        "body": "{}",
        **values,
    }


@pytest.fixture
def save(store: Store) -> Callable[..., int]:
    """Save a customer, a new one unless `expected` says otherwise."""

    def saved(row: Row | None = None, *, expected: int = 0, kind: str = "saved", by: str = "anna") -> int:
        changed = customer_row() if row is None else row
        return store.save(CUSTOMER, changed, expected=expected, events=[Event(kind)], by=by, at=AT)

    return saved
