"""Facts for worked examples: so much on one day of a year."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from akkoord.executing import Counted, Event
from akkoord.executing.parameters import as_text
from akkoord.values import Period

__all__ = ["year_of"]


def year_of(group: str, quantity: Fraction | int, on: date | None = None) -> Counted:
    """Count a quantity in one calendar year: this one, or the year of a day that counts."""
    day = on or date(2026, 1, 1)
    year = Period(date(day.year, 1, 1), date(day.year, 12, 31))
    return Counted.of([Event(day, group, Decimal(as_text(Fraction(quantity))), "", paid_on=day)], year)
