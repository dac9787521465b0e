"""`python -m tests.benchmarks`: measure what must be quick, and print it beside its budget. Nothing fails by it."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from tests.benchmarks import backtesting, contract, customers, printing, reports, sales, settling, writing
from tests.benchmarks.measuring import SMALL, Measure, Scale, heading, lines_of

CACHE: Final = Path(__file__).parents[2] / ".build" / "bench"
Group = Callable[[Scale], Iterator[Measure]]


def main() -> None:
    """Measure all groups, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "groups",
        nargs="*",
        metavar="GROUP",
        help="contract, printing, writing, customers, sales, settling, backtesting, reports; else all",
    )
    parser.add_argument("--small", action="store_true", help="just enough to see that it works")
    parser.add_argument("--lines", type=int, metavar="N", help="how many sales lines; else ten million")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where what is large is kept until the next time")
    asked = parser.parse_args()
    groups = _groups(asked.cache)
    unknown = sorted(set(asked.groups) - set(groups))
    if unknown:
        parser.error(f"there is no group {', '.join(unknown)}; there are {', '.join(groups)}")
    scale = SMALL if asked.small else Scale()
    scale = replace(scale, lines=asked.lines or scale.lines)
    _say(heading())
    for name in asked.groups or groups:
        for measure in groups[name](scale):
            _say(lines_of(measure))


def _groups(cache: Path) -> Mapping[str, Group]:
    return {
        "contract": contract.measures,
        "printing": printing.measures,
        "writing": writing.measures,
        "customers": partial(customers.measures, cache=cache),
        "sales": sales.measures,
        "settling": partial(settling.measures, cache=cache),
        "backtesting": partial(backtesting.measures, cache=cache),
        "reports": partial(reports.measures, cache=cache),
    }


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
