"""Open a store, or make a new one, and bring its tables up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from akkoord.store.errors import NotAStore, StoreDamaged, StoreFailed, StoreMissing, StoreTooNew
from akkoord.store.protocol import Store
from akkoord.store.sqlite import driver, migrations
from akkoord.store.sqlite.engine import PATIENCE, SqliteStore
from akkoord.store.sqlite.faults import translated
from akkoord.store.sqlite.files import appearing
from akkoord.store.sqlite.turn import turn

MARK = 0x416B6B6F
"""The application id in the header of the file: "Akko" in ASCII."""


def open_store(path: Path, *, create: bool = False, patience: float = PATIENCE) -> Store:
    """Open the store in a file, or make it; `patience` is how many seconds a writer waits for its turn.

    Raises StoreMissing, StoreExists, NotAStore, StoreTooNew, StoreFailed or EngineTooOld.
    """
    driver.require_engine()
    if create:
        _make(path, patience)
    elif not path.is_file():
        raise StoreMissing(path)
    with _connection(path, patience) as database:
        _require_ours(database, path)
        if migrations.steps().pending(database):
            with turn(path, patience=patience):
                _migrate(database, path)
        _log_ahead(database, path)
    return SqliteStore(path, patience=patience)


def _make(path: Path, patience: float) -> None:
    with appearing(path) as new, _connection(new, patience) as database:
        _migrate(database, new)


@contextmanager
def _connection(path: Path, patience: float) -> Iterator[Database]:
    with translated(path):
        database = driver.connect(path, patience=patience)
        try:
            yield database
        finally:
            database.close()


def _require_ours(database: Database, path: Path) -> None:
    if database.execute("PRAGMA application_id").fetchone()[0] != MARK:
        raise NotAStore(path)
    if names := migrations.unknown(database):
        raise StoreTooNew(path, names)


def _migrate(database: Database, path: Path) -> None:
    # With foreign keys on, rebuilding a table would cascade into the rows that refer to it.
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("BEGIN IMMEDIATE")
    try:
        database.execute(f"PRAGMA application_id = {MARK}")
        migrations.steps().apply(database)
        _require_whole(database, path)
        database.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


def _require_whole(database: Database, path: Path) -> None:
    if loose := database.execute("PRAGMA foreign_key_check").fetchone():
        raise StoreDamaged(path, f"{loose[0]} row {loose[1]} refers to a {loose[2]} that is not there")


def _log_ahead(database: Database, path: Path) -> None:
    mode = database.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StoreFailed(path, f"this file system allows no write-ahead log, only {mode}")
