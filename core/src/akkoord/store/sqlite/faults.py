"""Turn what SQLite reports into errors that a person can act on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
from akkoord.store.sqlite.driver import DriverError


@contextmanager
def translated(path: Path, table: Table | None = None) -> Iterator[None]:
    """Raise the store's own errors for what goes wrong with the file, the disk or a change of a table."""
    start = time.monotonic()
    try:
        yield
    except DriverError as error:
        fault = _refusal(table, error) if table else None
        raise fault or _file_fault(path, error, time.monotonic() - start) from error


def _file_fault(path: Path, error: DriverError, waited: float) -> StoreError:
    match _code(error):
        case "BUSY" | "LOCKED":
            return StoreBusy(waited)
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


def _refusal(table: Table, error: DriverError) -> StoreError | None:
    if _code(error) != "CONSTRAINT":
        return None
    # This driver does not give SQLite's extended codes; these texts have been the same since SQLite 3.8.
    refused = str(error)
    if refused.startswith("UNIQUE constraint failed: "):
        return AlreadyThere(table.name, refused.removeprefix("UNIQUE constraint failed: "))
    if refused.startswith("FOREIGN KEY constraint failed"):
        return BrokenReference(table.name)
    return Unchangeable(table.name, refused)


def _code(error: DriverError) -> str:
    # An error of the driver itself, such as a closed connection, has no code.
    return str(getattr(error, "sqlite_errorname", "")).removeprefix("SQLITE_")
