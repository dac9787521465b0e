"""A share of the turnover."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, CountingRule, ExactLine, Phrase, euros, percent, said
from akkoord.executing.parameters import Pct
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.samples import year_of

__all__ = ["TurnoverPct"]


class TurnoverPct(
    CountingRule, kind="turnover_pct", label=Words(nl="Percentage van de omzet", en="Percentage of turnover")
):
    """RULES 0.8 `turnover_pct`: net turnover × percentage, such as a rebate on other drinks."""

    pct: Annotated[Pct, Ask(Words(nl="Percentage", en="Percentage"), unit="%"), Field(ge=0, le=100)]

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the percentage of the net turnover that counts."""
        count = self.count(counted)
        step = said(
            "{pct} van {turnover} netto-omzet",
            "{pct} of {turnover} net turnover",
            pct=percent(self.pct),
            turnover=euros(count.turnover),
        )
        yield ExactLine(count.turnover * self.pct / 100, (step,), count.quantity, count.unit)

    def in_words(self) -> Phrase:
        """Say the percentage."""
        return said("{pct} van de netto-omzet", "{pct} of net turnover", pct=percent(self.pct))

    def sample(self) -> tuple[Phrase, Counted]:
        """Turn over ten thousand euros."""
        facts = year_of(self.groups[0], 0, turnover=10_000, on=self.first or self.last)
        return said("Bij een netto-omzet van € 10.000", "With a net turnover of €10,000"), facts
