"""Sales in bulk: importing beside bare inserts, events of thousands of contracts, and four rules beside DuckDB."""

import csv
import math
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Final

import duckdb
import pysqlite3  # noqa: TID251 - the bare driver is what the import is measured against

from akkoord.access import CONSOLE, Change
from akkoord.executing.counted import Counted
from akkoord.executing.sales import Sales
from akkoord.executing.sales_import import SalesImport
from akkoord.executing.sales_mapping import SalesMapping
from akkoord.executing.sales_readers import BUILT_IN
from akkoord.store import CUSTOMER, Event, SaleRow, open_store
from akkoord.store.sales import _ADD, _ADD_PAID, _INSERT
from akkoord.values import Period
from tests.benchmarks.measuring import Measure, Scale, Took, require

AT: Final = datetime(2026, 11, 1, tzinfo=UTC)
GROUPS: Final = ("lager", "special", "bottled")
FIRST: Final = date(2024, 10, 1)
QUARTER: Final = Period(date(2026, 7, 1), date(2026, 9, 30))
CUTOFF: Final = date(2026, 10, 15)
DAYS: Final = 730

_QUERY: Final = """
SELECT customer,
  sum(CASE WHEN product_group = 'lager' AND paid_on <= '2026-10-15' THEN quantity END),
  sum(CASE WHEN paid_on <= '2026-10-15' THEN turnover END),
  sum(quantity),
  sum(CASE WHEN product_group = 'special' THEN quantity END)
FROM lines WHERE day BETWEEN '2026-07-01' AND '2026-09-30' GROUP BY customer
"""


def measures(scale: Scale) -> Iterator[Measure]:
    """Measure importing, loading and counting; each result is compared before its time counts."""
    lines = min(scale.lines, 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        yield from _importing(Path(folder), min(lines, 200_000))
        taken: list[tuple[int, float]] = []
        for size in (max(lines // 10, 200), lines):
            found = list(_loading(Path(folder) / f"{size}", size, min(5_000, max(size // 40, 5))))
            taken.append((size, found[0].took[0].clock))
            yield from found
        (small, quick), (large, slow) = taken
        exponent = math.log(slow / quick) / math.log(large / small)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Measure(
            f"four rules, {small:,} to {large:,} lines", [Took(slow)],
            note=f"cost grows with lines to the power {exponent:.2f}; at most {memory:.0f} MiB of memory in all",
        )  # fmt: skip


def rows(count: int, customers: int) -> Iterator[SaleRow]:
    """Make lines in the order in which they would come: by day, customer after customer."""
    per_day = max(1, count // DAYS)
    for n in range(count):
        day = FIRST + timedelta(days=min(n // per_day, DAYS - 1))
        paid = day + timedelta(days=14 + n % 30)
        yield SaleRow(
            f"L{n:09}", "delivery", f"c{(n * 7919) % customers}", "", "", GROUPS[n % 3], "hl", day.isoformat(),
            paid.isoformat() if n % 20 else "", None, 1_000 * (1 + n % 400), 500 + n % 90_000,
        )  # fmt: skip


def _importing(folder: Path, count: int) -> Iterator[Measure]:
    customers = max(10, count // 400)
    made = list(rows(count, customers))
    bare = _timed(lambda: _bare(_store(folder / "bare", customers), made))
    loaded = _store(folder / "loaded", customers)
    load = _timed(lambda: _load(loaded, made))
    file = folder / "sales.csv"
    _write_csv(file, made)
    target = _store(folder / "imported", customers)
    reading = SalesImport(open_store(target))
    run = lambda: reading.run(file, BUILT_IN[0], SalesMapping(numbers="nl"), change=Change(CONSOLE, AT))  # noqa: E731 - used in this test only
    imported = _timed(run)
    require(_sums(loaded) == _sums(folder / "bare" / "s.sqlite") == _sums(target), "all ways keep the same lines")
    again = _timed(run)
    yield Measure(
        f"load {count:,} lines (budget: twice bare executemany)", [load], 2 * bare.clock,
        note=f"{_rate(count, load)} lines a second; bare {_rate(count, bare)}",
    )  # fmt: skip
    yield Measure(
        f"import {count:,} lines from CSV (budget: twice bare)", [imported], 2 * bare.clock,
        note=f"{_rate(count, imported)} lines a second; again, when all is known, {_rate(count, again)}",
    )  # fmt: skip


def _loading(folder: Path, count: int, customers: int) -> Iterator[Measure]:
    path = _store(folder, customers)
    _load(path, rows(count, customers))
    store = open_store(path)
    names = [f"c{n}" for n in range(customers)]
    found: dict[str, tuple[Fraction, ...]] = {}

    def settle() -> None:
        events = Sales(store).events_of_customers(
            names, QUARTER.first, QUARTER.last, cuts=[QUARTER.first], cutoff=CUTOFF
        )
        found.update({name: _four(Counted(QUARTER, CUTOFF, of)) for name, of in events.items()})

    whole = _timed(settle)
    loading = _timed(
        lambda: Sales(store).events_of_customers(
            names, QUARTER.first, QUARTER.last, cuts=[QUARTER.first], cutoff=CUTOFF
        )
    )
    one = _timed(lambda: Sales(store).events_of_customers(names[:1], FIRST, QUARTER.last))
    bare, right = _duckdb(folder, count, customers)
    require({name: each for name, each in found.items() if any(each)} == right, "DuckDB counts the same")
    store.close()
    yield Measure(
        f"four rules of {customers:,} customers, {count:,} lines (budget: 3 x DuckDB)", [whole], 3 * bare.clock,
        note=f"DuckDB {bare.clock * 1000:.0f} ms over the raw lines; counts compared, exactly",
    )  # fmt: skip
    yield Measure(f"load the events of {customers:,} customers", [loading])
    yield Measure("load the events of one customer, day by day, two years", [one], 0.020)


def _four(counted: Counted) -> tuple[Fraction, ...]:
    paid: Callable[..., Fraction] = lambda *groups: counted.count(groups, basis="delivered_and_paid").quantity  # noqa: E731 - used in this test only
    return (
        paid("lager"),
        counted.count(GROUPS, basis="delivered_and_paid").turnover,
        counted.count(GROUPS).quantity,
        counted.count(("special",)).quantity,
    )


def _duckdb(folder: Path, count: int, customers: int) -> tuple[Took, dict[str, tuple[Fraction, ...]]]:
    file = folder / "raw.csv"
    with file.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("customer", "product_group", "day", "paid_on", "quantity", "turnover"))
        writer.writerows(
            (r.customer, r.product_group, r.day, r.paid_on, r.quantity, r.turnover) for r in rows(count, customers)
        )
    with duckdb.connect() as base:
        base.execute("SET threads = 2")
        base.execute(f"CREATE TABLE lines AS SELECT * FROM read_csv('{file}', types={{'paid_on': 'DATE'}})")
        answer: list[tuple[object, ...]] = []
        base.execute(_QUERY).fetchall()
        bare = _timed(lambda: answer.extend(base.execute(_QUERY).fetchall()))
    scales = (100_000, 100, 100_000, 100_000)
    return bare, {
        str(name): tuple(Fraction(int(str(sum_ or 0)), scale) for sum_, scale in zip(sums, scales, strict=True))
        for name, *sums in answer
    }


def _store(folder: Path, customers: int) -> Path:
    folder.mkdir(parents=True)
    path = folder / "s.sqlite"
    store = open_store(path, create=True)
    with store.write():
        for n in range(customers):
            name = f"c{n}"
            row = {"id": name, "state": "active", "number": name, "name": name, "name_key": name, "city": None}
            row |= {"owner": None, "updated_at": "x", "body": "{}"}
            store.save(CUSTOMER, row, expected=0, events=[Event("added")], by="x", at=AT)
    store.close()
    return path


def _load(path: Path, made: Iterator[SaleRow] | list[SaleRow]) -> None:
    store, some = open_store(path), []
    for row in made:
        some.append(row)
        if len(some) == 5_000:
            store.load_sales(some, run="r", at=AT)
            some.clear()
    store.load_sales(some, run="r", at=AT)
    store.close()


def _bare(path: Path, made: list[SaleRow]) -> None:
    """Insert with the driver alone: the same table, its indexes, and the months."""
    base = pysqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA synchronous = FULL")
    base.execute("PRAGMA foreign_keys = ON")
    for start in range(0, len(made), 5_000):
        some = made[start : start + 5_000]
        base.execute("BEGIN IMMEDIATE")
        base.executemany(_INSERT, [(*row, 0) for row in some])
        months = [
            (r[2], r[7][:7], r[3], r[5], r[6], r[10], r[11], 1, *((r[10], r[11], 1) if r[8] else (0, 0, 0)))
            for r in some
        ]
        base.executemany(_ADD, months)
        base.executemany(
            _ADD_PAID, [(r[2], r[8], r[7][:7], r[3], r[5], r[6], r[10], r[11], 1) for r in some if r[8]]
        )  # fmt: skip
        base.execute("COMMIT")
    base.close()


def _sums(path: Path) -> list[tuple[object, ...]]:
    base = pysqlite3.connect(path)
    found = base.execute(
        "SELECT customer, month, product_group, '', quantity, turnover, lines, paid_quantity FROM sale_month "
        "UNION ALL SELECT customer, month, product_group, paid_on, quantity, turnover, lines, NULL FROM sale_payment "
        "ORDER BY 1, 2, 3, 4"
    ).fetchall()
    base.close()
    return list(found)


def _write_csv(file: Path, made: list[SaleRow]) -> None:
    with file.open("w", newline="") as opened:
        writer = csv.writer(opened, delimiter=";")
        writer.writerow(("id", "customer", "day", "group", "unit", "quantity", "turnover", "paid_on"))
        for r in made:
            quantity = f"{r.quantity // 100_000},{r.quantity % 100_000:05}"
            turnover = f"{r.turnover // 100},{r.turnover % 100:02}"
            writer.writerow((r.id, r.customer, r.day, r.product_group, r.unit, quantity, turnover, r.paid_on))


def _timed(act: Callable[[], object]) -> Took:
    clock, cpu = time.perf_counter(), time.process_time()
    act()
    return Took(time.perf_counter() - clock, time.process_time() - cpu)


def _rate(count: int, took: Took) -> str:
    return f"{count / took.clock:,.0f}"
