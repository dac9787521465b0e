"""A rate for what every weighing has too much."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, Event, ExactLine, Phrase, Rule, amount_of, euros, said
from akkoord.executing.parameters import Number, Numbers, Rate, Texts, as_text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period

__all__ = ["Overweight"]


class Overweight(Rule, kind="overweight", label=Words(nl="Overgewicht", en="Overweight")):
    """RULES 0.8 `overweight`: sum of max(0, weight - included) × rate, per lift.

    A light lift does not make up for a heavy one. Weighings are events of their own: one that stands for several
    lines cannot be judged, and is refused.
    """

    weights: Annotated[Numbers | None, Ask(Words(nl="Gewichten", en="Weights"), unit="kg")] = None
    groups: Annotated[Texts, Ask(Words(nl="Of: wegingen van deze groepen", en="Or: weighings of these groups"))] = ()
    included: Annotated[Number, Ask(Words(nl="Inbegrepen per keer", en="Included each time"), unit="kg"), Field(ge=0)]
    rate: Annotated[
        Rate, Ask(Words(nl="Bedrag per kilo te veel", en="Rate per kilo too many"), unit="EUR"), Field(ge=0)
    ]

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take what every weighing has above what is included, times the rate."""
        excesses = [weight - self.included for weight in self._weights(counted) if weight > self.included]
        total = sum(excesses, Fraction(0))
        values = {f"w{place}": excess for place, excess in enumerate(excesses)}
        listed = " + ".join(f"{{{name}}}" for name in values)
        shown = f"{listed} = {{total}}" if len(excesses) > 1 else "{total}"
        text = f"{shown} × {{rate}}"
        step = said(text, text, total=amount_of(total, "kg"), rate=euros(self.rate), **values)
        yield ExactLine(total * self.rate, (step,), total, "kg")

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Tell that weighings may not be added up."""
        return bool(parameters.get("groups"))

    def _weights(self, counted: Counted) -> list[Fraction]:
        if self.weights is not None:
            return list(self.weights)
        events = list(counted.counting(self.groups))
        if any(event.lines != 1 for event in events):
            raise ValueError("overweight is counted per weighing, not over weighings that were added up")
        return [Fraction(event.quantity) for event in events]

    def in_words(self) -> Phrase:
        """Say what is included and the rate."""
        return said(
            "{rate} per kilo boven {included} per keer",
            "{rate} per kilo above {included} each time",
            rate=euros(self.rate),
            included=amount_of(self.included, "kg"),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Weigh once, ten kilos too many, unless weights are given."""
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        if self.weights is not None:
            return said("Bij deze wegingen", "With these weighings"), Counted.of([], year)
        weight = self.included + 10
        heavy = Decimal(as_text(weight))
        facts = Counted.of([Event(year.first, self.groups[0], heavy, "kg")], year)
        return said("Bij een gewicht van {w}", "With a weight of {w}", w=amount_of(weight, "kg")), facts

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a rule that has no weights and nothing to weigh, or both."""
        if (self.weights is None) == (not self.groups):
            yield Concern(
                "weights",
                said(
                    "Geef de gewichten, of de groepen die gewogen worden: een van beide.",
                    "Give the weights, or the groups that are weighed: one of the two.",
                ),
            )
