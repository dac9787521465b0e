"""What a customer is expected to buy in a year: on this a proposal is worth something before anything was sold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Final

from akkoord.facts import Ask, Euro, Facts, Group, Number, Rate
from akkoord.language import Message, Words
from akkoord.values import InvalidValue

__all__ = ["WORTH", "Expected", "ExpectedOf", "Worth"]


@dataclass(frozen=True, slots=True)
class Expected:
    """An expected quantity a year of one group, in its unit, and what it turns over, net, in euros.

    `by_month` are the weights of the calendar months, January first; without them every month weighs the same.
    """

    group: str
    quantity: Fraction
    unit: str = ""
    turnover: Fraction = Fraction(0)
    by_month: tuple[Fraction, ...] = ()

    def __post_init__(self) -> None:
        """Refuse less than nothing, for what comes back is never expected, and weights that are no year's."""
        if self.quantity < 0 or self.turnover < 0:
            raise InvalidValue(Message("Less than nothing of {group!r} cannot be expected.", {"group": self.group}))
        if self.by_month and (len(self.by_month) != MONTHS or min(self.by_month) < 0 or not any(self.by_month)):
            raise InvalidValue(Message("A year of {group!r} is spread over twelve months.", {"group": self.group}))


MONTHS: Final = 12

ExpectedOf = Callable[[Facts], Iterable[Expected]]
"""Says what is expected, from the answers; nothing when too little is known."""


class Worth(Group, name="worth", part="contract", label=Words("Wat dit oplevert", "What this brings"), icon="sparkles"):
    """What the rules of a proposal come to on what is expected: computed by the rules themselves, never a promise.

    A clause set that takes this group among its own can show its figures as highlights. `per_unit` is there when
    everything is counted in one unit.
    """

    per_year: Annotated[Euro, Ask(Words("Verwacht voordeel per jaar", "Expected benefit per year"), unit="EUR")] = None
    over_term: Annotated[Euro, Ask(Words("Over de hele looptijd", "Over the whole term"), unit="EUR")] = None
    volume: Annotated[Number, Ask(Words("Verwacht volume per jaar", "Expected volume per year"))] = None
    per_unit: Annotated[Rate, Ask(Words("Verwacht voordeel per eenheid", "Expected benefit per unit"))] = None


WORTH: Final = "worth"
