"""For how much of a period a commitment holds: not while it is suspended; and what was bought too much before."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated, Final

from pydantic import Field

from akkoord.executing import Phrase, amount_of, said
from akkoord.executing.parameters import Day, RuleRow
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import InvalidValue, Period

__all__ = ["SUSPENDED", "Suspension", "carried_over", "less_suspended", "suspended_days"]

SUSPENDED: Final = Words(
    nl="Dagen waarop niets hoefde te worden afgenomen, zoals bij een verbouwing of overmacht.",
    en="Days on which nothing had to be bought, such as during building works or force majeure.",
)


class Suspension(RuleRow):
    """Days on which a commitment does not hold, the first and the last included."""

    first: Annotated[Day, Ask(Words(nl="Van", en="From")), Field(alias="from")]
    last: Annotated[Day, Ask(Words(nl="Tot en met", en="Through")), Field(alias="to")]

    def model_post_init(self, _context: object, /) -> None:
        """Refuse days that end before they begin."""
        try:
            Period(self.first, self.last)
        except InvalidValue as error:
            raise ValueError(str(error)) from error


def suspended_days(suspensions: Iterable[Suspension], period: Period) -> int:
    """Count the days of a period that are suspended; a day that is suspended twice counts once."""
    days, reached = 0, period.first
    for each in sorted(suspensions, key=lambda one: one.first):
        first, last = max(each.first, reached), min(each.last, period.last)
        if first <= last:
            days += Period(first, last).days
            reached = last.fromordinal(last.toordinal() + 1)
    return days


def less_suspended(days: int, of: int, held: Fraction, unit: str) -> Phrase:
    """Say what is left of a commitment."""
    return said(
        "{days} van {of} dagen opgeschort: {held}",
        "{days} of {of} days suspended: {held}",
        days=days,
        of=of,
        held=amount_of(held, unit),
    )


def carried_over(quantity: Fraction, carried: Fraction, unit: str) -> Phrase:
    """Say what an earlier period adds."""
    return said(
        "{q} + {carried} meegenomen van eerder",
        "{q} + {carried} carried over from before",
        q=amount_of(quantity, unit),
        carried=amount_of(carried, unit),
    )
