"""Open SQLite through its driver; the only module that imports one."""

from pathlib import Path

import pysqlite3 as sqlite  # noqa: TID251 - this is the one module that may
from sqlite_utils import Database

from akkoord.store.errors import EngineTooOld

Connection = sqlite.Connection
DriverError = sqlite.Error

# 3.51.3 fixes the write-ahead log being reset under a reader, which corrupted databases.
OLDEST = (3, 51, 3)
BUSY_SECONDS = 10.0


def require_engine(version: tuple[int, ...] = sqlite.sqlite_version_info) -> None:
    """Refuse an SQLite library that can damage a database. Raises EngineTooOld."""
    if version < OLDEST:
        raise EngineTooOld(_dotted(version), _dotted(OLDEST))


def connect(path: Path, *, create: bool = False) -> Database:
    """Open a connection of which we start and end every transaction ourselves."""
    require_engine()
    mode = "rwc" if create else "rw"
    connection = sqlite.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # a store closes the connections of all its threads
        cached_statements=256,
    )
    database = Database(connection, execute_plugins=False)
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA cache_size = -16000")
    database.execute("PRAGMA temp_store = MEMORY")
    return database


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
