"""Turn what SQLite reports into errors that a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from akkoord.store.driver import BUSY_SECONDS, DriverError
from akkoord.store.errors import (
    AlreadyThere,
    BrokenReference,
    DiskFull,
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFailed,
    StoreMissing,
    Unchangeable,
)
from akkoord.store.schema import Table


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise the store's own errors for what goes wrong with the file or the disk."""
    try:
        yield
    except DriverError as error:
        raise _file_fault(path, error) from error


@contextmanager
def refusal(table: Table) -> Iterator[None]:
    """Raise the store's own errors for a change that the database refuses."""
    try:
        yield
    except DriverError as error:
        if fault := _refused(table, error):
            raise fault from error
        raise


def _file_fault(path: Path, error: DriverError) -> StoreError:
    match _code(error).removeprefix("SQLITE_").split("_")[0]:
        case "BUSY" | "LOCKED":
            return StoreBusy(BUSY_SECONDS)
        case "FULL":
            return DiskFull(path)
        case "NOTADB":
            return NotAStore(path)
        case "CORRUPT":
            return StoreDamaged(path, str(error))
        case "CANTOPEN" if not path.exists():
            return StoreMissing(path)
        case _:
            return StoreFailed(path, str(error))


def _refused(table: Table, error: DriverError) -> StoreError | None:
    match _code(error):
        case "SQLITE_CONSTRAINT_UNIQUE" | "SQLITE_CONSTRAINT_PRIMARYKEY" | "SQLITE_CONSTRAINT_ROWID":
            return AlreadyThere(table.name, str(error).removeprefix("UNIQUE constraint failed: "))
        case "SQLITE_CONSTRAINT_FOREIGNKEY":
            return BrokenReference(table.name)
        case "SQLITE_CONSTRAINT_TRIGGER":
            return Unchangeable(table.name, str(error))
        case _:
            return None


def _code(error: DriverError) -> str:
    return str(getattr(error, "sqlite_errorname", ""))
