"""A rate for every time that something happened."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Phrase, euros, percent, said
from akkoord.executing.parameters import Number, Pct, Rate
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_service.counting import CountableRule, sample_of

__all__ = ["PerEvent", "PerEventPct"]


class PerEvent(CountableRule, kind="per_event", label=Words(nl="Bedrag per keer", en="Rate per event")):
    """RULES 0.8 `per_event`: count × rate, such as a price per lift."""

    count: Annotated[Number | None, Ask(Words(nl="Aantal", en="Number"))] = None
    rate: Annotated[Rate, Ask(Words(nl="Bedrag per keer", en="Rate per event"), unit="EUR"), Field(ge=0)]

    def given(self) -> object:
        """Give the number of times, where it is a parameter."""
        return self.count

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the number of times the rate."""
        number = self.number(counted)
        step = said("{number} × {rate}", "{number} × {rate}", number=number, rate=euros(self.rate))
        yield ExactLine(number.value * self.rate, (step,), number.value, number.unit)

    def in_words(self) -> Phrase:
        """Say the rate."""
        return said("{rate} per keer", "{rate} each time", rate=euros(self.rate))

    def sample(self) -> tuple[Phrase, Counted]:
        """Let it happen ten times, unless the number is given."""
        if self.count is not None:
            return said("Bij {count} keer", "With {count} times", count=self.count), sample_of((), 0)
        return said("Bij 10 keer", "With 10 times"), sample_of(self.groups, 10)


class PerEventPct(
    PerEvent, kind="per_event_pct", label=Words(nl="Deel van het bedrag per keer", en="Part of a rate per event")
):
    """RULES 0.8 `per_event_pct`: count × rate × percentage, such as a credit for every missed lift."""

    pct: Annotated[Pct, Ask(Words(nl="Deel", en="Part"), unit="%"), Field(ge=0, le=100)]

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the part of the number of times the rate."""
        number = self.number(counted)
        text = "{number} × {rate} × {pct}"
        step = said(text, text, number=number, rate=euros(self.rate), pct=percent(self.pct))
        yield ExactLine(number.value * self.rate * self.pct / 100, (step,), number.value, number.unit)

    def in_words(self) -> Phrase:
        """Say the part and the rate."""
        return said(
            "{pct} van {rate} per keer", "{pct} of {rate} each time", pct=percent(self.pct), rate=euros(self.rate)
        )
