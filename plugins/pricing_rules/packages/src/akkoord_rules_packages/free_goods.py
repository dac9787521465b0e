"""Goods that come free with what was bought."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import Concern, Counted, CountingRule, ExactLine, Phrase, amount_of, euros, said
from akkoord.executing.parameters import Choice, Number, Rate
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_packages.samples import year_of

__all__ = ["FreeGoods"]

PER: Final = {
    "period": Words(nl="over de periode", en="over the period"),
    "day": Words(nl="per leverdag", en="for each day of delivery"),
}


class FreeGoods(CountingRule, kind="free_goods", label=Words(nl="Gratis goederen", en="Free goods")):
    """Floor(quantity / every) × free units, from and up to a quantity that counts, both included; × their worth.

    Every-so-many is counted from the first unit, not from the quantity from which it holds. Without `every` the free
    units come once.
    """

    every: Annotated[
        Number | None,
        Ask(
            Words(nl="Bij elke", en="With every"),
            help=Words(nl="Leeg: eenmaal, vanaf de hoeveelheid hieronder.", en="Empty: once, from the quantity below."),
        ),
        Field(gt=0),
    ] = None
    free: Annotated[Number, Ask(Words(nl="Gratis eenheden", en="Free units")), Field(gt=0)] = Fraction(1)
    from_qty: Annotated[Number, Ask(Words(nl="Vanaf", en="From")), Field(ge=0)] = Fraction(0)
    up_to_qty: Annotated[
        Number | None,
        Ask(
            Words(nl="Telt tot en met", en="Counts through"),
            help=Words(nl="Wat daarboven komt, levert niets meer op.", en="What comes above it brings nothing more."),
        ),
        Field(gt=0),
    ] = None
    worth: Annotated[Rate, Ask(Words(nl="Waarde per eenheid", en="Worth of a unit"), unit="EUR"), Field(ge=0)]
    per: Annotated[Literal["period", "day"], Choice, Ask(Words(nl="Geteld", en="Counted"), choices=PER)] = "period"

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Tell whether days of delivery are counted apart."""
        return parameters.get("per") == "day" or super().counts_by_day(parameters)

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Count the free units, and what they are worth."""
        unit = self.count(counted).unit
        free = [self.units(each) for each in self._bought(counted)]
        total = sum(free, Fraction(0))
        step = said("{n} gratis × {worth}", "{n} free × {worth}", n=amount_of(total, unit), worth=euros(self.worth))
        yield ExactLine(total * self.worth, (step,), total, unit)

    def units(self, bought: Fraction) -> Fraction:
        """Count the units that are free with so much bought at once."""
        if bought < self.from_qty or bought <= 0:
            return Fraction(0)
        counts = bought if self.up_to_qty is None else min(bought, self.up_to_qty)
        times = 1 if self.every is None else floor(counts / self.every)
        return times * self.free

    def _bought(self, counted: Counted) -> Sequence[Fraction]:
        """Give what was bought: in all, or on each day."""
        if self.per == "period":
            return [self.count(counted).quantity]
        by_day: dict[object, Fraction] = {}
        for event in counted.counting(self.groups, basis=self.basis, first=self.first, last=self.last):
            by_day[event.on] = by_day.get(event.on, Fraction(0)) + Fraction(event.quantity)
        return list(by_day.values())

    def in_words(self) -> Phrase:
        """Say what is free with what."""
        how = PER[self.per]
        nl = "{free} gratis" + (" bij elke {every}" if self.every is not None else "") + " vanaf {least}"
        en = "{free} free" + (" with every {every}" if self.every is not None else "") + " from {least}"
        most = self.up_to_qty is not None
        return said(
            nl + (", hoogstens over {most}" if most else "") + f", {how.nl}",
            en + (", over {most} at most" if most else "") + f", {how.en}",
            free=self.free,
            every=self.every or Fraction(0),
            least=self.from_qty,
            most=self.up_to_qty or Fraction(0),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Buy what brings something, and half of it once more."""
        quantity = max(self.from_qty, self.every or Fraction(1)) * Fraction(3, 2)
        facts = year_of(self.groups[0], quantity, self.first or self.last)
        return said("Bij een afname van {q}", "With purchases of {q}", q=quantity), facts

    def mistakes(self) -> Iterable[Concern]:
        """Refuse an end before the beginning."""
        if self.up_to_qty is not None and self.up_to_qty < self.from_qty:
            yield Concern(
                "up_to_qty",
                said(
                    "Het telt tot en met {most}, maar pas vanaf {least}.",
                    "It counts through {most}, but only from {least}.",
                    most=self.up_to_qty,
                    least=self.from_qty,
                ),
            )

    def warnings(self) -> Iterable[Concern]:
        """Warn when as much is free as must be bought for it."""
        if self.every is not None and self.free >= self.every:
            yield Concern(
                "free",
                said(
                    "Er is minstens zoveel gratis als ervoor gekocht wordt.", "At least as much is free as is bought."
                ),
                self.free * self.worth,
            )
