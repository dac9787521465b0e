"""Settling at a large company: the statements of a quarter for all contracts, beside their arithmetic in DuckDB."""

import math
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import duckdb

from akkoord.access import CONSOLE
from akkoord.closing.contract_reading import ContractReading
from akkoord.executing.agreements import agreements
from akkoord.executing.runs import AT_ONCE, Outcome, Run, compute_all, keep
from akkoord.executing.sales import Sales
from akkoord.executing.statements import Statements
from akkoord.store import Store, open_store
from tests.benchmarks.measuring import MILLI, Measure, Scale, Took, require, took
from tests.benchmarks.portfolio import AT, CUTOFF, KINDS, QUARTER, Portfolio, portfolio

_ARITHMETIC: Final = """
SELECT customer,
  (2 * paid_hl::HUGEINT * rate + 10000000) // 20000000 AS discount,
  (2 * paid_turnover::HUGEINT * pct + 100) // 200 AS rebate,
  (2 * hl::HUGEINT * CASE WHEN hl >= 200000 * bound THEN high WHEN hl >= 100000 * bound THEN low ELSE 0 END + 10000000)
    // 20000000 AS bonus
FROM terms JOIN (
  SELECT customer,
    coalesce(sum(quantity) FILTER (paid_on <= '2026-10-15' AND product_group IN ('lager', 'special')), 0) AS paid_hl,
    coalesce(sum(turnover) FILTER (paid_on <= '2026-10-15'), 0) AS paid_turnover,
    sum(quantity) AS hl
  FROM lines WHERE day BETWEEN '2026-07-01' AND '2026-09-30' GROUP BY customer
) AS counted USING (customer)
"""
"""Grains of a hectolitre times ten-thousandths of a euro, halves up: cents."""

_ORDERS: Final = {
    "by day": "of which it skips the blocks of other quarters by their days",
    "in no order": "of which it reads every block",
}
"""How DuckDB's lines may lie: by day, as they were delivered, or in no order, so that it can skip none of them."""
_PER_SECOND: Final = 2_000
_MOST_MEMORY: Final = 1_024
_TIMES: Final = 3
Amounts = Mapping[str, tuple[int, ...]]
_RUN: Final = Run(QUARTER, CUTOFF, CONSOLE, AT)


@dataclass(frozen=True)
class _Done:
    """What a run in a process of its own came to: cents, how long at best and at first, MiB of memory at most."""

    amounts: Amounts
    took: Took
    first: Took
    memory: float


def measures(scale: Scale, cache: Path) -> Iterator[Measure]:
    """Compute, write and look at the statements of a quarter; all amounts are compared before a time counts."""
    contracts = max(20, min(5_000, scale.customers // 20))
    few, many = (portfolio(cache, lines, contracts) for lines in (scale.lines // 10, scale.lines))
    small, large = _alone(few, _computing), _alone(many, _computing)
    right, *bare = _duckdb(many)
    require(large.amounts == right, "DuckDB comes to the same cents")
    require(_duckdb(few)[0] == small.amounts, "DuckDB comes to the same cents of fewer lines")
    exponent = math.log(large.took.clock / small.took.clock) / math.log(many.lines / few.lines)
    for order, its in zip(_ORDERS, bare, strict=True):
        yield Measure(
            f"compute {contracts:,} statements, {order} (budget: 3 x DuckDB)", [large.took], 3 * its.clock,
            note=f"{_times(large.took, its)} over {many.lines:,} raw lines {order}, {_ORDERS[order]}",
        )  # fmt: skip
    yield Measure(
        "the same the first time, rules still to be read and made", [large.first],
        note=f"from {few.lines:,} lines cost grows to the power {exponent:.2f}, memory from {small.memory:.0f} to "
        f"{large.memory:.0f} MiB; cpu is that of all threads, of which one reads what comes next",
    )  # fmt: skip
    require(large.memory < _MOST_MEMORY, "it stays under 1 GiB")
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        copy = Portfolio(Path(folder) / "copy", many.contracts, many.lines)
        shutil.copytree(many.folder, copy.folder)
        yield from _one_by_one(copy)
        yield from _writing(copy, right)


def _times(ours: Took, duckdbs: Took) -> str:
    """Compare, also in the processor time of all threads: that says something when other programs are busy."""
    both = f"{ours.clock / duckdbs.clock:.1f} x DuckDB's {duckdbs.clock / MILLI:.0f} ms"
    if not ours.cpu or not duckdbs.cpu:
        return both
    return f"{both} (processor time: {ours.cpu / duckdbs.cpu:.1f} x {duckdbs.cpu / MILLI:.0f} ms)"


def _alone(made: Portfolio, act: Callable[[Portfolio], _Done]) -> _Done:
    """Run in a fresh process, so that its memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
        return executor.submit(act, made).result()


def _computing(made: Portfolio) -> _Done:
    store = open_store(made.store)
    found: dict[str, tuple[int, ...]] = {}

    def compute() -> None:
        for each in compute_all(_statements(store), agreements(store, QUARTER.last), _RUN):
            require(each.found is not None, f"{each.job.agreement.number} is computed")
            found[each.job.agreement.customer] = tuple(line.amount.minor for line in each.found.lines)

    times = [_took_in_all(compute) for _ in range(_TIMES)]
    store.close()
    best = min(times, key=lambda one: one.clock)
    return _Done(found, best, times[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _statements(store: Store) -> Statements:
    return Statements(store, Sales(store), lambda: KINDS)


def _took_in_all(act: Callable[[], None]) -> Took:
    """Time something, with the processor time of all threads."""
    clock, cpu = time.perf_counter(), time.process_time()
    act()
    return Took(time.perf_counter() - clock, time.process_time() - cpu)


def _duckdb(made: Portfolio) -> tuple[Amounts, Took, Took]:
    """Give the cents, and the best time over the lines in the order of their days and in no order."""
    with duckdb.connect(str(made.raw), read_only=True) as base:
        by_day, amounts = _asked(base)
    with tempfile.TemporaryDirectory(dir=made.folder.parent) as folder, duckdb.connect(f"{folder}/raw.duckdb") as base:
        base.execute("SET memory_limit = '4GB'; SET enable_progress_bar = false")
        base.execute(f"ATTACH '{made.raw}' AS made (READ_ONLY)")
        base.execute("CREATE TABLE terms AS FROM made.terms; CREATE TABLE lines AS FROM made.lines ORDER BY hash(id)")
        unordered, again = _asked(base)
    require(again == amounts, "the order of the lines changes nothing")
    return amounts, by_day, unordered


def _asked(base: duckdb.DuckDBPyConnection) -> tuple[Took, Amounts]:
    base.execute("SET threads = 2")
    answers: list[list[tuple[object, ...]]] = []
    times = [_took_in_all(lambda: answers.append(base.execute(_ARITHMETIC).fetchall())) for _ in range(_TIMES + 1)]
    best = min(times, key=lambda one: one.clock)
    return best, {str(name): tuple(int(str(each)) for each in cents) for name, *cents in answers[0]}


def _one_by_one(made: Portfolio) -> Iterator[Measure]:
    """Compute the statement of one contract after another, as the dossier does."""
    store = open_store(made.store)
    contracts, statements = ContractReading(store), _statements(store)
    numbers = [f"k{n}" for n in range(0, made.contracts, max(1, made.contracts // 100))]
    times = [
        took(lambda: statements.preview(contracts.get(number), QUARTER, CUTOFF, settled="quarter"))  # noqa: B023 - called at once
        for number in numbers
    ]
    store.close()
    yield Measure(f"the statement of one contract, {made.lines:,} lines", times, 20 * MILLI, "p95")


def _writing(made: Portfolio, right: Amounts) -> Iterator[Measure]:
    """Keep the statements, a hundred to a transaction."""
    store = open_store(made.store)
    statements = _statements(store)
    computed = list(compute_all(statements, agreements(store, QUARTER.last), _RUN))
    kept: list[Outcome] = []
    portions = [computed[start : start + AT_ONCE] for start in range(0, len(computed), AT_ONCE)]
    times = [took(lambda: kept.extend(keep(statements, some, _RUN))) for some in portions]  # noqa: B023 - called at once
    amounts = {
        each.statement.customer: tuple(line.amount.minor for line in each.statement.lines)
        for each in kept
        if each.statement is not None and each.did == "made"
    }
    require(amounts == right, "what is kept is what was computed")
    later = replace(_RUN, at=AT + timedelta(days=1))
    again = keep(statements, computed[:AT_ONCE], later)
    require({each.did for each in again} == {"same"}, "nothing changes the second time")
    store.close()
    rate = len(kept) / sum(one.clock for one in times)
    yield Measure(
        f"write {AT_ONCE} statements in one transaction (budget: {_PER_SECOND:,} a second)", times,
        min(AT_ONCE, len(kept)) / _PER_SECOND, note=f"{rate:,.0f} statements a second",
    )  # fmt: skip
