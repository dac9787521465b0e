"""Backtesting: one rule over two years of thousands of contracts, in processes and on a Dask cluster of two workers."""

import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from distributed import Client, LocalCluster

from akkoord.executing.agreement import Agreement
from akkoord.executing.agreements import agreements
from akkoord.executing.frozen import Settled
from akkoord.executing.sales import Sales
from akkoord.notebook.backtesting import TOGETHER, in_processes
from akkoord.notebook.replacing import Placing, trial_of
from akkoord.notebook.trials import Part, Ran, part_of, run_part, run_trials
from akkoord.store import open_store
from akkoord.values import Period
from akkoord_rules_volume import TierPerUnit
from tests.benchmarks.measuring import Measure, Scale, Took, require
from tests.benchmarks.portfolio import CUTOFF, GROUPS, KINDS, portfolio

TWO_YEARS: Final = Period(date(2024, 10, 1), date(2026, 9, 30))
BUDGET: Final = 3.0
RULE: Final = TierPerUnit.read(
    {
        "groups": list(GROUPS),
        "method": "whole",
        "tiers": [{"from_qty": "100", "rate": "1.00"}, {"from_qty": "200", "rate": "2.00"}],
    }
)


def measures(scale: Scale, cache: Path) -> Iterator[Measure]:
    """Backtest a rule that is settled yearly, and one that is settled quarterly; every way gives the same rows."""
    contracts = max(20, min(5_000, scale.customers // 20))
    made = portfolio(cache, scale.lines, contracts)
    store = open_store(made.store)
    try:
        found = list(agreements(store, TWO_YEARS.last))
        yearly = _settled(found, "contract_year")
        serial, alone = _timed(lambda: [run_trials(part, Sales(store)) for part in _parts(yearly, made.store)])
        spread, together = _timed(lambda: in_processes(_parts(yearly, made.store)))
        require(together == alone, "processes come to the same")
        note = f"{sum(map(len, alone)):,} periods; serial takes {serial.clock:.1f} s"
        yield Measure(f"backtest one yearly rule, {contracts:,} contracts, 24 months", [spread], BUDGET, note=note)
        quarterly, _ = _timed(lambda: in_processes(_parts(_settled(found, "quarter"), made.store)))
        yield Measure(f"backtest one quarterly rule, {contracts:,} contracts, 24 months", [quarterly])
        yield _on_dask(_parts(yearly, made.store), alone, serial)
    finally:
        store.close()


def _on_dask(parts: Sequence[Part], alone: list[list[Ran]], serial: Took) -> Measure:
    plain = [replace(part, trials=tuple(part_of(trial) for trial in part.trials)) for part in parts]
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        executor = client.get_executor()
        took, there = _timed(lambda: [each.result() for each in [executor.submit(run_part, one) for one in plain]])
    require(there == alone, "two Dask workers come to the same")
    note = f"{took.clock / serial.clock:.2f} x serial"
    return Measure("backtest the yearly rule on two Dask workers", [Took(took.clock)], note=note)


def _settled(found: Sequence[Agreement], how: Settled) -> list[Agreement]:
    return [replace(each, rules=tuple(replace(rule, settle=how) for rule in each.rules)) for each in found]


def _parts(found: Sequence[Agreement], file: Path) -> list[Part]:
    written = RULE.parameters()
    trials = [trial_of(each, RULE, Placing(), KINDS, written) for each in found]
    return [
        Part(file, tuple(trials[first : first + TOGETHER]), TWO_YEARS, CUTOFF, KINDS)
        for first in range(0, len(trials), TOGETHER)
    ]


def _timed(act: Callable[[], list[list[Ran]]]) -> tuple[Took, list[list[Ran]]]:
    """Time something that runs in processes: what those computed counts for as many processors as there are."""
    clock, own, others = time.perf_counter(), time.process_time(), _of_children()
    found = act()
    cpu = time.process_time() - own + (_of_children() - others) / (os.cpu_count() or 1)
    return Took(time.perf_counter() - clock, cpu), found


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
