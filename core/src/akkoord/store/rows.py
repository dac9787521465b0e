"""Read and write rows: streams by their version, plain rows whole, append-only rows once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from akkoord.store import sql
from akkoord.store.errors import AlreadyThere, Stale
from akkoord.store.journal import Journal
from akkoord.store.protocol import EVERYTHING, Where
from akkoord.store.records import Event, Saving
from akkoord.store.schema import Kind, Row, Table, Value, whole


class Rows(Journal):
    """The verbs for rows; `Store` says what each promises."""

    def save(self, table: Table, row: Row, *, expected: int, events: Sequence[Event], by: str, at: datetime) -> int:
        """Write a stream's row and its events; return the new version."""
        return self.save_each(table, [Saving(row, expected, events)], by=by, at=at)[0]

    def save_each(self, table: Table, savings: Sequence[Saving], *, by: str, at: datetime) -> list[int]:
        """Write the rows of streams and their events, all or none; return the new versions."""
        _require(table, "stream")
        by_key = {_fitting(table, each): each for each in savings}
        if len(by_key) != len(savings):
            raise ValueError(f"every {table.name} is saved once at a time")
        with self.write():
            self._place_new(table, {key: each for key, each in by_key.items() if not each.expected})
            for key, each in by_key.items():
                if each.expected:
                    self._place(table, key, each)
            self._append({table.stream_of(key): each for key, each in by_key.items()}, by, at)
        return [_after(each) for each in savings]

    def add(self, table: Table, row: Row) -> None:
        """Add a row; adding the very same row again is harmless."""
        _require(table, "append_only", "plain")
        _require_fitting(table, row, new=True)
        with self.write():
            there = self.get(table, _key(table, row))
            if there is None:
                self.change(*sql.insert(table, row), table)
            elif any(there[name] != row.get(name) for name in table.column_names):
                raise AlreadyThere(table.name, _key(table, row))

    def put(self, table: Table, row: Row) -> None:
        """Write a whole row of a plain table, new or not."""
        _require(table, "plain")
        _require_fitting(table, row, new=True)
        key = _key(table, row)
        with self.write():
            there = self.get(table, key)
            if there is None:
                self.change(*sql.insert(table, row), table)
            elif any(there[name] != row.get(name) for name in table.fixed):
                raise AlreadyThere(table.name, key)
            else:
                changes = {name: row.get(name) for name in table.column_names if name not in {table.key, *table.fixed}}
                self.change(*sql.update(table, changes, {table.key: key}), table)

    def remove(self, table: Table, where: Where) -> int:
        """Remove the rows of a plain table that fit; return how many."""
        _require(table, "plain")
        if table.fixed:
            raise ValueError(f"a {table.name} is never removed")
        with self.write():
            return self.change(*sql.delete(table, where), table)

    def get(self, table: Table, row_id: str) -> Row | None:
        """Return the row with this key, or None."""
        found = self.rows(*sql.select(table, {table.key: row_id}))
        return found[0] if found else None

    def find(
        self,
        table: Table,
        *,
        where: Where = EVERYTHING,
        order: Sequence[str] = (),
        limit: int | None = None,
        after: Sequence[Value] | None = None,
        columns: Sequence[str] = (),
    ) -> list[Row]:
        """Return the rows that fit, in order, after a position: with all columns, or those that are named."""
        return self.rows(*sql.select(table, where, order, limit, after, columns))

    def count(self, table: Table, where: Where = EVERYTHING) -> int:
        """Return how many rows fit."""
        return whole(self.rows(*sql.count(table, where))[0], "n")

    def _place(self, table: Table, key: str, saving: Saving) -> None:
        row = {**saving.row, "version": _after(saving)}
        if not self.change(*sql.update(table, row, {table.key: key, "version": saving.expected}), table):
            raise Stale(table.name, key, saving.expected, self.get(table, key))

    def _place_new(self, table: Table, new: Mapping[str, Saving]) -> None:
        for some in sql.portions(new):
            if there := self.rows(*sql.select(table, {table.key: tuple(some)}, limit=1)):
                raise Stale(table.name, _key(table, there[0]), 0, there[0])
        rows = ({**each.row, "version": _after(each)} for each in new.values())
        names = table.column_names
        self.change_each(sql.insert_each(table, names), [[row.get(name) for name in names] for row in rows], table)


def _after(saving: Saving) -> int:
    """Give the version after a saving: each event counts."""
    return saving.expected + len(saving.events)


def _fitting(table: Table, saving: Saving) -> str:
    """Give the key of a row that can be saved."""
    _require_fitting(table, saving.row, new=not saving.expected)
    if not saving.events:
        raise ValueError(f"a change of {table.name} needs an event that tells of it")
    return _key(table, saving.row)


def _require(table: Table, *kinds: Kind) -> None:
    if table.kind not in kinds:
        raise ValueError(f"{table.name} is of the kind {table.kind}, which has other verbs")


def _require_fitting(table: Table, row: Row, *, new: bool) -> None:
    if unknown := set(row) - set(table.column_names):
        raise KeyError(f"table {table.name} has no column {', '.join(sorted(unknown))}")
    for column in table.columns:
        if column.name in row:
            column.require(row[column.name])
        elif new and not column.null and not (table.kind == "stream" and column.name == "version"):
            raise KeyError(f"a new {table.name} needs {column.name}")


def _key(table: Table, row: Row) -> str:
    key = row[table.key]
    if not isinstance(key, str) or not key:
        raise TypeError(f"the key of a {table.name} is text, not {key!r}")
    return key
