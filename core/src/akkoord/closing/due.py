"""Due rules of obligations: `term.end - 6 months`, `every 3 months`, `last of (a, b) + 14 days` (RULES 0.9)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from akkoord.language import AkkoordError, Message

DueUnit = Literal["hours", "days", "weeks", "months", "years"]

EVENTS = frozenset(
    {
        "before first delivery",
        "delivery",
        "effective date",
        "end of contract year",
        "end of each contract year",
        "end of month",
        "end of period",
        "end of quarter",
        "end statement",
        "first delivery",
        "first working day of month",
        "notice deadline",
        "placement date",
        "proof of spending",
        "receipt of settlement",
        "request",
        "signature",
        "termination date",
        "transfer date",
    }
)
"""What a due rule may count from besides facts; a clause set may name more events of its own trade."""

UNITS: Mapping[str, DueUnit] = {
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "hours": "hours",
    "days": "days",
    "weeks": "weeks",
    "months": "months",
    "years": "years",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_NAME = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
_OFFSET = re.compile(rf"(?P<amount>\d+|{_NAME})(?:\s+(?P<unit>[a-z]+))?")
_MOVED = re.compile(r"(?P<anchor>.+?)\s+(?P<sign>[+-])\s+(?P<offset>[^+-]+)")
_LAST_OF = re.compile(r"last of \((?P<anchors>[^()]*)\)")
_DAY_OF_YEAR = re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)})")
_FACT = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")


class InvalidDue(AkkoordError):
    """A due rule that cannot be read, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance in time. `amount` is a whole number, or the name of the fact that holds it."""

    amount: int | str
    unit: DueUnit
    before: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When an obligation is due: the last of its anchors, moved by the offset, or again and again (`every`).

    An anchor is the name of a fact that holds a date (it has a dot), or an event by its name (`termination date`).
    `every` is a distance, or the returning event or day of the year itself (`1 January`).
    """

    source: str
    anchors: tuple[str, ...] = ()
    offset: Offset | None = None
    every: Offset | str | None = None

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that the rule counts from or with."""
        names = {anchor for anchor in self.anchors if _FACT.fullmatch(anchor)}
        offsets = [part for part in (self.offset, self.every) if isinstance(part, Offset)]
        return frozenset(names | {offset.amount for offset in offsets if isinstance(offset.amount, str)})


def parse_due(source: str, units: Mapping[str, str | None], events: Collection[str] = EVENTS) -> Due:
    """Read a due rule. `units` holds the unit of every fact that the clause declares, by the fact's full name.

    A fact may be named by its last part when only one declared fact ends so (`return_days` for
    `equipment.return_days`). An amount without a unit has the unit that its fact was declared with. Raises
    `InvalidDue`.
    """
    text = " ".join(source.split())
    if text.startswith("every "):
        return Due(source, every=_every(text.removeprefix("every "), units, events))
    moved = _MOVED.fullmatch(text)
    if moved is None:
        return Due(source, _anchors(text, events))
    offset = _offset(moved["offset"].strip(), units, before=moved["sign"] == "-")
    return Due(source, _anchors(moved["anchor"], events), offset)


def _anchors(text: str, events: Collection[str]) -> tuple[str, ...]:
    """Read the anchor, or the list of `last of (...)`."""
    several = _LAST_OF.fullmatch(text)
    if several is None:
        return (_anchor(text, events),)
    anchors = tuple(_anchor(part.strip(), events) for part in several["anchors"].split(","))
    if len(anchors) == 1:
        raise InvalidDue(Message("'last of (...)' needs at least two moments, separated by commas."))
    return anchors


def _anchor(text: str, events: Collection[str]) -> str:
    """Read one anchor: a fact with a dot in its name, or a known event."""
    if _FACT.fullmatch(text) or text in events:
        return text
    raise InvalidDue(
        Message(
            "{moment!r} is neither a fact nor a known event. Known events: {events}.",
            {"moment": text, "events": ", ".join(sorted(events))},
        )
    )


def _every(text: str, units: Mapping[str, str | None], events: Collection[str]) -> Offset | str:
    """Read what returns: a day of the year, a known event, or a distance in time."""
    day = _DAY_OF_YEAR.fullmatch(text)
    if day is not None:
        return _day_of_year(text, int(day["day"]), MONTHS.index(day["month"]) + 1)
    if text in events:
        return text
    offset = _offset(text, units, before=False)
    if offset.amount == 0:
        raise InvalidDue(Message("'every 0' never returns; write a number of at least 1."))
    return offset


def _day_of_year(text: str, day: int, month: int) -> str:
    """Refuse a day that some year does not have (30 February, and 29 February too)."""
    last = 28 if month == 2 else 30 if month in {4, 6, 9, 11} else 31  # noqa: PLR2004 - the calendar
    if not 1 <= day <= last:
        raise InvalidDue(Message("{day} is not a day of every year.", {"day": text}))
    return text


def _offset(text: str, units: Mapping[str, str | None], *, before: bool) -> Offset:
    """Read a distance such as `6 months`, `trial.days` or `transfer.notice_months months`."""
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise InvalidDue(
            Message("{distance!r} is not a distance in time, such as '60 days' or '6 months'.", {"distance": text})
        )
    amount, unit = found["amount"], found["unit"]
    if amount.isdigit():
        return Offset(int(amount), _unit(unit, amount), before)
    name = _declared(amount, units)
    return Offset(name, _unit(unit or units[name], amount), before)


def _declared(name: str, units: Mapping[str, str | None]) -> str:
    """Find the declared fact with this name or with this last part."""
    if name in units:
        return name
    ending = [full for full in units if full.endswith(f".{name}")]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise InvalidDue(
            Message("{name!r} may stand for {facts}; write the whole name.", {"name": name, "facts": tuple(ending)})
        )
    raise InvalidDue(Message("{name!r} is not among the variables of the clause; declare it there.", {"name": name}))


def _unit(unit: str | None, amount: str) -> DueUnit:
    """Tell the unit of time, or say that there is none."""
    if unit is not None and unit in UNITS:
        return UNITS[unit]
    if unit is None:
        raise InvalidDue(Message("{amount!r} lacks a unit: days, weeks, months or years.", {"amount": amount}))
    raise InvalidDue(Message("{unit!r} is not a unit of time. Write days, weeks, months or years.", {"unit": unit}))
