"""A number that is given as a parameter, or counted or read from events."""

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from akkoord.executing import Concern, Counted, Event, Figure, Rule, amount_of, said
from akkoord.executing.parameters import Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period

__all__ = ["YEAR", "CountableRule", "one_of", "reading_of", "sample_of"]

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


class CountableRule(Rule):
    """A rule over a number: the parameter, or what was counted of some groups in the period."""

    groups: Annotated[Texts, Ask(Words(nl="Of: tel deze groepen", en="Or: count these groups"))] = ()

    @abstractmethod
    def given(self) -> object:
        """Give the number that is a parameter; None when it is to be counted."""

    def number(self, counted: Counted) -> Figure:
        """Give the number, with its unit where it was counted."""
        given = self.given()
        if isinstance(given, int | Fraction):
            return Figure(Fraction(given))
        count = counted.count(self.groups)
        return amount_of(count.quantity, count.unit)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a rule that has no number and nothing to count, or both."""
        if (self.given() is None) == (not self.groups):
            yield Concern(
                "groups",
                said(
                    "Geef het aantal, of de groepen die geteld worden: een van beide.",
                    "Give the number, or the groups to count: one of the two.",
                ),
            )


def reading_of(counted: Counted, groups: tuple[str, ...]) -> Fraction | None:
    """Give the last reading of these groups in the period: a price that is published, say; None when there is none."""
    readings = sorted(counted.counting(groups), key=lambda event: event.on)
    return Fraction(readings[-1].quantity) if readings else None


def one_of(given: object, groups: tuple[str, ...], name: str) -> Iterable[Concern]:
    """Refuse a price that is neither given nor read, or both; `name` is the parameter that gives it."""
    if (given is None) == (not groups):
        yield Concern(
            name,
            said(
                "Geef de prijs, of de groep waarin hij wordt bijgehouden: een van beide.",
                "Give the price, or the group in which it is recorded: one of the two.",
            ),
        )


def sample_of(groups: tuple[str, ...], quantity: int) -> Counted:
    """Count so much of the first group; without groups nothing needs to be counted."""
    events = [Event(YEAR.first, group, Decimal(quantity), "", paid_on=YEAR.first) for group in groups[:1]]
    return Counted.of(events, YEAR)
