"""`python -m tests.benchmarks`: measure what must be quick, and print it beside its budget. Nothing fails by it."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from tests.benchmarks import contract, customers, printing, sales, writing
from tests.benchmarks.measuring import SMALL, Measure, Scale, heading, lines_of

CACHE: Final = Path(__file__).parents[2] / ".build" / "bench"
Group = Callable[[Scale], Iterator[Measure]]


def main() -> None:
    """Measure all groups, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help="contract, printing, writing, customers, sales; else all"
    )
    parser.add_argument("--small", action="store_true", help="just enough to see that it works")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the workspace with 100,000 customers is kept")
    asked = parser.parse_args()
    groups = _groups(asked.cache)
    unknown = sorted(set(asked.groups) - set(groups))
    if unknown:
        parser.error(f"there is no group {', '.join(unknown)}; there are {', '.join(groups)}")
    scale = SMALL if asked.small else Scale()
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
    }


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
