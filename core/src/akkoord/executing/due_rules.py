"""Work out when a promise falls due, once or again and again, from the rule that its clause gave it (RULES 0.9)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from types import MappingProxyType
from typing import Final, Literal, cast

from akkoord.executing.due_dates import Moved, due_date
from akkoord.store import Json
from akkoord.values import add_months, month_end
from akkoord.values.calendar import ONE_DAY, contract_year

__all__ = ["RETURNING", "Due", "DueRule", "Known", "Offset", "first_due", "next_due", "returns"]

RETURNING: Final = frozenset(
    {
        "end of contract year", "end of each contract year", "end of month", "end of period", "end of quarter",
        "first working day of month",
    }
)  # fmt: skip
"""Events that come again and again while the contract lasts."""
MONTHS: Final = {
    "January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6,
    "July": 7, "August": 8, "September": 9, "October": 10, "November": 11, "December": 12,
}  # fmt: skip
_PERIODS: Final = {"month": "end of month", "quarter": "end of quarter", "contract_year": "end of contract year"}
_FRIDAY: Final = 4
_HOURS_A_DAY: Final = 24

Period = Literal["month", "quarter", "contract_year"]


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance in time; the amount is None when the fact that holds it was not recorded."""

    amount: int | None
    unit: str
    before: bool = False

    @property
    def moved(self) -> Moved | None:
        """The distance in months and days; a part of a day counts as a day."""
        if self.amount is None:
            return None
        amount = -self.amount if self.before else self.amount
        match self.unit:
            case "years":
                return Moved(months=12 * amount)
            case "months":
                return Moved(months=amount)
            case "weeks":
                return Moved(days=7 * amount)
            case "hours":
                return Moved(days=-(-amount // _HOURS_A_DAY))
        return Moved(days=amount)


@dataclass(frozen=True, slots=True)
class DueRule:
    """A due rule as a contract version keeps it: with the days and amounts of its facts filled in."""

    anchors: tuple[str, ...] = ()
    days: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    offset: Offset | None = None
    every: Offset | str | None = None

    @classmethod
    def read(cls, rule: Mapping[str, Json]) -> "DueRule":
        """Read a rule from the JSON of a contract version."""
        days = cast("Mapping[str, str]", rule.get("days") or {})
        every = rule.get("every")
        return cls(
            anchors=tuple(str(anchor) for anchor in cast("list[Json]", rule.get("anchors") or [])),
            days=MappingProxyType({name: date.fromisoformat(day) for name, day in days.items()}),
            offset=_offset(rule.get("offset")),
            every=every if isinstance(every, str) else _offset(every),
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a contract's days: its term, when it was signed, and what happened since, by name.

    `period` is how often the clause of the rule settles.
    """

    commencement: date | None = None
    ends_on: date | None = None
    notice_by: date | None = None
    signed_on: date | None = None
    happened: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    period: Period = "contract_year"

    def day(self, anchor: str, rule: DueRule) -> date | None:
        """Give the day of an anchor that comes once; None while it is not known."""
        match anchor:
            case "term.end":
                return self.ends_on
            case "notice deadline" | "term.notice_deadline":
                return self.notice_by
            case "signature":
                return self.signed_on
            case "placement date":
                return self.happened.get(anchor, self.commencement)
        return rule.days.get(anchor) or self.happened.get(anchor)


@dataclass(frozen=True, slots=True)
class Due:
    """One time that a promise falls due: the anchor it counts from, and the last day; None while not known."""

    anchor: date | None
    day: date | None


def returns(rule: DueRule) -> bool:
    """Tell whether the promise comes again and again."""
    return rule.every is not None or any(anchor in RETURNING for anchor in rule.anchors)


def first_due(rule: DueRule, known: Known) -> Due | None:
    """Give the first time that a promise falls due; without a day while an anchor is not known.

    None when it never does: it returns, but not within the term.
    """
    if returns(rule):
        return next_due(rule, known, None)
    days = [known.day(anchor, rule) for anchor in rule.anchors]
    moved = Moved() if rule.offset is None else rule.offset.moved
    there = [day for day in days if day is not None]
    if not there or len(there) < len(days) or moved is None:
        return Due(None, None)
    return Due(max(there), due_date(there, moved))


def next_due(rule: DueRule, known: Known, after: date | None) -> Due | None:
    """Give the first time after a day (None: from the start) that a returning promise falls due within the term."""
    if known.commencement is None:
        return Due(None, None)
    for anchor in _occurrences(rule, known, after):
        if known.ends_on is not None and anchor > known.ends_on:
            return None
        if after is None or anchor > after:
            return Due(anchor, _last_day(rule, known, anchor))
    return None


def _last_day(rule: DueRule, known: Known, anchor: date) -> date | None:
    """Move a returning anchor, and the once-only ones beside it, to the last day."""
    others = [known.day(name, rule) for name in rule.anchors if name not in RETURNING]
    moved = Moved() if rule.offset is None else rule.offset.moved
    if moved is None or None in others:
        return None
    return due_date([anchor, *(day for day in others if day is not None)], moved)


def _occurrences(rule: DueRule, known: Known, after: date | None) -> Iterator[date]:
    """Give the days of a returning anchor, beginning not later than the first after `after`."""
    start = known.commencement or date.min
    if isinstance(rule.every, Offset):
        return _distances(rule.every, start)
    name = rule.every or next(anchor for anchor in rule.anchors if anchor in RETURNING)
    name = _PERIODS[known.period] if name == "end of period" else name
    seek = max(start, after or start)
    if name in {"end of contract year", "end of each contract year"}:
        return _clipped((contract_year(start, k).last for k in count(1)), known.ends_on)
    if name == "end of month":
        return _clipped((month_end(add_months(seek.replace(day=1), n)) for n in count()), known.ends_on)
    if name == "end of quarter":
        first = seek.replace(month=seek.month - (seek.month - 1) % 3, day=1)
        return _clipped((month_end(add_months(first, 3 * n + 2)) for n in count()), known.ends_on)
    if name == "first working day of month":
        months = (add_months(seek.replace(day=1), n) for n in count())
        return (day for day in map(_working_day, months) if day >= start)
    return _yearly(name, seek)


def _clipped(days: Iterator[date], last: date | None) -> Iterator[date]:
    """Let the last of these days be the last day of the term, where a period is cut off by it."""
    for day in days:
        if last is not None and day >= last:
            yield last
            return
        yield day


def _distances(every: Offset, start: date) -> Iterator[date]:
    moved = every.moved
    if moved is None or (not moved.months and not moved.days):
        return
    for n in count(1):
        yield add_months(start, moved.months * n) + timedelta(days=moved.days * n)


def _yearly(name: str, seek: date) -> Iterator[date]:
    """Give a day of the year (`1 January`), year after year; any other event is not known beforehand."""
    day, _, month = name.partition(" ")
    if month not in MONTHS or not day.isdigit():
        return
    for year in count(seek.year):
        found = date(year, MONTHS[month], int(day))
        if found >= seek:
            yield found


def _working_day(day: date) -> date:
    while day.weekday() > _FRIDAY:
        day += ONE_DAY
    return day


def _offset(value: Json) -> Offset | None:
    if not isinstance(value, Mapping):
        return None
    amount = value.get("amount")
    return Offset(amount if isinstance(amount, int) else None, str(value["unit"]), bool(value.get("before")))
