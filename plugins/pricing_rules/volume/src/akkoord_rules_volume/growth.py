"""A rate for every unit above last year's volume."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Goal, Phrase, ProratedRule, amount_of, euros, percent, said
from akkoord.executing.parameters import Euro, Number, Pct, Rate
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_volume.samples import year_of

__all__ = ["GrowthPerUnit"]


class GrowthPerUnit(ProratedRule, kind="growth_per_unit", label=Words(nl="Groeibonus", en="Growth bonus")):
    """RULES 0.8 `growth_per_unit`: max(0, q - reference × k × (1 + pct)) × rate, at most the cap.

    The cap is not cut down with the period.
    """

    reference: Annotated[Number, Ask(Words(nl="Referentievolume per jaar", en="Reference volume a year")), Field(ge=0)]
    min_growth_pct: Annotated[
        Pct, Ask(Words(nl="Groei die nog niet telt", en="Growth that does not count yet"), unit="%"), Field(ge=0)
    ] = Fraction(0)
    rate: Annotated[Rate, Ask(Words(nl="Bedrag per eenheid groei", en="Rate per unit of growth"), unit="EUR")]
    cap: Annotated[Euro | None, Ask(Words(nl="Hoogstens", en="At most"), unit="EUR"), Field(ge=0)] = None

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the growth above the threshold times the rate, at most the cap."""
        count = self.count(counted)
        threshold = self.reference * self.factor(counted) * (1 + self.min_growth_pct / 100)
        growth = max(Fraction(0), count.quantity - threshold)
        amount = growth * self.rate
        steps = [
            said(
                "drempel {reference} × {factor} × {pct} = {threshold}",
                "threshold {reference} × {factor} × {pct} = {threshold}",
                reference=self.reference,
                factor=self.factor(counted),
                pct=percent(100 + self.min_growth_pct),
                threshold=amount_of(threshold, count.unit),
            ),
            said(
                "groei {q} - {threshold} = {growth}" if growth else "{q} komt er niet boven",
                "growth {q} - {threshold} = {growth}" if growth else "{q} does not exceed it",
                q=amount_of(count.quantity, count.unit),
                threshold=threshold,
                growth=amount_of(growth, count.unit),
            ),
            said("{growth} × {rate}", "{growth} × {rate}", growth=growth, rate=euros(self.rate)),
        ]
        if self.cap is not None and amount > self.cap:
            amount = self.cap
            steps.append(said("hoogstens {cap}", "at most {cap}", cap=euros(self.cap)))
        yield ExactLine(amount, tuple(steps), count.quantity, count.unit)

    def goal(self, counted: Counted) -> Goal | None:
        """Aim at the volume above which the bonus counts."""
        count = self.count(counted)
        threshold = self.reference * self.factor(counted) * (1 + self.min_growth_pct / 100)
        text = said("{rate} boven {threshold}", "{rate} above {threshold}", rate=euros(self.rate), threshold=threshold)
        return Goal(threshold, count.quantity, count.unit, text)

    def in_words(self) -> Phrase:
        """Say the threshold, the rate and the cap."""
        cap_nl, cap_en = ("", "") if self.cap is None else (", hoogstens {cap} per jaar", ", at most {cap} a year")
        return said(
            "{rate} per eenheid boven {threshold} per jaar" + cap_nl,
            "{rate} per unit above {threshold} a year" + cap_en,
            rate=euros(self.rate),
            threshold=self.reference * (1 + self.min_growth_pct / 100),
            cap=euros(self.cap or Fraction(0)),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Grow by a fifth more than what does not count."""
        quantity = self.reference * (Fraction(6, 5) + self.min_growth_pct / 100) + (1 if not self.reference else 0)
        facts = year_of(self.groups[0], quantity, on=self.first or self.last)
        return said("Bij een afname van {q}", "With purchases of {q}", q=quantity), facts
