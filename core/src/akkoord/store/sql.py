"""Write the SQL of the store's verbs, in the subset that SQLite and PostgreSQL share."""

# ruff: noqa: S608 - names come from schema.py and nowhere else; values are always bound

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

from akkoord.store.protocol import Where
from akkoord.store.records import Span
from akkoord.store.schema import Row, Table, Value

Statement = tuple[str, list[Value]]
_T = TypeVar("_T")


AT_ONCE: Final = 5_000
"""How many values one query names: engines allow some ten thousands."""


def portions(values: Iterable[_T]) -> Iterator[list[_T]]:
    """Cut values into portions that one query can name."""
    values = iter(values)
    while some := list(islice(values, AT_ONCE)):
        yield some


def marks(count: int) -> str:
    """Write a place for each of so many values."""
    return ", ".join("?" * count)


def position(table: Table, row: Row, order: Sequence[str] = ()) -> tuple[Value, ...]:
    """Return where a row stands in an order: what `find(after=...)` takes to go on behind it."""
    return tuple(row[_bare(name)] for name in full_order(table, order))


def full_order(table: Table, order: Sequence[str]) -> tuple[str, ...]:
    """Add the key to an order, in the direction of its last column, so that no two rows stand level."""
    there = set(map(_bare, order))
    sign = "-" if order and order[-1].startswith("-") else ""
    return (*order, *(sign + name for name in table.keys if name not in there))


def select(
    table: Table,
    where: Where,
    order: Sequence[str] = (),
    limit: int | None = None,
    after: Sequence[Value] | None = None,
    columns: Sequence[str] = (),
) -> Statement:
    """Select rows in order, after a position: all columns, or those that are named."""
    ordered = full_order(table, order)
    parts, values = _conditions(table, where)
    if after is not None:
        parts.append(_behind(table, ordered, after))
        values += after
    ordering = ", ".join(_ordering(table, name, where) for name in ordered)
    sql = f"{_from(table, columns or table.column_names)}{_where(parts)} ORDER BY {ordering}"
    return (sql, values) if limit is None else (f"{sql} LIMIT ?", [*values, limit])


def select_only(table: Table, names: Sequence[str]) -> Statement:
    """Select some columns of all rows, in no order."""
    return _from(table, names), []


def select_newest(table: Table, names: Sequence[str], of: str, by: str, among: Sequence[Value]) -> Statement:
    """Select some columns of the row that is highest in `by`, for each of these values of `of`."""
    highest = f"SELECT MAX({_quoted(by)}) FROM {_quoted(table.name)} WHERE {_quoted(of)} = newest.{_quoted(of)}"
    where = f"{_quoted(of)} IN ({marks(len(among))}) AND {_quoted(by)} = ({highest})"
    return f"{_from(table, names)} AS newest WHERE {where}", list(among)


def count(table: Table, where: Where) -> Statement:
    """Count rows, as `n`."""
    parts, values = _conditions(table, where)
    return f"SELECT count(*) AS n FROM {_quoted(table.name)}{_where(parts)}", values


def insert(table: Table, row: Row) -> Statement:
    """Insert one row."""
    names = [name for name in table.column_names if name in row]
    return insert_each(table, names), [row[name] for name in names]


def insert_each(table: Table, names: Sequence[str]) -> str:
    """Insert rows that give their values in the order of these columns."""
    return f"INSERT INTO {_quoted(table.name)} ({_list(names)}) VALUES ({marks(len(names))})"


def update(table: Table, changes: Row, where: Where) -> Statement:
    """Change the given columns of the rows that fit."""
    names = [name for name in table.column_names if name in changes]
    parts, values = _conditions(table, where)
    sets = ", ".join(f"{_quoted(name)} = ?" for name in names)
    return f"UPDATE {_quoted(table.name)} SET {sets}{_where(parts)}", [changes[name] for name in names] + values


def delete(table: Table, where: Where) -> Statement:
    """Delete the rows that fit; a `where` without conditions is refused, since it would fit them all."""
    if not where:
        raise ValueError(f"say which rows of {table.name} to remove")
    parts, values = _conditions(table, where)
    return f"DELETE FROM {_quoted(table.name)}{_where(parts)}", values


def _conditions(table: Table, where: Where) -> tuple[list[str], list[Value]]:
    parts: list[str] = []
    values: list[Value] = []
    for name, wanted in where.items():
        part, given = _condition(_column(table, name), wanted)
        parts.append(part)
        values += given
    return parts, values


def _condition(column: str, wanted: "Value | tuple[Value, ...] | Span") -> Statement:
    if wanted is None:
        return f"{column} IS NULL", []
    if isinstance(wanted, Span):
        bounds = [(sign, value) for sign, value in ((">=", wanted.first), ("<=", wanted.last)) if value is not None]
        return " AND ".join(f"{column} {sign} ?" for sign, _ in bounds), [value for _, value in bounds]
    if not isinstance(wanted, tuple):
        return f"{column} = ?", [wanted]
    if None in wanted:
        raise ValueError(f"{column} cannot be one of several values and empty: ask twice")
    return f"{column} IN ({', '.join('?' * len(wanted))})" if wanted else "1 = 0", list(wanted)


def _behind(table: Table, ordered: Sequence[str], after: Sequence[Value]) -> str:
    downward = {name.startswith("-") for name in ordered}
    if len(downward) > 1:
        raise ValueError(f"pages need one direction, not {', '.join(ordered)}")
    if len(after) != len(ordered) or None in after:
        raise ValueError(f"a position has a value for each of {', '.join(ordered)}, not {after!r}")
    columns = ", ".join(_column(table, _bare(name)) for name in ordered)
    return f"({columns}) {'<' if downward == {True} else '>'} ({', '.join('?' * len(after))})"


def _ordering(table: Table, name: str, where: Where) -> str:
    column, bare = _column(table, _bare(name)), _bare(name)
    direction = " DESC" if name.startswith("-") else ""
    # Engines disagree on where empty values sort; where none can occur, leaving it out lets an index do the sorting.
    may_be_empty = where.get(bare) is None and any(known.name == bare and known.null for known in table.columns)
    return f"{column}{direction}{' NULLS LAST' if may_be_empty else ''}"


def _from(table: Table, names: Sequence[str]) -> str:
    return f"SELECT {_list(names)} FROM {_quoted(table.name)}"


def _where(parts: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(parts)}" if parts else ""


def _column(table: Table, name: str) -> str:
    if name not in table.column_names:
        raise KeyError(f"table {table.name} has no column {name!r}")
    return _quoted(name)


def _bare(name: str) -> str:
    return name.removeprefix("-")


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return f'"{name}"'
