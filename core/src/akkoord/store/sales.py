"""Keep sales lines in bulk: every line once by its id, its history, and the months added up beside them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from akkoord.store.canonical import canonical_json
from akkoord.store.records import Loaded, SaleRow, SalesSum, StretchSum
from akkoord.store.schema import SALE_HISTORY, SALE_LINE, SALE_MONTH, SALE_PAYMENT, SERIES, Value, whole
from akkoord.store.session import Session
from akkoord.store.sql import marks, portions

_NAMES: Final = (*SaleRow._fields, "known_at")
_COLUMNS: Final = ", ".join(_NAMES)
_OF_ROW: Final = ", ".join(SaleRow._fields)
_INSERT: Final = f"INSERT INTO sale_line ({_COLUMNS}) VALUES ({', '.join('?' * len(SALE_LINE.columns))})"  # noqa: S608 - names of schema.py
_CHANGES: Final = ", ".join(f"{name} = ?" for name in _NAMES[1:])
_UPDATE: Final = f"UPDATE sale_line SET {_CHANGES} WHERE id = ?"  # noqa: S608 - names of schema.py
_KNOWN: Final = f"SELECT {_COLUMNS} FROM sale_line WHERE id IN "  # noqa: S608 - names of schema.py
_KEEP: Final = """
INSERT INTO sale_history (id, sale_line, run, known_at, replaced_at, body) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
_ADD: Final = """
INSERT INTO sale_month
  (customer, month, contract, product_group, unit, quantity, turnover, lines, paid_quantity, paid_turnover, paid_lines)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (customer, month, contract, product_group, unit) DO UPDATE SET
  quantity = sale_month.quantity + excluded.quantity,
  turnover = sale_month.turnover + excluded.turnover,
  lines = sale_month.lines + excluded.lines,
  paid_quantity = sale_month.paid_quantity + excluded.paid_quantity,
  paid_turnover = sale_month.paid_turnover + excluded.paid_turnover,
  paid_lines = sale_month.paid_lines + excluded.paid_lines
"""
_ADD_PAID: Final = """
INSERT INTO sale_payment (customer, paid_on, month, contract, product_group, unit, quantity, turnover, lines)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (customer, paid_on, month, contract, product_group, unit) DO UPDATE SET
  quantity = sale_payment.quantity + excluded.quantity,
  turnover = sale_payment.turnover + excluded.turnover,
  lines = sale_payment.lines + excluded.lines
"""
_DROP: Final = """
DELETE FROM sale_month WHERE customer = ? AND month = ? AND contract = ? AND product_group = ? AND unit = ?
AND lines = 0
"""
_LOADED: Final = """
INSERT INTO series (id, last) VALUES ('sales', 1) ON CONFLICT (id) DO UPDATE SET last = series.last + 1
"""
_DROP_PAID: Final = """
DELETE FROM sale_payment WHERE customer = ? AND paid_on = ? AND month = ? AND contract = ? AND product_group = ?
AND unit = ? AND lines = 0
"""
_OVER: Final = """
SELECT known.customer, known.contract, known.product_group, known.unit, known.quantity, known.turnover, known.lines,
  known.paid_quantity - coalesce(later.quantity, 0), known.paid_turnover - coalesce(later.turnover, 0),
  known.paid_lines - coalesce(later.lines, 0)
FROM (
  SELECT customer, contract, product_group, unit, SUM(quantity) AS quantity, SUM(turnover) AS turnover,
    SUM(lines) AS lines, SUM(paid_quantity) AS paid_quantity, SUM(paid_turnover) AS paid_turnover,
    SUM(paid_lines) AS paid_lines
  FROM sale_month WHERE customer IN ({customers}) AND month >= ? AND month <= ?
  GROUP BY customer, contract, product_group, unit
) AS known LEFT JOIN (
  SELECT customer, contract, product_group, unit, SUM(quantity) AS quantity, SUM(turnover) AS turnover,
    SUM(lines) AS lines
  FROM sale_payment WHERE customer IN ({customers}) AND paid_on > ? AND month >= ? AND month <= ?
  GROUP BY customer, contract, product_group, unit
) AS later ON later.customer = known.customer AND later.contract = known.contract
  AND later.product_group = known.product_group AND later.unit = known.unit
"""
_BY_DAY: Final = """
SELECT customer, contract, product_group, product, unit, day, paid_on, SUM(quantity), SUM(turnover), COUNT(*), '',
  ordered_on
FROM sale_line WHERE customer IN ({customers}) AND day >= ? AND day <= ?
GROUP BY customer, contract, product_group, product, unit, day, paid_on, ordered_on
"""
_BY_LINE: Final = """
SELECT customer, contract, product_group, product, unit, day, paid_on, quantity, turnover, 1, id, ordered_on
FROM sale_line WHERE customer IN ({customers}) AND day >= ? AND day <= ?
"""

_Key = tuple[str, ...]


@dataclass(slots=True)
class _Batch:
    """What a batch of rows does to what is known: lines to write, former values to keep, months to change."""

    known: Mapping[str, tuple[SaleRow, int]]
    at: int
    new: dict[str, SaleRow] = field(default_factory=dict)
    changed: dict[str, SaleRow] = field(default_factory=dict)
    former: list[tuple[str, SaleRow, int]] = field(default_factory=list)
    months: defaultdict[_Key, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 6))
    payments: defaultdict[_Key, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 3))
    same: int = 0
    late: int = 0
    corrected: int = 0

    def take(self, rows: Iterable[SaleRow]) -> None:
        """Decide what each row does, and what all do to the months."""
        known, new, changed = self.known, self.new, self.changed
        for row in rows:
            name = row[0]
            if name not in known and name not in new:
                new[name] = row
            else:
                before = new.get(name) or changed.get(name) or known[name][0]
                self._again(before, row)
        self._count(new.values(), 1)
        self._count(changed.values(), 1)
        self._count([known[name][0] for name in changed], -1)

    def _again(self, before: SaleRow, row: SaleRow) -> None:
        """Decide what another word on a line does."""
        if before == row:
            self.same += 1
        elif row.revision < before.revision:
            # An older word on the line, come late, is kept but changes nothing.
            self.late += 1
            self.former.append((f"{row[0]}:late:{row.revision}", row, self.at))
        else:
            self.corrected += 1
            is_new = row.id in self.new
            since = self.at if is_new or row.id in self.changed else self.known[row.id][1]
            self.former.append(("", before, since))
            (self.new if is_new else self.changed)[row.id] = row

    def _count(self, rows: Iterable[SaleRow], sign: Literal[1, -1]) -> None:
        months, payments = self.months, self.payments
        for _, _, customer, contract, _, group, unit, day, paid_on, _, quantity, turnover, _, _ in rows:
            month, whole, cents = day[:7], sign * quantity, sign * turnover
            sums = months[customer, month, contract, group, unit]
            sums[0] += whole
            sums[1] += cents
            sums[2] += sign
            if paid_on:
                paid = payments[customer, paid_on, month, contract, group, unit]
                sums[3] += whole
                sums[4] += cents
                sums[5] += sign
                paid[0] += whole
                paid[1] += cents
                paid[2] += sign


class Sales(Session):
    """The verbs for sales lines; `Store` says what each promises."""

    def load_sales(self, rows: Iterable[SaleRow], *, run: str, at: datetime) -> Loaded:
        """Write sales lines, new or known, and keep the months added up."""
        moment, given = int(at.timestamp()), list(rows)
        with self.write():
            batch = _Batch(self._known_lines([row.id for row in given]), moment)
            batch.take(given)
            self.change_each(_INSERT, ((*row, moment) for row in batch.new.values()), SALE_LINE)
            self.change_each(_UPDATE, ((*row[1:], moment, row.id) for row in batch.changed.values()), SALE_LINE)
            self._keep_former(batch, run)
            self._add_up(batch)
            if batch.new or batch.changed:
                self.change(_LOADED, (), SERIES)
        return Loaded(len(batch.new), batch.corrected, batch.same, batch.late)

    def sales_changes(self) -> int:
        """Count the loads that changed something."""
        row = self.rows("SELECT last FROM series WHERE id = 'sales'")
        return whole(row[0], "last") if row else 0

    def sales_over(self, customers: Sequence[str], first: str, last: str, cutoff: str) -> list[StretchSum]:
        """Add up the lines of these customers over whole months; paid is what was paid through the cut-off."""
        found: list[StretchSum] = []
        for some in portions(customers):
            sql, months = _OVER.format(customers=marks(len(some))), (first, last)
            found += map(StretchSum._make, self.in_one_go(sql, 10, [*some, *months, *some, cutoff, *months]))
        return found

    def sales_by_day(self, customers: Sequence[str], first: str, last: str) -> list[SalesSum]:
        """Add up the lines of these customers by day, product and day of payment."""
        return self._lines(_BY_DAY, customers, first, last)

    def sales_by_line(self, customers: Sequence[str], first: str, last: str) -> list[SalesSum]:
        """Give the lines of these customers, every one by itself."""
        return self._lines(_BY_LINE, customers, first, last)

    def _lines(self, query: str, customers: Sequence[str], first: str, last: str) -> list[SalesSum]:
        found: list[SalesSum] = []
        for some in portions(customers):
            sql = query.format(customers=marks(len(some)))
            found += map(SalesSum._make, self.tuples(sql, [*some, first, last]))
        return found

    def _known_lines(self, ids: Sequence[str]) -> dict[str, tuple[SaleRow, int]]:
        known: dict[str, tuple[SaleRow, int]] = {}
        for some in portions(ids):
            for *line, known_at in self.tuples(f"{_KNOWN} ({marks(len(some))})", some):
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
        for sums, add, drop, table in (
            (batch.months, _ADD, _DROP, SALE_MONTH),
            (batch.payments, _ADD_PAID, _DROP_PAID, SALE_PAYMENT),
        ):
            # In the order in which the rows lie: neighbours are written together.
            self.change_each(add, [(*key, *sums[key]) for key in sorted(sums) if any(sums[key])], table)
            if batch.corrected:
                self.change_each(drop, [key for key, (_, _, lines, *_) in sums.items() if lines < 0], table)


def former_line(body: str) -> SaleRow:
    """Read a line back as its history keeps it."""
    return SaleRow(**json.loads(body))
