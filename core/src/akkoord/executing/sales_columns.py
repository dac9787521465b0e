"""Decide how a column writes its numbers or dates: by the column as a whole, never guessed per cell."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Final

from akkoord.executing.errors import InvalidSale
from akkoord.language import N_, Message

Value = Decimal | date
Reading = Callable[[str], Value | None]

_NL: Final = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII)
_EN: Final = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_PARTS: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_LONGEST: Final = 40


def _bare(cell: str) -> str:
    if cell.isascii():
        return cell.strip()
    return cell.strip().removeprefix("€").replace("\N{NO-BREAK SPACE}", " ").strip().replace("\N{MINUS SIGN}", "-")


def _dutch(cell: str) -> Decimal | None:
    bare = _bare(cell)
    fits = len(bare) <= _LONGEST and _NL.fullmatch(bare)
    return Decimal(bare.replace(".", "").replace(",", ".")) if fits else None


def _english(cell: str) -> Decimal | None:
    bare = _bare(cell)
    return Decimal(bare.replace(",", "")) if len(bare) <= _LONGEST and _EN.fullmatch(bare) else None


def _iso(cell: str) -> date | None:
    match = _ISO.fullmatch(cell.strip())
    return _day(*map(int, match.groups())) if match else None


def _numeric(day: int, month: int, cell: str) -> date | None:
    match = _PARTS.fullmatch(cell.strip())
    return _day(int(match[4]), int(match[month]), int(match[day])) if match else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


NUMBERS: Final[Mapping[str, Reading]] = MappingProxyType({"nl": _dutch, "en": _english})
DATES: Final[Mapping[str, Reading]] = MappingProxyType(
    {"iso": _iso, "day-month-year": partial(_numeric, 1, 3), "month-day-year": partial(_numeric, 3, 1)}
)
_NAMES: Final = {
    "nl": N_("Dutch (1.234,56)"),
    "en": N_("English (1,234.56)"),
    "iso": N_("year-month-day"),
    "day-month-year": N_("day-month-year"),
    "month-day-year": N_("month-day-year"),
}


def read_as(how: str) -> Message:
    """Say in words how a column is read."""
    return Message(_NAMES[how])


@dataclass(slots=True)
class Column:
    """What the cells of a column allow: the readings that are left, and cells over which two of them differ.

    `noted` is how the file says that the column was read before: it decides where the cells leave it open.
    """

    heading: str
    readings: dict[str, Reading]
    noted: str | None = None
    against: dict[str, str] = field(default_factory=dict)
    differing: str | None = None
    seen: set[str] = field(default_factory=set)

    @property
    def is_certain(self) -> bool:
        """Tell whether its cells, the mapping or the file itself leave one reading."""
        return len(self._left()) == 1

    def take(self, cells: Iterable[str]) -> None:
        """Look at cells; one that no reading understands says nothing of the column."""
        if len(self.readings) == 1:
            return  # the mapping says how it is written
        fresh = set(cells) - self.seen
        if len(self.seen) < 100_000:  # noqa: PLR2004 - enough to be quick, little enough to hold
            self.seen |= fresh
        for cell in fresh:
            self._look(cell)

    def decided(self) -> tuple[str, Reading]:
        """Give the one reading of the column. Raises InvalidSale when there is none, or more than one."""
        left = self._left()
        if not left:
            one, other = list(self.against)[:2]
            raise InvalidSale(
                Message(
                    "Column {column!r} is written in two ways: {one!r} is not {first}, and {other!r} is not {second}. "
                    "Split the file, or write the column in one way.",
                    {
                        "column": self.heading, "one": self.against[one], "other": self.against[other],
                        "first": read_as(one), "second": read_as(other),
                    },
                )
            )  # fmt: skip
        if len(left) > 1 and self.differing is not None:
            first, second = left[:2]
            raise InvalidSale(
                Message(
                    "Column {column!r} can be read in two ways: {cell!r} is {one} when read as {first}, and {other} "
                    "when read as {second}. Say in the mapping which it is.",
                    {
                        "column": self.heading, "cell": self.differing,
                        "one": self.readings[first](self.differing), "first": read_as(first),
                        "other": self.readings[second](self.differing), "second": read_as(second),
                    },
                )
            )  # fmt: skip
        return left[0], self.readings[left[0]]

    def _left(self) -> list[str]:
        left = [name for name in self.readings if name not in self.against]
        return [self.noted] if self.noted in left else left

    def _look(self, cell: str) -> None:
        found = {name: reading(cell) for name, reading in self.readings.items()}
        values = {value for value in found.values() if value is not None}
        if not values:
            return
        for name, value in found.items():
            if value is None:
                self.against.setdefault(name, cell)
        if len(values) > 1 and self.differing is None:
            self.differing = cell
