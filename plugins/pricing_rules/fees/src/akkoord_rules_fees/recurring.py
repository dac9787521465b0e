"""A monthly fee, by days in a month that is not whole."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Phrase, Rule, euros, said
from akkoord.executing.parameters import Choice, Day, Euro
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, add_months, month_end
from akkoord_rules_fees.samples import quarter

__all__ = ["RecurringFee"]

THIRTY: Final = 30
MONTHS: Final = {
    "calendar": Words(nl="zoveel dagen als hij heeft", en="as many days as it has"),
    "thirty": Words(nl="30 dagen", en="30 days"),
}


class RecurringFee(Rule, kind="recurring_fee", label=Words(nl="Maandelijkse vergoeding", en="Monthly fee")):
    """RULES 0.8 `recurring_fee`: per calendar month, fee × days from the start / days of that month.

    The months of the period are added before the line is rounded. Where a month is agreed to have 30 days, a month
    that is not whole costs a thirtieth part a day, and never more than a whole month.
    """

    monthly_fee: Annotated[Euro, Ask(Words(nl="Vergoeding per maand", en="Fee a month"), unit="EUR"), Field(ge=0)]
    start: Annotated[Day | None, Ask(Words(nl="Vanaf", en="From"))] = None
    month: Annotated[
        Literal["calendar", "thirty"], Choice, Ask(Words(nl="Een maand heeft", en="A month has"), choices=MONTHS)
    ] = "calendar"

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the fee for every month, in part where the month is not whole."""
        parts = list(self._months(counted.period))
        whole = sum(1 for days, of in parts if days == of)
        amount = sum((self.monthly_fee * days / of for days, of in parts), Fraction(0))
        steps = [said("{whole} × {fee}", "{whole} × {fee}", whole=whole, fee=euros(self.monthly_fee))] if whole else []
        steps += [
            said("{fee} × {days}/{of}", "{fee} × {days}/{of}", fee=euros(self.monthly_fee), days=days, of=of)
            for days, of in parts
            if days != of
        ]
        yield ExactLine(amount, tuple(steps) or (self._before(),))

    def _months(self, period: Period) -> Iterator[tuple[int, int]]:
        """Give the days that count and the days of the month, for every calendar month of the period."""
        month = period.first.replace(day=1)
        while month <= period.last:
            end = month_end(month)
            first = max(month, period.first, self.start or month)
            last = min(end, period.last)
            if first <= last:
                yield self._share((last - first).days + 1, end.day)
            month = add_months(month, 1)

    def _share(self, days: int, of: int) -> tuple[int, int]:
        """Give the days that count and the days of the month, as agreed."""
        if self.month == "calendar":
            return days, of
        return (THIRTY if days == of else min(days, THIRTY)), THIRTY

    def _before(self) -> Phrase:
        return said("nog niet begonnen", "has not begun yet")

    def in_words(self) -> Phrase:
        """Say the fee and its start."""
        if self.start is None:
            return said("{fee} per maand", "{fee} a month", fee=euros(self.monthly_fee))
        return said(
            "{fee} per maand vanaf {start}", "{fee} a month from {start}", fee=euros(self.monthly_fee), start=self.start
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Take the three calendar months from the start."""
        first = (self.start or date(2026, 1, 1)).replace(day=1)
        return said("Over drie maanden vanaf {first}", "Over three months from {first}", first=first), quarter(first)
