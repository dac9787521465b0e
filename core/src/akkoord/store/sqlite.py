"""Keep a store in one SQLite file: connections, transactions, backup and checks; what is special to SQLite."""

import os
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from akkoord.store import driver
from akkoord.store.canonical import sha256_of
from akkoord.store.errors import StoreDamaged, StoreError, StoreExists
from akkoord.store.faults import refusal, translated
from akkoord.store.lock import turn
from akkoord.store.records import Problem
from akkoord.store.schema import BLOB, Row, Table, Value
from akkoord.store.search import Search

PATIENCE = 10.0
"""How many seconds a writer waits for its turn."""


class _Thread(threading.local):
    database: Database | None = None
    process: int = 0
    depth: int = 0


class SqliteStore(Search):
    """A `Store` in one SQLite file, with one connection per thread."""

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        self.path = path
        self.patience = patience
        self._thread = _Thread()
        self._open: weakref.WeakSet[Database] = weakref.WeakSet()

    def is_writing(self) -> bool:
        """Are we inside `write()`?"""
        return self._thread.depth > 0 and self._thread.process == os.getpid()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Do everything inside as one transaction; inside another `write()` it is a part that can fail on its own."""
        if self.is_writing():
            with self._savepoint():
                yield
            return
        database = self._database()
        if database.conn.in_transaction:
            raise RuntimeError("write() inside read() would decide on what is already old")
        with turn(self._lock_path(), patience=self.patience), self._transaction(database, "BEGIN IMMEDIATE"):
            self._thread.depth = 1
            try:
                yield
            finally:
                self._thread.depth = 0

    @contextmanager
    def read(self) -> Iterator[None]:
        """Let every read inside see the same moment."""
        database = self._database()
        if database.conn.in_transaction:
            yield
            return
        with self._transaction(database, "BEGIN"):
            yield

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run a query and return all its rows."""
        return list(self.each(sql, values))

    def each(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """Run a query and return its rows one by one."""
        with translated(self.path):
            cursor = self._database().execute(sql, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def change(self, sql: str, values: Sequence[Value], table: Table) -> int:
        """Run a change of a table and return how many rows it touched."""
        if not self.is_writing():
            raise RuntimeError(f"a change of {table.name} belongs inside write()")
        with translated(self.path), refusal(table):
            return self._database().execute(sql, values).rowcount

    def damaged(self, reason: str) -> StoreError:
        """Return the error for data that contradicts itself."""
        return StoreDamaged(self.path, reason)

    def backup(self, to: Path) -> None:
        """Write a copy of one moment to a new file, while others go on working."""
        if to.exists():
            raise StoreExists(to)
        with translated(to):
            copy = driver.connect(to, create=True)
            try:
                self._database().conn.backup(copy.conn)
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()

    def check(self) -> list[Problem]:
        """Check the file, the references, the blobs and the journal."""
        with self.read():
            file = [Problem("file", str(row["integrity_check"])) for row in self.rows("PRAGMA integrity_check")]
            loose = [
                Problem(f"{row['table']} row {row['rowid']}", f"it refers to a {row['parent']} that is not there")
                for row in self.rows("PRAGMA foreign_key_check")
            ]
            broken = [problem for problem in file if problem.what != "ok"]
            return [*broken, *loose, *self._changed_blobs(), *self.verify_journal()]

    def close(self) -> None:
        """Let go of the file."""
        for database in list(self._open):
            database.close()
        self._open.clear()
        self._thread = _Thread()

    def _changed_blobs(self) -> Iterator[Problem]:
        for row in self.each(f'SELECT "id", "data" FROM "{BLOB.name}"'):
            if sha256_of(bytes(row["data"])) != row["id"]:
                yield Problem(f"blob {row['id']}", "its bytes are not what was written")

    def _database(self) -> Database:
        thread = self._thread
        # A forked child must not use, nor close, the connection of its parent.
        if thread.database is None or thread.process != os.getpid():
            with translated(self.path):
                thread.database = driver.connect(self.path)
            thread.process, thread.depth = os.getpid(), 0
            self._open.add(thread.database)
        return thread.database

    def _lock_path(self) -> Path:
        return self.path.with_name(self.path.name + "-turn")

    @contextmanager
    def _transaction(self, database: Database, begin: str) -> Iterator[None]:
        with translated(self.path):
            database.execute(begin)
        try:
            yield
            with translated(self.path):
                database.execute("COMMIT")
        except BaseException:
            database.rollback()
            raise

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        database, name = self._database(), f"part_{self._thread.depth}"
        with translated(self.path):
            database.execute(f"SAVEPOINT {name}")
        self._thread.depth += 1
        try:
            yield
        except BaseException:
            # A full disk may have ended the whole transaction already.
            if database.conn.in_transaction:
                database.execute(f"ROLLBACK TO {name}")
                database.execute(f"RELEASE {name}")
            raise
        else:
            with translated(self.path):
                database.execute(f"RELEASE {name}")
        finally:
            self._thread.depth -= 1
