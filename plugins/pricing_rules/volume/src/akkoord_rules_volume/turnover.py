"""A share of the turnover."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import Field

from akkoord.executing import Count, Counted, Part, Phrase, PricedRule, euros, percent, said
from akkoord.executing.parameters import Pct
from akkoord.executing.priced import Measure
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.samples import year_of

__all__ = ["TurnoverPct"]


class TurnoverPct(
    PricedRule, kind="turnover_pct", label=Words(nl="Percentage van de omzet", en="Percentage of turnover")
):
    """RULES 0.8 `turnover_pct`: net turnover × percentage, such as a rebate on other drinks."""

    measure_of: ClassVar[Measure] = "turnover"

    pct: Annotated[Pct, Ask(Words(nl="Percentage", en="Percentage"), unit="%"), Field(ge=0, le=100)]

    def priced(self, count: Count, counted: Counted) -> Sequence[Part]:
        """Take the percentage of the net turnover that counts."""
        del counted
        step = said(
            "{pct} van {turnover} netto-omzet",
            "{pct} of {turnover} net turnover",
            pct=percent(self.pct),
            turnover=euros(count.turnover),
        )
        return [Part("price", count.turnover * self._share, step, count.quantity)]

    @cached_property
    def _share(self) -> Fraction:
        return self.pct / 100

    def price_in_words(self) -> Phrase:
        """Say the percentage."""
        return said("{pct} van de netto-omzet", "{pct} of net turnover", pct=percent(self.pct))

    def sample(self) -> tuple[Phrase, Counted]:
        """Turn over ten thousand euros."""
        facts = year_of(self.groups[0], 0, turnover=10_000, on=self.first or self.last)
        return said("Bij een netto-omzet van € 10.000", "With a net turnover of €10,000"), facts
