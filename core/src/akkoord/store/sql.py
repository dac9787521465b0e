"""Write the SQL of the store's verbs, in the subset that SQLite and PostgreSQL share."""

from collections.abc import Sequence

from akkoord.store.protocol import Where
from akkoord.store.records import Span
from akkoord.store.schema import Row, Table, Value

Statement = tuple[str, list[Value]]


def position(table: Table, row: Row, order: Sequence[str] = ()) -> tuple[Value, ...]:
    """Return where a row stands in an order: what `find(after=...)` takes to go on behind it."""
    return tuple(row[name.removeprefix("-")] for name in full_order(table, order))


def full_order(table: Table, order: Sequence[str]) -> tuple[str, ...]:
    """Add the key to an order, in the direction of its last column, so that no two rows stand level."""
    if table.key in (name.removeprefix("-") for name in order):
        return tuple(order)
    sign = "-" if order and order[-1].startswith("-") else ""
    return (*order, sign + table.key)


def select(
    table: Table,
    where: Where,
    order: Sequence[str] = (),
    limit: int | None = None,
    after: Sequence[Value] | None = None,
) -> Statement:
    """Select rows in order, after a position."""
    ordered = full_order(table, order)
    condition, values = conditions(table, where)
    if after is not None:
        behind, positions = _behind(table, ordered, after)
        condition = f"{condition} AND {behind}" if condition else behind
        values += positions
    sql = f"SELECT {_names(table)} FROM {_quoted(table.name)}"
    sql += f" WHERE {condition}" if condition else ""
    sql += " ORDER BY " + ", ".join(_ordering(table, name, where) for name in ordered)
    if limit is not None:
        sql += " LIMIT ?"
        values.append(limit)
    return sql, values


def count(table: Table, where: Where) -> Statement:
    """Count rows."""
    condition, values = conditions(table, where)
    return f"SELECT count(*) AS n FROM {_quoted(table.name)}" + (f" WHERE {condition}" if condition else ""), values


def insert(table: Table, row: Row) -> Statement:
    """Insert one row."""
    names = [name for name in table.column_names if name in row]
    marks = ", ".join("?" * len(names))
    columns = ", ".join(map(_quoted, names))
    return f"INSERT INTO {_quoted(table.name)} ({columns}) VALUES ({marks})", [row[name] for name in names]


def update(table: Table, changes: Row, where: Where) -> Statement:
    """Change the given columns of the rows that fit."""
    names = [name for name in table.column_names if name in changes]
    condition, values = conditions(table, where)
    sets = ", ".join(f"{_quoted(name)} = ?" for name in names)
    return f"UPDATE {_quoted(table.name)} SET {sets} WHERE {condition}", [changes[name] for name in names] + values


def delete(table: Table, where: Where) -> Statement:
    """Delete the rows that fit."""
    condition, values = conditions(table, where)
    return f"DELETE FROM {_quoted(table.name)}" + (f" WHERE {condition}" if condition else ""), values


def conditions(table: Table, where: Where) -> Statement:
    """Write the conditions of a `where`; raises KeyError for a column the table does not have."""
    parts: list[str] = []
    values: list[Value] = []
    for name, wanted in where.items():
        part, given = _condition(_column(table, name), wanted)
        parts.append(part)
        values += given
    return " AND ".join(parts), values


def _condition(column: str, wanted: "Value | tuple[Value, ...] | Span") -> Statement:
    if wanted is None:
        return f"{column} IS NULL", []
    if isinstance(wanted, Span):
        bounds = [(">=", wanted.first), ("<=", wanted.last)]
        given = [(sign, value) for sign, value in bounds if value is not None]
        return " AND ".join(f"{column} {sign} ?" for sign, _ in given), [value for _, value in given]
    if isinstance(wanted, tuple):
        return (f"{column} IN ({', '.join('?' * len(wanted))})" if wanted else "1 = 0"), list(wanted)
    return f"{column} = ?", [wanted]


def _behind(table: Table, ordered: Sequence[str], after: Sequence[Value]) -> Statement:
    downward = {name.startswith("-") for name in ordered}
    names = [name.removeprefix("-") for name in ordered]
    if len(downward) > 1:
        raise ValueError(f"pages need one direction, not {ordered}")
    if len(after) != len(ordered) or None in after:
        raise ValueError(f"a position in {ordered} has a value for each, not {after}")
    sign = "<" if downward == {True} else ">"
    columns = ", ".join(_column(table, name) for name in names)
    return f"({columns}) {sign} ({', '.join('?' * len(after))})", list(after)


def _ordering(table: Table, name: str, where: Where) -> str:
    bare = name.removeprefix("-")
    direction = " DESC" if name.startswith("-") else ""
    # Engines disagree on where empty values sort; where none can occur, leaving it out lets an index do the sorting.
    may_be_empty = where.get(bare) is None and any(column.name == bare and column.null for column in table.columns)
    return _column(table, bare) + direction + (" NULLS LAST" if may_be_empty else "")


def _column(table: Table, name: str) -> str:
    if name not in table.column_names:
        raise KeyError(f"table {table.name} has no column {name!r}")
    return _quoted(name)


def _names(table: Table) -> str:
    return ", ".join(map(_quoted, table.column_names))


def _quoted(name: str) -> str:
    return f'"{name}"'
