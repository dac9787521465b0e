"""Keep sales lines in bulk: every line once by its id, its history, and the months added up beside them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from akkoord.store.canonical import canonical_json
from akkoord.store.records import Loaded, SaleRow, SalesSum
from akkoord.store.schema import SALE_HISTORY, SALE_LINE, SALE_MONTH, SERIES, Value, whole
from akkoord.store.session import Session

_T = TypeVar("_T")

_AT_ONCE: Final = 5_000
"""How many ids one query names: engines allow some ten thousands of values."""

_COLUMNS: Final = ", ".join(SALE_LINE.column_names)
_OF_ROW: Final = ", ".join(SaleRow._fields)
_INSERT: Final = f"INSERT INTO sale_line ({_COLUMNS}) VALUES ({', '.join('?' * len(SALE_LINE.columns))})"  # noqa: S608 - names of schema.py
_CHANGES: Final = ", ".join(f"{name} = ?" for name in SALE_LINE.column_names[1:])
_UPDATE: Final = f"UPDATE sale_line SET {_CHANGES} WHERE id = ?"  # noqa: S608 - names of schema.py
_KNOWN: Final = f"SELECT {_COLUMNS} FROM sale_line WHERE id IN "  # noqa: S608 - names of schema.py
_KEEP: Final = """
INSERT INTO sale_history (id, sale_line, run, known_at, replaced_at, body) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
_ADD: Final = """
INSERT INTO sale_month (customer, month, contract, product_group, unit, paid_on, quantity, turnover, lines)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (customer, month, contract, product_group, unit, paid_on) DO UPDATE SET
  quantity = sale_month.quantity + excluded.quantity,
  turnover = sale_month.turnover + excluded.turnover,
  lines = sale_month.lines + excluded.lines
"""
_DROP: Final = """
DELETE FROM sale_month WHERE customer = ? AND month = ? AND contract = ? AND product_group = ? AND unit = ?
AND paid_on = ? AND lines = 0
"""
_LOADED: Final = """
INSERT INTO series (id, last) VALUES ('sales', 1) ON CONFLICT (id) DO UPDATE SET last = series.last + 1
"""
_BY_MONTH: Final = """
SELECT customer, contract, product_group, '', unit, month, paid, SUM(quantity), SUM(turnover), SUM(lines)
FROM (
  SELECT customer, contract, product_group, unit, month, quantity, turnover, lines,
         CASE WHEN paid_on = '' OR paid_on > ? THEN '' ELSE ? END AS paid
  FROM sale_month WHERE customer IN ({customers}) AND month >= ? AND month <= ?
) AS month_sums
GROUP BY customer, contract, product_group, unit, month, paid
"""
_BY_DAY: Final = """
SELECT customer, contract, product_group, product, unit, day, paid_on, SUM(quantity), SUM(turnover), COUNT(*)
FROM sale_line WHERE customer IN ({customers}) AND day >= ? AND day <= ?
GROUP BY customer, contract, product_group, product, unit, day, paid_on
"""

_Month = tuple[str, str, str, str, str, str]


@dataclass(slots=True)
class _Batch:
    """What a batch of rows does to what is known: lines to write, former values to keep, months to change."""

    known: dict[str, tuple[SaleRow, int]]
    at: int
    new: dict[str, SaleRow] = field(default_factory=dict)
    changed: dict[str, SaleRow] = field(default_factory=dict)
    former: list[tuple[str, SaleRow, int]] = field(default_factory=list)
    months: dict[_Month, list[int]] = field(default_factory=dict)
    same: int = 0
    late: int = 0
    corrected: int = 0

    def take(self, row: SaleRow) -> None:
        """Decide what a row does."""
        found = self.known.get(row[0])
        if found is None:
            self.new[row[0]] = row
        elif found[0] == row:
            self.same += 1
            return
        elif row.revision < found[0].revision:
            # An older word on the line, come late, is kept but changes nothing.
            self.late += 1
            self.former.append((f"{row[0]}:late:{row.revision}", row, self.at))
            return
        else:
            self._replace(*found, row)
        self.known[row[0]] = (row, self.at)
        self._count(row, 1)

    def _replace(self, former: SaleRow, known_at: int, row: SaleRow) -> None:
        self.corrected += 1
        self.former.append(("", former, known_at))
        self._count(former, -1)
        (self.new if row.id in self.new else self.changed)[row.id] = row

    def _count(self, row: SaleRow, sign: int) -> None:
        key = (row[2], row[7][:7], row[3], row[5], row[6], row[8])
        month = self.months.get(key)
        if month is None:
            self.months[key] = [sign * row[10], sign * row[11], sign]
        else:
            month[0] += sign * row[10]
            month[1] += sign * row[11]
            month[2] += sign


class Sales(Session):
    """The verbs for sales lines; `Store` says what each promises."""

    def load_sales(self, rows: Iterable[SaleRow], *, run: str, at: datetime) -> Loaded:
        """Write sales lines, new or known, and keep the months added up."""
        moment, given = int(at.timestamp()), list(rows)
        with self.write():
            batch = _Batch(self._known_lines([row.id for row in given]), moment)
            for row in given:
                batch.take(row)
            self.change_each(_INSERT, [(*row, moment) for row in batch.new.values()], SALE_LINE)
            self.change_each(_UPDATE, [(*row[1:], moment, row.id) for row in batch.changed.values()], SALE_LINE)
            self._keep_former(batch, run)
            self._add_up(batch)
            if batch.new or batch.changed:
                self.change(_LOADED, (), SERIES)
        return Loaded(len(batch.new), batch.corrected, batch.same, batch.late)

    def sales_changes(self) -> int:
        """Count the loads that changed something."""
        row = self.rows("SELECT last FROM series WHERE id = 'sales'")
        return whole(row[0], "last") if row else 0

    def sales_by_month(self, customers: Sequence[str], first: str, last: str, cutoff: str) -> list[SalesSum]:
        """Add up the lines of these customers by month, as known to be paid on the cut-off."""
        return self._sums(_BY_MONTH, customers, before=(cutoff, cutoff), after=(first, last))

    def sales_by_day(self, customers: Sequence[str], first: str, last: str) -> list[SalesSum]:
        """Add up the lines of these customers by day, product and day of payment."""
        return self._sums(_BY_DAY, customers, before=(), after=(first, last))

    def _sums(
        self, query: str, customers: Sequence[str], *, before: tuple[str, ...], after: tuple[str, ...]
    ) -> list[SalesSum]:
        found: list[SalesSum] = []
        for some in _portions(dict.fromkeys(customers)):
            sql = query.format(customers=_marks(len(some)))
            found += map(_sum, self.tuples(sql, [*before, *some, *after]))
        return found

    def _known_lines(self, ids: Sequence[str]) -> dict[str, tuple[SaleRow, int]]:
        known: dict[str, tuple[SaleRow, int]] = {}
        for some in _portions(ids):
            for *line, known_at in self.tuples(f"{_KNOWN} ({_marks(len(some))})", some):
                row = SaleRow._make(line)
                known[row.id] = (row, int(str(known_at)))
        return known

    def _keep_former(self, batch: _Batch, run: str) -> None:
        numbers: dict[str, int] = {}
        rows: list[tuple[Value, ...]] = []
        for key, row, known_at in batch.former:
            if not key:
                numbers[row.id] = numbers[row.id] + 1 if row.id in numbers else self._kept(row.id) + 1
            body = canonical_json(row._asdict())
            rows.append((key or f"{row.id}:{numbers[row.id]}", row.id, run, known_at, batch.at, body))
        self.change_each(_KEEP, rows, SALE_HISTORY)

    def _kept(self, line: str) -> int:
        return int(str(self.tuples("SELECT COUNT(*) FROM sale_history WHERE sale_line = ?", [line])[0][0]))

    def _add_up(self, batch: _Batch) -> None:
        months: list[tuple[Value, ...]] = [(*key, *sums) for key, sums in batch.months.items() if any(sums)]
        self.change_each(_ADD, months, SALE_MONTH)
        if batch.corrected:
            self.change_each(_DROP, [key for key, sums in batch.months.items() if sums[2] < 0], SALE_MONTH)


def former_line(body: str) -> SaleRow:
    """Read a line back as its history keeps it."""
    return SaleRow(**json.loads(body))


def _sum(row: tuple[Value, ...]) -> SalesSum:
    return SalesSum._make(row)


def _portions(values: Iterable[_T]) -> Iterator[list[_T]]:
    values = iter(values)
    while some := list(islice(values, _AT_ONCE)):
        yield some


def _marks(count: int) -> str:
    return ", ".join("?" * count)
