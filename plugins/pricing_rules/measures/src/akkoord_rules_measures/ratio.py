"""One figure as a percentage of another."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Phrase, Rule, percent, said
from akkoord.executing.parameters import Number
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period

__all__ = ["RatioPct"]


class RatioPct(Rule, kind="ratio_pct", label=Words(nl="Verhouding in procenten", en="Ratio in per cent")):
    """RULES 0.8 `ratio_pct`: numerator / denominator × 100; a report rounds it half up to two decimals."""

    numerator: Annotated[Number, Ask(Words(nl="Teller", en="Numerator"))]
    denominator: Annotated[Number, Ask(Words(nl="Noemer", en="Denominator")), Field(gt=0)]

    def lines(self, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - both figures are parameters
        """Divide."""
        ratio = self.numerator / self.denominator * 100
        text = "{numerator} / {denominator} = {ratio}"
        step = said(text, text, numerator=self.numerator, denominator=self.denominator, ratio=percent(ratio))
        yield ExactLine(ratio, (step,))

    def in_words(self) -> Phrase:
        """Say what is divided by what."""
        return said(
            "{numerator} als percentage van {denominator}",
            "{numerator} as a percentage of {denominator}",
            numerator=self.numerator,
            denominator=self.denominator,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Need no facts."""
        return said("Met deze cijfers", "With these figures"), Counted.of(
            [], Period(date(2026, 1, 1), date(2026, 12, 31))
        )
