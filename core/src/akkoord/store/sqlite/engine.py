"""A store in one SQLite file: its connections, transactions, backup and checks."""

import json
import os
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from akkoord.language import Message
from akkoord.store.errors import StoreDamaged, StoreError, StoreFailed
from akkoord.store.records import Problem
from akkoord.store.rules import Rules
from akkoord.store.sales import Sales
from akkoord.store.schema import Row, Table, Value, text, whole
from akkoord.store.sqlite import driver
from akkoord.store.sqlite.copying import Rewriter, rewrite_rows
from akkoord.store.sqlite.faults import translated
from akkoord.store.sqlite.files import appearing
from akkoord.store.sqlite.search import Search
from akkoord.store.sqlite.turn import turn

PATIENCE = 10.0
"""How many seconds a writer waits for its turn."""

# Connections of a parent process: a forked child may neither use nor close them, so it keeps them from being collected.
_of_parent: list[Database] = []


class _Thread(threading.local):
    """What one thread has open: a connection, how deep its `write()`s are nested, and what waits for the commit."""

    process = 0
    database: Database | None = None
    depth = 0
    waiting: tuple[Callable[[], None], ...] = ()


class SqliteStore(Rules, Sales, Search):
    """A `Store` in one SQLite file, with one connection per thread."""

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        self.path = path
        self.patience = patience
        self._thread = _Thread()
        self._open: weakref.WeakKeyDictionary[Database, int] = weakref.WeakKeyDictionary()

    def is_writing(self) -> bool:
        """Tell whether we are inside `write()`."""
        return self._thread.depth > 0 and self._thread.process == os.getpid()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Do everything inside as one transaction; inside another `write()` it is a part that can fail on its own."""
        if self.is_writing():
            with self._part():
                yield
            return
        database = self._database()
        if database.conn.in_transaction:
            raise RuntimeError("write() inside read() would decide on what may already be old")
        with turn(self.path, patience=self.patience), self._transaction(database, "BEGIN IMMEDIATE"), self._deeper():
            yield
        waiting, self._thread.waiting = self._thread.waiting, ()
        for act in waiting:
            act()

    @contextmanager
    def read(self) -> Iterator[None]:
        """Let every read inside see the same moment."""
        database = self._database()
        if database.conn.in_transaction:
            yield
            return
        with self._transaction(database, "BEGIN"):
            yield

    def after_commit(self, act: Callable[[], None]) -> None:
        """Do something once what is being written is safe, or at once when nothing is; a rollback forgets it."""
        if self.is_writing():
            self._thread.waiting += (act,)
        else:
            act()

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
        with translated(self.path, table):
            return self._unbroken().execute(sql, values).rowcount

    def change_each(self, sql: str, rows: Iterable[Sequence[Value]], table: Table) -> None:
        """Run a change of a table once for each row of values."""
        if not self.is_writing():
            raise RuntimeError(f"a change of {table.name} belongs inside write()")
        with translated(self.path, table):
            self._unbroken().conn.executemany(sql, rows)

    def tuples(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Value, ...]]:
        """Run a query and return all its rows as bare tuples, for many rows at once."""
        with translated(self.path):
            return list(self._database().execute(sql, values))

    def in_one_go(self, sql: str, columns: int, values: Sequence[Value] = ()) -> Sequence[Sequence[Value]]:
        """Run a query and return all its rows: in a single step, for between steps a thread waits for its turn."""
        names = ", ".join(f"c{number}" for number in range(columns))
        whole = f"WITH found ({names}) AS ({sql}) SELECT json_group_array(json_array({names})) FROM found"  # noqa: S608 - names made here
        rows: list[list[Value]] = json.loads(str(self.tuples(whole, values)[0][0]))
        return rows

    def damaged(self, reason: str) -> StoreError:
        """Return the error for data that contradicts itself."""
        return StoreDamaged(self.path, reason)

    def backup(self, to: Path) -> None:
        """Write a copy of one moment to a new file, while others go on working."""
        if self.is_writing():
            raise RuntimeError("backup() inside write() would copy what may still be rolled back")
        with appearing(to) as part:
            self._copy(part)

    def copy(self, to: Path, rewriters: Mapping[Table, Rewriter]) -> None:
        """Write a copy of one moment to a new file in which the rows of some tables read otherwise, or are left out."""
        if self.is_writing():
            raise RuntimeError("copy() inside write() would copy what may still be rolled back")
        with appearing(to) as part:
            self._copy(part)
            rewrite_rows(part, rewriters, patience=self.patience)

    def check(self) -> list[Problem]:
        """Check the file, the references, the search index, the blobs and the journal."""
        found = list(self.search_faults())
        with self.read():
            found += [*self._file_faults(), *self._loose_ends(), *self.changed_blobs(), *self.verify_journal()]
        return found

    def close(self) -> None:
        """Let go of the file, in every thread of this process."""
        for database, process in list(self._open.items()):
            if process == os.getpid():
                database.close()
        self._open.clear()
        self._thread = _Thread()

    def _copy(self, to: Path) -> None:
        with translated(to):
            copy = driver.connect(to, patience=self.patience)
            try:
                self._database().conn.backup(copy.conn)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            finally:
                copy.close()

    def _file_faults(self) -> Iterator[Problem]:
        for row in self.each("PRAGMA integrity_check"):
            if row["integrity_check"] != "ok":
                yield Problem("file", Message("it is damaged: {detail}", {"detail": text(row, "integrity_check")}))

    def _loose_ends(self) -> Iterator[Problem]:
        for row in self.each("PRAGMA foreign_key_check"):
            where = f"{text(row, 'table')} row {whole(row, 'rowid')}"
            yield Problem(
                where, Message("it refers to something in {table} that is not there", {"table": text(row, "parent")})
            )

    def _database(self) -> Database:
        thread = self._thread
        if thread.process != os.getpid():
            if thread.database is not None:
                _of_parent.append(thread.database)
            thread.process, thread.database, thread.depth, thread.waiting = os.getpid(), None, 0, ()
        if thread.database is None:
            with translated(self.path):
                thread.database = driver.connect(self.path, patience=self.patience)
            self._open[thread.database] = thread.process
        return thread.database

    def _unbroken(self) -> Database:
        database = self._database()
        # A full disk ends the whole transaction; who goes on regardless would write outside of it.
        if not database.conn.in_transaction:
            raise StoreFailed(self.path, "an earlier error ended what was being saved")
        return database

    @contextmanager
    def _transaction(self, database: Database, begin: str) -> Iterator[None]:
        with translated(self.path):
            database.execute(begin)
        try:
            yield
            with translated(self.path):
                database.execute("COMMIT")
        except BaseException:
            self._thread.waiting = ()
            database.rollback()
            raise

    @contextmanager
    def _part(self) -> Iterator[None]:
        database, name, waiting = self._unbroken(), f"part_{self._thread.depth}", self._thread.waiting
        with translated(self.path):
            database.execute(f"SAVEPOINT {name}")
        try:
            with self._deeper():
                yield
            with translated(self.path):
                database.execute(f"RELEASE {name}")
        except BaseException:
            self._thread.waiting = waiting
            if database.conn.in_transaction:
                database.execute(f"ROLLBACK TO {name}")
                database.execute(f"RELEASE {name}")
            raise

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._thread.depth += 1
        try:
            yield
        finally:
            self._thread.depth -= 1
