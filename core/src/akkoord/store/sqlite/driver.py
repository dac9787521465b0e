"""Open SQLite through its driver; the only module that imports one."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from akkoord.store.errors import EngineTooOld

# pysqlite3 has no types of its own; it is the standard module with a newer library inside.
if TYPE_CHECKING:
    import sqlite3 as sqlite  # noqa: TID251 - only its types
else:
    import pysqlite3 as sqlite  # noqa: TID251 - this is the one module that may

DriverError = sqlite.Error

# 3.51.3 fixes a write-ahead log that was reset under a reader, which corrupted databases.
OLDEST = (3, 51, 3)

_SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",  # a file from elsewhere runs no functions of ours
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -16000",
    "PRAGMA journal_size_limit = 67108864",
)


def require_engine(version: tuple[int, ...] = sqlite.sqlite_version_info) -> None:
    """Refuse an SQLite library that can damage a database. Raises EngineTooOld."""
    if version < OLDEST:
        raise EngineTooOld(_dotted(version), _dotted(OLDEST))


def connect(path: Path, *, patience: float) -> Database:
    """Open a connection to an existing file, of which we start and end every transaction ourselves.

    `patience` is how many seconds to wait while a program other than Akkoord keeps the file locked.
    """
    require_engine()
    connection = sqlite.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,  # a store closes the connections of all its threads
        cached_statements=256,
    )
    database = Database(connection, execute_plugins=False)
    for setting in _SETTINGS:
        database.execute(setting)
    return database


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
