"""A surcharge that follows the price of fuel in steps."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, Line, Phrase, Rule, Vat, euros, percent, said
from akkoord.executing.line import rounded
from akkoord.executing.parameters import Pct, Rate, Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period
from akkoord_rules_service.counting import one_of, reading_of

__all__ = ["FuelSurcharge"]


class FuelSurcharge(Rule, kind="fuel_surcharge", label=Words(nl="Brandstoftoeslag", en="Fuel surcharge")):
    """RULES 0.8 `fuel_surcharge`: floor((actual - base) / step), at least 0, × pct × the rounded base lines.

    The actual price is a parameter, or the last one recorded in the period. While none is, there is no surcharge yet:
    a correction brings it.
    """

    base_price: Annotated[Rate, Ask(Words(nl="Basisprijs", en="Base price"), unit="EUR/l"), Field(ge=0)]
    actual_price: Annotated[Rate | None, Ask(Words(nl="Prijs nu", en="Price now"), unit="EUR/l"), Field(ge=0)] = None
    readings: Annotated[Texts, Ask(Words(nl="Of: laatste prijs van", en="Or: last price of"))] = ()
    step: Annotated[Rate, Ask(Words(nl="Stap", en="Step"), unit="EUR/l"), Field(gt=0)]
    pct_per_step: Annotated[Pct, Ask(Words(nl="Toeslag per stap", en="Surcharge per step"), unit="%"), Field(ge=0)]
    base_lines: Annotated[Texts, Ask(Words(nl="Regels waarover", en="Lines it is over")), Field(min_length=1)]

    def steps_up(self, actual: Fraction) -> int:
        """Count the whole steps that the price is up."""
        return max(0, (actual - self.base_price) // self.step)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a surcharge without a price to follow."""
        return one_of(self.actual_price, self.readings, "actual_price")

    def needs(self) -> tuple[str, ...]:
        """Build on the lines it is over."""
        return self.base_lines

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the surcharge over the rounded base lines."""
        actual = reading_of(counted, self.readings) if self.actual_price is None else self.actual_price
        if actual is None:
            unknown = said("in deze periode is nog geen prijs bekend", "no price is known in this period yet")
            return (ExactLine(Fraction(0), (unknown,)),)
        return (self._surcharge(counted, actual),)

    def _surcharge(self, counted: Counted, actual: Fraction) -> ExactLine:
        base = sum((Fraction(counted.amount(line).amount) for line in self.base_lines), Fraction(0))
        steps = self.steps_up(actual)
        pct = steps * self.pct_per_step
        rise = said(
            "{rise} duurder, {steps} hele stappen van {step}: {pct}",
            "{rise} up, {steps} whole steps of {step}: {pct}",
            rise=euros(max(Fraction(0), actual - self.base_price)),
            steps=steps,
            step=euros(self.step),
            pct=percent(pct),
        )
        share = said("{pct} van {base}", "{pct} of {base}", pct=percent(pct), base=euros(base))
        return ExactLine(base * pct / 100, (rise, share))

    def in_words(self) -> Phrase:
        """Say the step and the surcharge."""
        return said(
            "{pct} voor elke hele {step} boven {base}",
            "{pct} for every whole {step} above {base}",
            pct=percent(self.pct_per_step),
            step=euros(self.step),
            base=euros(self.base_price),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Take base lines of a hundred euros each."""
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        lines = {line: (_hundred(line),) for line in self.base_lines}
        facts = Counted(year, year.last, rounded=MappingProxyType(lines))
        total = euros(Fraction(100 * len(lines)))
        return said("Over regels van samen {total}", "Over lines of {total} together", total=total), facts

    def warnings(self) -> Iterable[Concern]:
        """Warn of a surcharge that is higher than what it is over."""
        if self.steps_up(self.actual_price or Fraction(0)) * self.pct_per_step > 100:  # noqa: PLR2004 - per hundred
            yield Concern(
                "pct_per_step",
                said("De toeslag is hoger dan de prijs zelf.", "The surcharge is higher than the price itself."),
            )


def _hundred(line: str) -> Line:
    """Give a line of a hundred euros."""
    exact = ExactLine(Fraction(100), (said("voorbeeld", "example"),))
    return rounded(exact, id=line, kind="fixed", direction="receivable", vat=Vat.of("out_of_scope"))
