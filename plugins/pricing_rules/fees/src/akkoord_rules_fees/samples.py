"""Facts for worked examples of fees: a period in which nothing needs to be counted."""

from datetime import date, timedelta

from akkoord.executing import Counted
from akkoord.values import Period, add_months

__all__ = ["ending_early", "quarter"]


def quarter(first: date = date(2026, 1, 1)) -> Counted:
    """Give a quarter without events."""
    return Counted.of([], Period(first, add_months(first, 3) - timedelta(days=1)))


def ending_early(end: date, at: date | None) -> Counted:
    """Give a contract that ends half a year before its agreed end, or on a given day."""
    day = at or add_months(end, -6)
    return Counted.of([], Period(add_months(day, -12), day)).ending(day)
