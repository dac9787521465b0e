"""Count in months and contract years (RULES 0.3): every period includes its first and its last day."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from fractions import Fraction
from typing import Final, Literal

from akkoord.language import N_, Language, Message, translate
from akkoord.language.spoken import date_long
from akkoord.values.errors import InvalidValue

Method = Literal["none", "months", "days"]
WHOLE: Final = Fraction(1)
ONE_DAY: Final = timedelta(days=1)
MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from the first up to and including the last."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidValue(
                Message(
                    "A period cannot end on {last}, before it starts on {first}.",
                    {"first": self.first, "last": self.last},
                )
            )

    @property
    def days(self) -> int:
        """The number of days, both ends included."""
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """The number of full months in the period."""
        return full_months(self.first, self.last)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlap(self, other: "Period") -> "Period | None":
        """Give the days in both periods, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first, last) if first <= last else None

    def text(self, language: Language) -> str:
        """Say the period: from the first up to and including the last day."""
        through = translate(N_("through"), language)
        return f"{date_long(self.first, language)} {through} {date_long(self.last, language)}"


def add_months(day: date, months: int) -> date:
    """Move by months to the same day of the month, clipped to the last day of that month.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)

    :raises InvalidValue: when it leads outside the calendar, before the year 1 or after 9999.
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        raise _outside(day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Give the last day of the month of `day`.

    >>> month_end(date(2028, 2, 1))
    datetime.date(2028, 2, 29)
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def term_end(commencement: date, months: int) -> date:
    """Give the last day of a term of so many months.

    >>> term_end(date(2026, 1, 1), 60)
    datetime.date(2030, 12, 31)
    """
    if months < 1:
        raise InvalidValue(Message("A term lasts at least one month, not {months}.", {"months": months}))
    return days_after(add_months(commencement, months), -1)


def full_months(first: date, last: date) -> int:
    """Count the full months from `first` up to and including `last`: the largest n that fits, at least 0.

    >>> full_months(date(2026, 1, 15), date(2026, 3, 14))
    2
    """
    after = last + ONE_DAY
    months = (after.year - first.year) * MONTHS_A_YEAR + after.month - first.month
    while months > 0 and add_months(first, months) > after:
        months -= 1
    return max(0, months)


def remaining_months(after: date, end: date) -> int:
    """Count the full months that remain after a day; a remaining part of a month favours the customer.

    >>> remaining_months(date(2026, 1, 15), date(2026, 12, 31))
    11
    """
    return full_months(after + ONE_DAY, end)


def contract_year(commencement: date, k: int) -> Period:
    """Give the k-th contract year, counted from 1.

    >>> contract_year(date(2026, 4, 1), 2)
    Period(first=datetime.date(2027, 4, 1), last=datetime.date(2028, 3, 31))
    """
    if k < 1:
        raise InvalidValue(Message("Contract years are counted from 1, not {k}.", {"k": k}))
    first = add_months(commencement, MONTHS_A_YEAR * (k - 1))
    return Period(first, add_months(commencement, MONTHS_A_YEAR * k) - ONE_DAY)


def contract_years(commencement: date, end: date) -> Iterator[Period]:
    """Give the contract years up to `end`, the last one cut off there.

    >>> [year.days for year in contract_years(date(2026, 1, 1), date(2027, 6, 30))]
    [365, 181]
    """
    k = 1
    while (year := contract_year(commencement, k)).first <= end:
        yield Period(year.first, min(year.last, end))
        k += 1


def pro_rata(period: Period, method: Method, full_period: Period | None = None) -> Fraction:
    """Give the exact factor for a period that is cut short (RULES 0.3); `days` needs the full period.

    >>> pro_rata(Period(date(2026, 1, 1), date(2026, 6, 30)), "months")
    Fraction(1, 2)
    """
    match method:
        case "none":
            return WHOLE
        case "months":
            return Fraction(period.months, MONTHS_A_YEAR)
        case "days":
            if full_period is None:
                raise InvalidValue(Message("Pro rata by days needs the full period."))
            return Fraction(period.days, full_period.days)


def days_after(day: date, days: int) -> date:
    """Give the last day of "within so many days after": calendar days, nothing shifts for weekends (RULES 0.4).

    >>> days_after(date(2026, 1, 1), 14)
    datetime.date(2026, 1, 15)

    :raises InvalidValue: when it leads outside the calendar.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _outside(day) from None


def _outside(day: date) -> InvalidValue:
    return InvalidValue(Message("Counting from {day} leads outside the calendar. Correct the dates.", {"day": day}))
