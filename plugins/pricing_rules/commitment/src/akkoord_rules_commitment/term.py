"""A term that ends on a day, by a quantity, or by both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import BASES, Basis, Count, Counted, Event, ExactLine, Goal, Phrase, Rule, amount_of, said
from akkoord.executing.parameters import Choice, Day, Groups, Number
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, round_half_up

__all__ = ["TermByVolume", "TermReached"]

WHENS: Final = {
    "both": Words(nl="de dag en de hoeveelheid allebei", en="the day and the quantity both"),
    "either": Words(nl="de dag of de hoeveelheid, wat het eerst komt", en="the day or the quantity, what comes first"),
}


@dataclass(frozen=True, slots=True)
class TermReached:
    """What of a term is reached, and whether that ends it."""

    day: bool
    quantity: bool
    ended: bool


class TermByVolume(Rule, kind="term_by_volume", label=Words(nl="Looptijd naar afname", en="Term by volume")):
    """The contract ends once its day and its quantity are both reached, or one of them.

    Gives a line of nothing that says how it stands, so that every statement shows whether the contract goes on.
    """

    groups: Annotated[Groups, Ask(Words(nl="Productgroepen", en="Product groups"))]
    basis: Annotated[Basis, Choice, Ask(Words(nl="Wat telt", en="What counts"), choices=BASES)] = "delivered"
    ends_on: Annotated[Day, Ask(Words(nl="Laatste dag", en="Last day"))]
    quantity: Annotated[Number, Ask(Words(nl="Af te nemen in totaal", en="To be bought in total")), Field(gt=0)]
    ends_by: Annotated[
        Literal["both", "either"], Choice, Ask(Words(nl="Het contract eindigt door", en="It ends by"), choices=WHENS)
    ] = "both"

    @classmethod
    def counts_since_commencement(cls, parameters: Mapping[str, object]) -> bool:
        """Count from the first day of the contract on."""
        del parameters
        return True

    def reached(self, counted: Counted) -> TermReached:
        """Tell what of the term is reached at the cut-off; the last day itself still belongs to the term."""
        day = counted.cutoff > self.ends_on
        quantity = self._bought(counted).quantity >= self.quantity
        return TermReached(day, quantity, (day and quantity) if self.ends_by == "both" else (day or quantity))

    def _bought(self, counted: Counted) -> Count:
        return counted.since_commencement(self.groups, basis=self.basis, last=min(counted.cutoff, counted.period.last))

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Say how the term stands, in a line of nothing."""
        count, found = self._bought(counted), self.reached(counted)
        steps = [
            said(
                "{q} van {total} afgenomen",
                "{q} of {total} purchased",
                q=amount_of(count.quantity, count.unit),
                total=amount_of(self.quantity, count.unit),
            ),
            self._of_the_day(found.day),
            said("het contract is geëindigd", "the contract has ended")
            if found.ended
            else said("het contract loopt door", "the contract goes on"),
        ]
        yield ExactLine(Fraction(0), tuple(steps), count.quantity, count.unit)

    def _of_the_day(self, reached: bool) -> Phrase:  # noqa: FBT001 - it is the one thing that is said
        if reached:
            return said("de laatste dag {day} is voorbij", "the last day {day} has passed", day=self.ends_on)
        return said("de laatste dag is {day}", "the last day is {day}", day=self.ends_on)

    def goal(self, counted: Counted) -> Goal | None:
        """Aim at the quantity."""
        count = self._bought(counted)
        return Goal(self.quantity, count.quantity, count.unit, said("de looptijd", "the term"))

    def in_words(self) -> Phrase:
        """Say the day and the quantity."""
        if self.ends_by == "both":
            nl, en = "tot en met {day}, en zolang {q} niet is afgenomen", "through {day}, and while {q} is not bought"
        else:
            nl, en = "tot en met {day}, of tot {q} is afgenomen", "through {day}, or until {q} is bought"
        return said(nl, en, day=self.ends_on, q=self.quantity)

    def sample(self) -> tuple[Phrase, Counted]:
        """Look the day after the last one, with half of it bought."""
        first = date(self.ends_on.year, 1, 1)
        after = self.ends_on.fromordinal(self.ends_on.toordinal() + 1)
        half = round_half_up(self.quantity / 2, 2)
        bought = Event(first, self.groups[0], half or Decimal(0), "", paid_on=first)
        return said("Na afname van {q}", "After purchases of {q}", q=Fraction(half)), Counted.of(
            [bought], Period(first, after)
        )
