"""Open a store, or make a new one, and bring its tables up to date."""

from pathlib import Path

from sqlite_utils import Database

from akkoord.store import driver, migrations
from akkoord.store.errors import NotAStore, StoreDamaged, StoreExists, StoreMissing, StoreTooNew
from akkoord.store.faults import translated
from akkoord.store.lock import turn
from akkoord.store.protocol import Store
from akkoord.store.sqlite import PATIENCE, SqliteStore

MARK = 0x416B6B6F
"""The application id in the header of the file: "Akko" in ASCII."""


def open_store(path: Path, *, create: bool = False, patience: float = PATIENCE) -> Store:
    """Open the store in a file, or make it; `patience` is how many seconds a writer waits for its turn.

    Raises StoreMissing, StoreExists, NotAStore, StoreTooNew or EngineTooOld.
    """
    driver.require_engine()
    if create and path.exists():
        raise StoreExists(path)
    if not create and not path.is_file():
        raise StoreMissing(path)
    with translated(path):
        database = driver.connect(path, create=create)
        try:
            _prepare(database, path, patience, new=create)
        finally:
            database.close()
    return SqliteStore(path, patience=patience)


def _prepare(database: Database, path: Path, patience: float, *, new: bool) -> None:
    if not new:
        _require_ours(database, path)
    if migrations.pending(database):
        with turn(path.with_name(path.name + "-turn"), patience=patience):
            _migrate(database, path)
    database.execute("PRAGMA journal_mode = WAL")


def _require_ours(database: Database, path: Path) -> None:
    if database.execute("PRAGMA application_id").fetchone()[0] != MARK:
        raise NotAStore(path)
    if unknown := migrations.unknown(database):
        raise StoreTooNew(path, unknown)


def _migrate(database: Database, path: Path) -> None:
    # Rebuilding a table would otherwise cascade into the rows that refer to it.
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("BEGIN IMMEDIATE")
    try:
        database.execute(f"PRAGMA application_id = {MARK}")
        migrations.STEPS.apply(database)
        if database.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreDamaged(path, "a row refers to something that is not there")
        database.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise
