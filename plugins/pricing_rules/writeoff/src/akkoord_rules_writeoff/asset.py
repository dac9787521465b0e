"""What a loaned or leased asset is still worth."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, EndingRule, ExactLine, Phrase, euros, percent, said
from akkoord.executing.parameters import Day, Euro, Pct, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, add_months, full_months

__all__ = ["ResidualValue"]


class ResidualValue(EndingRule, kind="residual_value", label=Words(nl="Restwaarde", en="Residual value")):
    """RULES 0.8 `residual_value`: max(new × (1 - elapsed / life), new × floor), elapsed in full months."""

    new_value: Annotated[Euro, Ask(Words(nl="Nieuwwaarde", en="New value"), unit="EUR"), Field(ge=0)]
    placed_on: Annotated[Day, Ask(Words(nl="Geplaatst op", en="Placed on"))]
    at: Annotated[Day | None, Ask(Words(nl="Waarde op", en="Value on"))] = None
    life_months: Annotated[
        Whole, Ask(Words(nl="Levensduur in maanden", en="Life in months"), unit="month"), Field(ge=1)
    ]
    floor_pct: Annotated[
        Pct, Ask(Words(nl="Minste restwaarde", en="Least residual value"), unit="%"), Field(ge=0, le=100)
    ] = Fraction(0)

    def last_day(self, counted: Counted) -> date | None:
        """Give the day of the value: the parameter, or the last day of the contract that is ending."""
        return self.at or counted.ends

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - age decides, not volume
        """Take off the full months that have passed, down to the floor."""
        elapsed = full_months(self.placed_on, at)
        value = self.new_value * (self.life_months - elapsed) / self.life_months
        floor = self.new_value * self.floor_pct / 100
        text = "{new} × {left}/{life}"
        left = max(0, self.life_months - elapsed)
        steps = [
            said("{elapsed} volle maanden verstreken", "{elapsed} full months passed", elapsed=elapsed),
            said(text, text, new=euros(self.new_value), left=left, life=self.life_months),
        ]
        if value < floor:
            steps.append(
                said(
                    "minstens {pct}: {floor}",
                    "at least {pct}: {floor}",
                    pct=percent(self.floor_pct),
                    floor=euros(floor),
                )
            )
        yield ExactLine(max(value, floor), tuple(steps), months=elapsed)

    def in_words(self) -> Phrase:
        """Say how the value falls."""
        return said(
            "{new}, in {life} maanden naar nul, minstens {pct}",
            "{new}, to nought in {life} months, at least {pct}",
            new=euros(self.new_value),
            life=self.life_months,
            pct=percent(self.floor_pct),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Look half-way through its life."""
        at = self.at or add_months(self.placed_on, max(1, self.life_months // 2))
        facts = Counted.of([], Period(min(self.placed_on, at), at)).ending(at)
        return said("Op {at}", "On {at}", at=at), facts
