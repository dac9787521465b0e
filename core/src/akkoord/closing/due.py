"""Due rules of obligations: `term.end - 6 months`, `every 3 months`, `last of (a, b) + 14 days` (RULES 0.9)."""

from dataclasses import dataclass
from typing import Literal

DueUnit = Literal["hours", "days", "weeks", "months", "years"]


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance in time. `amount` is a whole number, or the name of the fact that holds it."""

    amount: int | str
    unit: DueUnit
    before: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When an obligation is due: the last of its anchors, moved by the offset, or again and again (`every`).

    An anchor is the name of a fact that holds a date, or an event by its name (`termination date`).
    """

    source: str
    anchors: tuple[str, ...] = ()
    offset: Offset | None = None
    every: Offset | str | None = None
