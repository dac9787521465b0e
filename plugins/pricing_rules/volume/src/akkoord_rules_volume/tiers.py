"""A rate that depends on the quantity that was reached."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import Concern, Count, Counted, ExactLine, Goal, Phrase, ProratedRule, amount_of, euros, said
from akkoord.executing.parameters import Choice, Listed, Number, Rate, RuleRow
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.samples import year_of

__all__ = ["Tier", "TierPerUnit"]

METHODS: Final = {
    "whole": Words(nl="over het geheel", en="over the whole quantity"),
    "slice": Words(nl="per schijf", en="per slice"),
}


class Tier(RuleRow):
    """A rate from a quantity on; the quantity itself belongs to the tier."""

    from_qty: Annotated[Number, Ask(Words(nl="Vanaf", en="From")), Field(ge=0)]
    rate: Annotated[Rate, Ask(Words(nl="Bedrag per eenheid", en="Rate per unit"), unit="EUR")]


class TierPerUnit(ProratedRule, kind="tier_per_unit", label=Words(nl="Staffel per eenheid", en="Tiers per unit")):
    """RULES 0.8 `tier_per_unit`: thresholds × k, lower bound inclusive.

    `whole`: the quantity × the rate of the highest tier that was reached. `slice`: in every tier the part of the
    quantity inside it × its rate.
    """

    method: Annotated[Literal["whole", "slice"], Choice, Ask(Words(nl="Staffel", en="Tiers"), choices=METHODS)]
    tiers: Annotated[tuple[Tier, ...], Listed, Ask(Words(nl="Treden", en="Tiers")), Field(min_length=1)]

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Price the quantity by the tiers it reaches."""
        count, factor = self.count(counted), self.factor(counted)
        bounds = [tier.from_qty * factor for tier in self.tiers]
        priced = self._whole(count, bounds) if self.method == "whole" else self._slices(count, bounds)
        parts = list(priced)
        steps = [step for _, step in parts] or [self._below(count, bounds[0])]
        if factor != 1:
            steps.insert(0, self._lowered(factor, bounds))
        amount = sum((part for part, _ in parts), Fraction(0))
        yield ExactLine(amount, tuple(steps), count.quantity, count.unit)

    def goal(self, counted: Counted) -> Goal | None:
        """Aim at the next tier; in the last one there is nothing left to reach."""
        count, factor = self.count(counted), self.factor(counted)
        for tier in self.tiers:
            if tier.from_qty * factor > count.quantity:
                text = said(
                    "{rate} vanaf {bound}", "{rate} from {bound}", rate=euros(tier.rate), bound=tier.from_qty * factor
                )
                return Goal(tier.from_qty * factor, count.quantity, count.unit, text)
        return None

    def _whole(self, count: Count, bounds: Sequence[Fraction]) -> Iterator[tuple[Fraction, Phrase]]:
        reached = [place for place, bound in enumerate(bounds) if bound <= count.quantity]
        if not reached:
            return
        rate = self.tiers[reached[-1]].rate
        yield (
            count.quantity * rate,
            said(
                "{q} haalt de trede vanaf {bound}: {q} × {rate}",
                "{q} reaches the tier from {bound}: {q} × {rate}",
                q=amount_of(count.quantity, count.unit),
                bound=bounds[reached[-1]],
                rate=euros(rate),
            ),
        )

    def _slices(self, count: Count, bounds: Sequence[Fraction]) -> Iterator[tuple[Fraction, Phrase]]:
        ends = [*bounds[1:], None]
        for tier, bound, end in zip(self.tiers, bounds, ends, strict=True):
            part = (count.quantity if end is None else min(count.quantity, end)) - bound
            if part > 0:
                yield (
                    part * tier.rate,
                    said(
                        "{part} vanaf {bound} × {rate}",
                        "{part} from {bound} × {rate}",
                        part=amount_of(part, count.unit),
                        bound=bound,
                        rate=euros(tier.rate),
                    ),
                )

    def _below(self, count: Count, bound: Fraction) -> Phrase:
        return said(
            "{q} haalt de eerste trede vanaf {bound} niet",
            "{q} does not reach the first tier from {bound}",
            q=amount_of(count.quantity, count.unit),
            bound=bound,
        )

    def _lowered(self, factor: Fraction, bounds: Sequence[Fraction]) -> Phrase:
        names = {f"b{place}": bound for place, bound in enumerate(bounds)}
        listed = ", ".join(f"{{{name}}}" for name in names)
        return said(f"drempels × {{factor}}: {listed}", f"thresholds × {{factor}}: {listed}", factor=factor, **names)

    def in_words(self) -> Phrase:
        """Say every tier."""
        values: dict[str, object] = {}
        for place, tier in enumerate(self.tiers):
            values |= {f"q{place}": tier.from_qty, f"r{place}": euros(tier.rate)}
        nl = ", ".join(f"{{r{place}}} vanaf {{q{place}}}" for place in range(len(self.tiers)))
        en = ", ".join(f"{{r{place}}} from {{q{place}}}" for place in range(len(self.tiers)))
        how = METHODS[self.method]
        return said(f"{nl}, {how.nl}", f"{en}, {how.en}", **values)

    def sample(self) -> tuple[Phrase, Counted]:
        """Reach the last tier, and half of the way to it once more."""
        last = self.tiers[-1].from_qty
        quantity = last + last / 2 if last else Fraction(100)
        facts = year_of(self.groups[0], quantity, on=self.first or self.last)
        return said("Bij een afname van {q}", "With purchases of {q}", q=quantity), facts

    def mistakes(self) -> Iterable[Concern]:
        """Refuse tiers that do not rise: nobody can tell which of them counts."""
        for lower, higher in pairwise(self.tiers):
            if higher.from_qty <= lower.from_qty:
                yield Concern(
                    "tiers",
                    said(
                        "De trede vanaf {higher} staat na die vanaf {lower}; zet de treden in oplopende volgorde.",
                        "The tier from {higher} comes after the one from {lower}; put the tiers in rising order.",
                        higher=higher.from_qty,
                        lower=lower.from_qty,
                    ),
                )

    def warnings(self) -> Iterable[Concern]:
        """Warn of a cliff: a threshold at which one more unit makes the whole amount smaller."""
        if self.method == "whole":
            for lower, higher in pairwise(self.tiers):
                if higher.rate < lower.rate:
                    yield Concern(
                        "tiers",
                        said(
                            "Vanaf {bound} daalt het bedrag over het geheel: één eenheid meer levert minder op.",
                            "From {bound} the amount for the whole drops: one more unit makes less.",
                            bound=higher.from_qty,
                        ),
                        higher.from_qty * (lower.rate - higher.rate),
                    )
