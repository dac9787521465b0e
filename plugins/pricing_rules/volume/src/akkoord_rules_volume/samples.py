"""Facts for worked examples: so much in one year, all of it paid."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from akkoord.executing import Counted, Event
from akkoord.executing.parameters import as_text
from akkoord.values import Period

__all__ = ["year_of"]


def year_of(group: str, quantity: Fraction | int, *, turnover: Fraction | int = 0, on: date | None = None) -> Counted:
    """Count a quantity, or a turnover, in one calendar year: this one, or the year of a day that counts."""
    first = date((on or date(2026, 1, 1)).year, 1, 1)
    year = Period(first, date(first.year, 12, 31))
    day = on or first
    figures = [Decimal(as_text(Fraction(each))) for each in (quantity, turnover)]
    event = Event(day, group, figures[0], "", figures[1], paid_on=day)
    return Counted.of([event], year)
