"""Over which periods rules are settled: months, quarters, calendar years, contract years; and how people write them."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from akkoord.executing.frozen import Settled
from akkoord.language import AkkoordError, Message
from akkoord.values import Period, add_months, contract_year, month_end

__all__ = ["MONTHS_IN", "InvalidPeriod", "full_period", "period_at", "periods_ending", "read_period"]

MONTHS_IN: Final = {"month": 1, "quarter": 3, "half_year": 6, "calendar_year": 12}
_WRITTEN: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>[0-9]{2})))?")


class InvalidPeriod(AkkoordError):
    """A period that cannot be read."""


def read_period(written: str) -> Period:
    """Read a year, half year, quarter or month.

    >>> read_period("2026-Q3")
    Period(first=datetime.date(2026, 7, 1), last=datetime.date(2026, 9, 30))
    """
    found = _WRITTEN.fullmatch(written.strip().upper())
    month = int(found["month"] or 1) if found else 0
    if found is None or not 1 <= month <= 12 or found["year"] == "0000":  # noqa: PLR2004 - the months of a year
        message = Message("{period!r} is no period. Write 2026, 2026-H1, 2026-Q3 or 2026-07.", {"period": written})
        raise InvalidPeriod(message)
    year = int(found["year"])
    for group, months in (("quarter", 3), ("half", 6)):
        if found[group]:
            return _calendar(date(year, (int(found[group]) - 1) * months + 1, 1), months)
    return _calendar(date(year, month, 1), 1 if found["month"] else 12)


@lru_cache(maxsize=10_000)
def full_period(settled: Settled, commencement: date, day: date) -> Period:
    """Give the whole period around a day: by the calendar, or the contract year counted from the first day."""
    if settled in MONTHS_IN:
        months = MONTHS_IN[settled]
        return _calendar(date(day.year, (day.month - 1) // months * months + 1, 1), months)
    years = day.year - commencement.year
    k = years + 1 if add_months(commencement, 12 * years) <= day else years
    return contract_year(commencement, max(1, k))


def period_at(settled: Settled, commencement: date, ends_on: date | None, day: date) -> Period | None:
    """Give the period around a day as far as the contract lasted in it; None when it did not."""
    lasted = Period(commencement, max(commencement, ends_on or date.max))
    return full_period(settled, commencement, day).overlap(lasted)


@lru_cache(maxsize=10_000)
def periods_ending(settled: Settled, commencement: date, ends_on: date | None, window: Period) -> tuple[Period, ...]:
    """Give the periods of a contract of which the last day lies within a window, the first first."""
    return tuple(_periods_ending(settled, commencement, ends_on, window))


def _periods_ending(settled: Settled, commencement: date, ends_on: date | None, window: Period) -> Iterator[Period]:
    day = max(window.first, commencement)
    while day <= window.last:
        period = period_at(settled, commencement, ends_on, day)
        if period is None:
            return
        if period.last in window:
            yield period
        if period.last == date.max:
            return
        day = date.fromordinal(max(period.last, full_period(settled, commencement, day).last).toordinal() + 1)


def _calendar(first: date, months: int) -> Period:
    return Period(first, month_end(add_months(first, months - 1)))
