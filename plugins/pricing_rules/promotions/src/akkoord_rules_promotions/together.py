"""What is looked at together: everything in the period, all of one day, or every delivery by itself."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from akkoord.executing import Counted, Event
from akkoord.executing.parameters import as_text
from akkoord.language import Words
from akkoord.values import Period

__all__ = ["PER", "Per", "bought", "together", "year_of"]

Per = Literal["period", "day", "delivery"]
PER: Final = {
    "period": Words(nl="over de periode", en="over the period"),
    "day": Words(nl="per leverdag", en="for each day of delivery"),
    "delivery": Words(nl="per levering", en="for each delivery"),
}


def together(events: Iterable[Event], per: Per, whole: Period) -> Iterator[Counted]:
    """Give what is looked at together, as facts of their own; in the order of their days."""
    found = sorted(events, key=lambda event: (event.on, event.id))
    if per == "period":
        yield Counted.of(found, whole, date.max)
    elif per == "day":
        for day in sorted({event.on for event in found}):
            yield Counted.of([event for event in found if event.on == day], whole, date.max)
    else:
        for event in found:
            yield Counted.of([event], whole, date.max)


def year_of(*events: Event) -> Counted:
    """Count events over the calendar year of the first, for a worked example."""
    year = events[0].on.year
    return Counted.of(events, Period(date(year, 1, 1), date(year, 12, 31)))


def bought(group: str, quantity: Fraction | int, turnover: int, on: date, unit: str = "") -> Event:
    """Buy something on a day, and pay for it."""
    return Event(on, group, Decimal(as_text(Fraction(quantity))), unit, Decimal(turnover), paid_on=on)
