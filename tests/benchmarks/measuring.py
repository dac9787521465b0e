"""Time something again and again, and set what it took beside what it may take."""

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

By = Literal["median", "p95", "p99.9"]
Act = Callable[[], object]

MILLI: Final = 1e-3
SHARES: Final[dict[By, float]] = {"median": 0.5, "p95": 0.95, "p99.9": 0.999}
HEADER: Final = ("measure", "median", "p95", "cpu", "budget", "for", "ratio", "verdict")
WIDTHS: Final = (62, 8, 8, 8, 8, 6, 6, 7)
LEGEND: Final = """\
Milliseconds by the clock. cpu: processor time, of the figure that the budget is for (else the median).
ratio: that figure by the clock, divided by the budget. busy: over the budget by the clock but not in processor
time, so other programs were in the way; measure again when they are not."""


@dataclass(frozen=True)
class Took:
    """How long something took once: seconds by the clock, and of the processor where that says something."""

    clock: float
    cpu: float | None = None


@dataclass(frozen=True)
class Measure:
    """What was measured, and the budget in seconds for one figure of it; `note` says what stands behind the budget."""

    what: str
    took: Sequence[Took]
    budget: float | None = None
    by: By = "median"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """What was measured, as a part of the budget."""
        return None if self.budget is None else percentile(self.clock, SHARES[self.by]) / self.budget

    @property
    def verdict(self) -> str:
        """Say whether it is within the budget."""
        if self.budget is None or self.ratio is None:
            return ""
        if self.ratio <= 1:
            return "within"
        return "busy" if self.cpu and percentile(self.cpu, SHARES[self.by]) <= self.budget else "OVER"

    @property
    def clock(self) -> Sequence[float]:
        """The seconds by the clock."""
        return [took.clock for took in self.took]

    @property
    def cpu(self) -> Sequence[float]:
        """The seconds of the processor; none where they were not counted."""
        return [took.cpu for took in self.took if took.cpu is not None]


@dataclass(frozen=True)
class Scale:
    """How much is measured: the whole, or just enough to see that it works."""

    rounds: int = 300
    prints: int = 9
    customers: int = 100_000
    writers: int = 8
    changes: int = 2_000
    lines: int = 10_000_000


SMALL: Final = Scale(rounds=2, prints=1, customers=250, writers=2, changes=5, lines=2_000)
"""The scale at which the tests run the benchmarks."""


def require(right: bool, what: str) -> None:
    """Stop when something is not right: how fast a wrong answer comes is of no interest."""
    if not right:
        raise AssertionError(f"this should be so: {what}")


def percentile(times: Sequence[float], share: float) -> float:
    """Give the least time that this share of the times does not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def took(act: Act) -> Took:
    """Do something once, and time it."""
    clock, cpu = time.perf_counter(), time.thread_time()
    act()
    return Took(time.perf_counter() - clock, time.thread_time() - cpu)


def each(acts: Iterable[Act]) -> list[Took]:
    """Do things one after another, and time each."""
    gc.collect()
    return [took(act) for act in acts]


def in_turn(acts: Sequence[Act], rounds: int) -> Iterator[Act]:
    """Give the acts in turn, so many times in all and each at least once."""
    for number in range(max(rounds, len(acts))):
        yield acts[number % len(acts)]


def heading() -> Iterator[str]:
    """Say on what machine the figures were made, and begin the table."""
    yield f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start."
    yield LEGEND
    yield ""
    yield _line(HEADER)
    yield _line(["-" * width for width in WIDTHS])


def lines_of(measure: Measure) -> Iterator[str]:
    """Write a measure as a line of the table, and its note below it."""
    ratio = measure.ratio
    yield _line(
        (
            measure.what,
            _shown(percentile(measure.clock, SHARES["median"])),
            _shown(percentile(measure.clock, SHARES["p95"])),
            _shown(percentile(measure.cpu, SHARES[measure.by]) if measure.cpu else None),
            _shown(measure.budget),
            "" if measure.budget is None else measure.by,
            "" if ratio is None else f"{ratio:.2f}",
            measure.verdict,
        )
    )
    if measure.note:
        yield f"    {measure.note}"


def _shown(seconds: float | None) -> str:
    if seconds is None:
        return ""
    milliseconds = seconds / MILLI
    return f"{milliseconds:.{3 if milliseconds < 1 else 1}f}"


def _line(cells: Sequence[str]) -> str:
    first, *rest = cells
    figures = [cell.rjust(width) for cell, width in zip(rest, WIDTHS[1:], strict=True)]
    return "  ".join([first.ljust(WIDTHS[0]), *figures]).rstrip()
