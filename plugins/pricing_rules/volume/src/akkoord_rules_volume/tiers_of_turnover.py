"""A percentage that depends on the turnover that was reached."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated, ClassVar

from pydantic import Field

from akkoord.executing import Count, Counted, Figure, Phrase, euros, percent, said
from akkoord.executing.parameters import Euro, Listed, Pct, RuleRow
from akkoord.executing.priced import Measure
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.samples import year_of
from akkoord_rules_volume.tiered import Step, TieredRule

__all__ = ["PctTier", "TierPct"]


class PctTier(RuleRow):
    """A percentage from a turnover on, and where it is agreed an amount once the tier is reached."""

    from_amount: Annotated[Euro, Ask(Words(nl="Vanaf", en="From"), unit="EUR"), Field(ge=0)]
    pct: Annotated[Pct, Ask(Words(nl="Percentage", en="Percentage"), unit="%"), Field(ge=0, le=100)]
    flat: Annotated[Euro, Ask(Words(nl="Vast bedrag", en="Flat amount"), unit="EUR"), Field(ge=0)] = Fraction(0)


class TierPct(TieredRule, kind="tier_pct", label=Words(nl="Staffel van de omzet", en="Tiers of turnover")):
    """Net turnover × the percentage of the tiers it reaches; the methods are those of `tier_per_unit`."""

    measure_of: ClassVar[Measure] = "turnover"

    tiers: Annotated[tuple[PctTier, ...], Listed, Ask(Words(nl="Treden", en="Tiers")), Field(min_length=1)]

    def as_steps(self) -> Iterable[Step]:
        """Give the tiers as they are reckoned with."""
        return [Step(tier.from_amount, tier.pct / 100, tier.flat) for tier in self.tiers]

    def paid(self, count: Count) -> Fraction:
        """Count the net turnover."""
        return count.turnover

    def shown(self, counts: Fraction, unit: str) -> Figure:
        """Show a turnover."""
        del unit
        return euros(counts)

    def shown_worth(self, worth: Fraction) -> Figure:
        """Show a percentage."""
        return percent(worth * 100)

    def sample(self) -> tuple[Phrase, Counted]:
        """Reach the last tier, and half of the way to it once more."""
        last = self.tiers[-1].from_amount
        turnover = last + last / 2 if last else Fraction(10_000)
        turnover = self.in_last_tier(turnover)
        facts = year_of(self.groups[0], 0, turnover=turnover, on=self.first or self.last)
        return said("Bij een netto-omzet van {q}", "With a net turnover of {q}", q=euros(turnover)), facts
