"""A percentage of every delivery by itself, with a least and a most for each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Annotated, NamedTuple

from pydantic import Field

from akkoord.executing import Concern, Counted, CountingRule, ExactLine, Phrase, euros, percent, said
from akkoord.executing.parameters import Euro, Pct, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.samples import year_of

__all__ = ["PctPerDelivery"]


class Delivery(NamedTuple):
    """What was delivered on a day, and what that comes to."""

    on: date
    turnover: Fraction
    amount: Fraction


class PctPerDelivery(
    CountingRule, kind="pct_per_delivery", label=Words(nl="Percentage per levering", en="Percentage per delivery")
):
    """Sum over the days of delivery of (net turnover × percentage + fixed amount), each at least and at most so much.

    What is delivered on one day is one delivery. The first deliveries may be free: they come to nothing, whatever the
    least is. What goes back counts by its percentage only.
    """

    pct: Annotated[Pct, Ask(Words(nl="Percentage", en="Percentage"), unit="%"), Field(ge=0, le=100)]
    fixed: Annotated[
        Euro, Ask(Words(nl="Vast bedrag per levering", en="Fixed amount each"), unit="EUR"), Field(ge=0)
    ] = Fraction(0)
    least: Annotated[
        Euro | None, Ask(Words(nl="Minstens per levering", en="Each at least"), unit="EUR"), Field(ge=0)
    ] = None
    most: Annotated[
        Euro | None, Ask(Words(nl="Hoogstens per levering", en="Each at most"), unit="EUR"), Field(ge=0)
    ] = None
    free_deliveries: Annotated[
        Whole,
        Ask(Words(nl="Eerste leveringen die niet meetellen", en="First deliveries that do not count")),
        Field(ge=0),
    ] = 0

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Tell that days of delivery are counted apart."""
        del parameters
        return True

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Add up what every delivery comes to."""
        found = self.deliveries(counted)
        total = sum((each.amount for each in found), Fraction(0))
        steps = [_step(each) for each in found] or [said("geen levering die meetelt", "no delivery that counts")]
        yield ExactLine(total, tuple(steps))

    def deliveries(self, counted: Counted) -> Sequence[Delivery]:
        """Give the deliveries that count, in the order of their days."""
        by_day: dict[date, Fraction] = {}
        for event in counted.counting(self.groups, basis=self.basis, first=self.first, last=self.last):
            by_day[event.on] = by_day.get(event.on, Fraction(0)) + Fraction(event.turnover)
        ordered = sorted(by_day.items())[self.free_deliveries :]
        return [Delivery(day, turnover, self._amount(turnover)) for day, turnover in ordered]

    def _amount(self, turnover: Fraction) -> Fraction:
        share = turnover * self.pct / 100
        if turnover < 0:
            return share if self.most is None else max(share, -self.most)
        amount = max(share + self.fixed, self.least or Fraction(0))
        return amount if self.most is None else min(amount, self.most)

    def in_words(self) -> Phrase:
        """Say the percentage, the fixed amount and the limits of each."""
        parts = [("{pct} van elke levering", "{pct} of every delivery")]
        if self.fixed:
            parts.append(("plus {fixed}", "plus {fixed}"))
        if self.least is not None:
            parts.append(("minstens {least}", "at least {least}"))
        if self.most is not None:
            parts.append(("hoogstens {most}", "at most {most}"))
        if self.free_deliveries:
            parts.append(("de eerste {free} vrij", "the first {free} free"))
        return said(
            ", ".join(nl for nl, _ in parts),
            ", ".join(en for _, en in parts),
            pct=percent(self.pct),
            fixed=euros(self.fixed),
            least=euros(self.least or Fraction(0)),
            most=euros(self.most or Fraction(0)),
            free=Fraction(self.free_deliveries),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Deliver once for a thousand euros."""
        facts = year_of(self.groups[0], 0, turnover=1000, on=self.first or self.last)
        return said("Bij één levering van € 1.000", "With one delivery of €1,000"), facts

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a least above the most."""
        if self.least is not None and self.most is not None and self.least > self.most:
            yield Concern(
                "least",
                said(
                    "Minstens {least} per levering is meer dan hoogstens {most}.",
                    "At least {least} each is more than at most {most}.",
                    least=euros(self.least),
                    most=euros(self.most),
                ),
            )


def _step(delivery: Delivery) -> Phrase:
    values = {"on": delivery.on, "turnover": euros(delivery.turnover), "amount": euros(delivery.amount)}
    return said("{on}: {turnover} geeft {amount}", "{on}: {turnover} makes {amount}", **values)
