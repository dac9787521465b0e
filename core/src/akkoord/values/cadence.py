"""What returns every so many days, weeks, months or years: its days, its periods, and when these are settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from akkoord.language import Message
from akkoord.values.calendar import ONE_DAY, Period, add_months, days_after, month_end
from akkoord.values.errors import InvalidValue

__all__ = ["Cadence", "SettlementDay", "extended"]

Unit = Literal["day", "week", "month", "month_end", "quarter", "half_year", "year"]
_DAYS: Final = {"day": 1, "week": 7}
_MONTHS: Final = {"month": 1, "month_end": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Cadence:
    """Every so many units, counted from a first day. A month end is the last day of its month, whatever its number.

    >>> [str(day) for day in Cadence("month_end").days(date(2028, 1, 31), 2)]
    ['2028-02-29', '2028-03-31']
    """

    unit: Unit
    every: int = 1

    def __post_init__(self) -> None:
        """Refuse a unit that is none, and one that does not move on."""
        if self.unit not in _DAYS and self.unit not in _MONTHS:
            values = {"unit": self.unit, "known": (*_DAYS, *_MONTHS)}
            raise InvalidValue(Message("{unit!r} is nothing that returns; known are {known}.", values))
        if self.every < 1:
            raise InvalidValue(
                Message("What returns does so every 1 or more, not every {every}.", {"every": self.every})
            )

    def after(self, day: date, times: int = 1) -> date:
        """Give the day that comes so many times later, always counted from the same first day.

        >>> Cadence("month").after(date(2026, 1, 31), 2)
        datetime.date(2026, 3, 31)
        """
        if self.unit in _DAYS:
            return days_after(day, _DAYS[self.unit] * self.every * times)
        if self.unit == "month_end":
            first = 0 if day != month_end(day) else self.every
            return month_end(add_months(day.replace(day=1), first + self.every * (times - 1)))
        return add_months(day, _MONTHS[self.unit] * self.every * times)

    def days(self, first: date, count: int) -> Iterator[date]:
        """Give so many days after a first day."""
        for times in range(1, count + 1):
            yield self.after(first, times)

    def periods(self, first: date, last: date | None = None) -> Iterator[Period]:
        """Give the periods from a first day, the last one cut off where it ends; without an end they go on.

        >>> [str(each.last) for each in Cadence("month").periods(date(2026, 1, 1), date(2026, 2, 14))]
        ['2026-01-31', '2026-02-14']
        """
        times, begin = 1, first
        while last is None or begin <= last:
            end = self._end(first, times)
            yield Period(begin, end if last is None else min(end, last))
            times, begin = times + 1, end + ONE_DAY

    def _end(self, first: date, times: int) -> date:
        """Give the last day of the period with this number."""
        if self.unit == "month_end":
            return month_end(add_months(first.replace(day=1), self.every * times - 1))
        return self.after(first, times) - ONE_DAY


@dataclass(frozen=True, slots=True)
class SettlementDay:
    """When a period is settled: so many days from its first day (in advance), or from its last (in arrears)."""

    when: Literal["in_advance", "in_arrears"]
    days: int

    def of(self, period: Period) -> date:
        """Give the day on which a period is settled.

        >>> SettlementDay("in_arrears", 1).of(Period(date(2026, 1, 1), date(2026, 1, 31)))
        datetime.date(2026, 2, 1)
        """
        return days_after(period.first if self.when == "in_advance" else period.last, self.days)


def extended(term: Period, pause: Period) -> tuple[Period | None, Period]:
    """Give what of a term comes before a pause, and what comes after it: longer by the days that the pause took.

    A pause that began before the term takes the days from its first day on.

    >>> april = Period(date(2026, 4, 1), date(2026, 4, 30))
    >>> before, after = extended(Period(date(2026, 1, 1), date(2026, 6, 30)), april)
    >>> str(before.last), str(after.first), str(after.last)
    ('2026-03-31', '2026-05-01', '2026-07-30')

    :raises InvalidValue: when the term does not run in the pause.
    """
    if pause.first > term.last or pause.last < term.first:
        values = {"first": pause.first, "last": pause.last}
        raise InvalidValue(Message("The term does not run in the pause from {first} through {last}.", values))
    before = Period(term.first, pause.first - ONE_DAY) if pause.first > term.first else None
    lost = Period(max(pause.first, term.first), pause.last).days
    return before, Period(pause.last + ONE_DAY, days_after(term.last, lost))
