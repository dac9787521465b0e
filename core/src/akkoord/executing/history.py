"""What a customer may be expected to buy, going by what he bought in the twelve full months before a day."""

from datetime import date
from fractions import Fraction

from akkoord.closing.expected import Expected
from akkoord.executing.counted import Events
from akkoord.values import Period, add_months, days_after

__all__ = ["expected_from", "last_year", "month_firsts"]

MONTHS = 12


def last_year(today: date) -> Period:
    """Give the twelve full calendar months before a day.

    >>> last_year(date(2026, 11, 26)).text("en")
    '1 November 2025 through 31 October 2026'
    """
    after = today.replace(day=1)
    return Period(add_months(after, -MONTHS), days_after(after, -1))


def month_firsts(first: date, last: date) -> list[date]:
    """Give the first days of the months around these days: who looks at months must have them told apart."""
    count = (last.year - first.year) * MONTHS + last.month - first.month + 1
    return [add_months(first.replace(day=1), month) for month in range(count)]


def expected_from(events: Events, year: Period) -> tuple[Expected, ...]:
    """Expect of every group what was delivered in a year, in the months of the year in which it was.

    What came back counts against what went out; a month in which more came back than went out expects nothing.
    """
    return tuple(found for group in events.groups if (found := _of_group(events, group, year)).quantity)


def _of_group(events: Events, group: str, year: Period) -> Expected:
    months = [Fraction(0)] * MONTHS
    turnover, unit = Fraction(0), ""
    for event in events.within([group], year.first, year.last):
        months[event.on.month - 1] += Fraction(event.quantity)
        turnover += Fraction(event.turnover)
        unit = unit or event.unit
    taken = tuple(max(month, Fraction(0)) for month in months)
    net = max(sum(months, Fraction(0)), Fraction(0))
    return Expected(group, net, unit, max(turnover, Fraction(0)), taken if net else ())
