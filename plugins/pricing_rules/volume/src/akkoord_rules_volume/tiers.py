"""A rate that depends on the quantity that was reached."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Count, Counted, Figure, Phrase, amount_of, euros, said
from akkoord.executing.parameters import Euro, Listed, Number, Rate, RuleRow
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.samples import year_of
from akkoord_rules_volume.tiered import Step, TieredRule

__all__ = ["Tier", "TierPerUnit"]


class Tier(RuleRow):
    """A rate from a quantity on, and where it is agreed an amount once the tier is reached."""

    from_qty: Annotated[Number, Ask(Words(nl="Vanaf", en="From")), Field(ge=0)]
    rate: Annotated[Rate, Ask(Words(nl="Bedrag per eenheid", en="Rate per unit"), unit="EUR")]
    flat: Annotated[Euro, Ask(Words(nl="Vast bedrag", en="Flat amount"), unit="EUR"), Field(ge=0)] = Fraction(0)


class TierPerUnit(TieredRule, kind="tier_per_unit", label=Words(nl="Staffel per eenheid", en="Tiers per unit")):
    """RULES 0.8 `tier_per_unit`: thresholds × k; the lower bound belongs to the tier, unless it is above it.

    `whole`: the quantity × the rate of the highest tier that was reached. `slice`: in every tier the part of the
    quantity inside it × its rate. `rolling`: every tier that was reached pays over everything up to its own end.
    `total`: every tier that was reached pays over the whole. A tier's flat amount comes once it is reached.
    """

    tiers: Annotated[tuple[Tier, ...], Listed, Ask(Words(nl="Treden", en="Tiers")), Field(min_length=1)]

    def as_steps(self) -> Iterable[Step]:
        """Give the tiers as they are reckoned with."""
        return [Step(tier.from_qty, tier.rate, tier.flat) for tier in self.tiers]

    def paid(self, count: Count) -> Fraction:
        """Count the quantity."""
        return count.quantity

    def shown(self, counts: Fraction, unit: str) -> Figure:
        """Show a quantity."""
        return amount_of(counts, unit)

    def shown_worth(self, worth: Fraction) -> Figure:
        """Show a rate."""
        return euros(worth)

    def sample(self) -> tuple[Phrase, Counted]:
        """Reach the last tier, and half of the way to it once more."""
        last = self.tiers[-1].from_qty
        quantity = last + last / 2 if last else Fraction(100)
        quantity = self.in_last_tier(quantity)
        facts = year_of(self.groups[0], quantity, on=self.first or self.last)
        return said("Bij een afname van {q}", "With purchases of {q}", q=quantity), facts
