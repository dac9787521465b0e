"""Facts for worked examples: so much in one year, all of it paid."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from akkoord.executing import Counted, Event
from akkoord.executing.parameters import as_text
from akkoord.values import Period

__all__ = ["year_of"]


def year_of(group: str, quantity: Fraction | int, *, turnover: int = 0, on: date | None = None) -> Counted:
    """Count a quantity, or a turnover, in one calendar year: this one, or the year of a day that counts."""
    first = date((on or date(2026, 1, 1)).year, 1, 1)
    year = Period(first, date(first.year, 12, 31))
    day = on or first
    event = Event(day, group, Decimal(as_text(Fraction(quantity))), "", Decimal(turnover), paid_on=day)
    return Counted.of([event], year)
