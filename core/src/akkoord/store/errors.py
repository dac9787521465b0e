"""The errors of the store: each says what happened, to what, and what to do."""

from pathlib import Path

from akkoord.language import AkkoordError, Message, plural_message
from akkoord.store.schema import Row


class StoreError(AkkoordError):
    """Base of everything that the store may refuse."""


class StoreMissing(StoreError):
    """There is no store at the given place."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Message(
                "There is no Akkoord database at {path}. Check the folder, or make one with: akkoord init",
                {"path": str(path)},
            )
        )
        self.path = path


class StoreExists(StoreError):
    """A store was to be made where a file already is."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Message("{path} already exists. Choose another folder, or open it as it is.", {"path": str(path)})
        )
        self.path = path


class NotAStore(StoreError):
    """The file is not an Akkoord database, or not a database at all."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Message(
                "{path} is not an Akkoord database. Check the path, or restore the file from a backup.",
                {"path": str(path)},
            )
        )
        self.path = path


class StoreTooNew(StoreError):
    """A later version of Akkoord has changed the database in a way this version does not know."""

    def __init__(self, path: Path, steps: tuple[str, ...]) -> None:
        super().__init__(
            Message(
                "{path} was changed by a newer version of Akkoord ({steps}). Install that version and try again.",
                {"path": str(path), "steps": ", ".join(steps)},
            )
        )
        self.path = path
        self.steps = steps


class EngineTooOld(StoreError):
    """The SQLite library has a known fault that can damage a database."""

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(
            Message(
                "SQLite {found} can damage a database; Akkoord needs {needed} or later. Update the package pysqlite3.",
                {"found": found, "needed": needed},
            )
        )
        self.found = found
        self.needed = needed


class StoreBusy(StoreError):
    """Another writer kept the store locked for too long."""

    def __init__(self, waited: float) -> None:
        super().__init__(
            plural_message(
                "Nothing was saved: the database was in use for {count} second. Try again.",
                "Nothing was saved: the database was in use for {count} seconds. Try again.",
                max(1, round(waited)),
            )
        )
        self.waited = waited


class DiskFull(StoreError):
    """There is no room left on the disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Message(
                "Nothing was saved: the disk that holds {path} is full. Free some space and try again.",
                {"path": str(path)},
            )
        )
        self.path = path


class StoreFailed(StoreError):
    """The disk or the database refused; the reason is the engine's own."""

    def __init__(self, path: Path, reason: str | Message) -> None:
        super().__init__(
            Message(
                "The database {path} cannot be used ({reason}). Check the disk and the rights on the folder.",
                {"path": str(path), "reason": reason},
            )
        )
        self.path = path
        self.reason = reason


class StoreDamaged(StoreError):
    """What is in the file contradicts itself."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            Message(
                "The database {path} is damaged ({reason}). Stop working and restore the latest backup.",
                {"path": str(path), "reason": reason},
            )
        )
        self.path = path
        self.reason = reason


class Stale(StoreError):
    """Someone else changed the row first; `current` is what it is now, None when it does not exist."""

    def __init__(self, table: str, row_id: str, expected: int, current: Row | None) -> None:
        super().__init__(
            Message("This was changed by someone else in the meantime. Compare both versions and save again.")
        )
        self.table = table
        self.id = row_id
        self.expected = expected
        self.current = current


class AlreadyThere(StoreError):
    """A row with the same key or the same unique value exists, with other content."""

    def __init__(self, table: str, what: str) -> None:
        super().__init__(
            Message("This already exists ({what}). Use another value, or open the existing one.", {"what": what})
        )
        self.table = table
        self.what = what


class BrokenReference(StoreError):
    """A row refers to something that does not exist, or something still refers to a row that is removed."""

    def __init__(self, table: str) -> None:
        super().__init__(
            Message(
                "This refers to something that does not exist, or is itself still in use ({table}).", {"table": table}
            )
        )
        self.table = table


class OperationMismatch(StoreError):
    """An operation id came back with other content than the first time."""

    def __init__(self, operation: str) -> None:
        super().__init__(
            Message("This form was already sent with other content. Open the page again and repeat your change.")
        )
        self.operation = operation


class Unchangeable(StoreError):
    """The row is a record of what happened; such a row is never changed, removed or replaced."""

    def __init__(self, table: str, reason: str) -> None:
        super().__init__(Message("This is on record and stays as it is. Record a correction beside it instead."))
        self.table = table
        self.reason = reason
