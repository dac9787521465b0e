"""A price that follows an index, rounded every year."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, Phrase, Rule, euros, percent, said
from akkoord.executing.parameters import Day, Listed, Number, Pct, Rate, RuleRow, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, round_half_up

__all__ = ["IndexStep", "Indexation"]


class IndexStep(RuleRow):
    """One year: the index figure it goes from, and the one it goes to; or a percentage that was agreed.

    `on` is the first day of the new price; the one before it holds through the day before.
    """

    before: Annotated[Number | None, Ask(Words(nl="Van", en="From")), Field(gt=0, alias="from")] = None
    after: Annotated[Number | None, Ask(Words(nl="Naar", en="To")), Field(gt=0, alias="to")] = None
    pct: Annotated[Pct | None, Ask(Words(nl="Of: verhoging", en="Or: rise"), unit="%"), Field(gt=-100)] = None
    on: Annotated[Day | None, Ask(Words(nl="Vanaf", en="As of"))] = None

    @property
    def ratio(self) -> Fraction:
        """The rise of the index, as a factor."""
        if self.before is not None and self.after is not None:
            return self.after / self.before
        return 1 + (self.pct or Fraction(0)) / 100

    @property
    def is_clear(self) -> bool:
        """Tell whether it is either an index that goes from one figure to another, or a percentage."""
        figures = [self.before, self.after]
        return None not in figures if self.pct is None else figures == [None, None]


class Indexation(Rule, kind="indexation", label=Words(nl="Indexering", en="Indexation")):
    """RULES 0.8 `indexation`: price(n) = r(price(n-1) × min(max(to / from, 1 + floor), 1 + cap)).

    Every year is rounded on purpose, per item (RULES 0.1): the price of a year is the price that was charged.
    """

    base: Annotated[Rate, Ask(Words(nl="Prijs nu", en="Price now"), unit="EUR"), Field(ge=0)]
    steps: Annotated[tuple[IndexStep, ...], Listed, Ask(Words(nl="Indexcijfers", en="Index figures"))] = ()
    cap_pct: Annotated[Pct | None, Ask(Words(nl="Hoogstens per jaar", en="At most a year"), unit="%")] = None
    floor_pct: Annotated[Pct | None, Ask(Words(nl="Minstens per jaar", en="At least a year"), unit="%")] = None
    decimals: Annotated[
        Whole, Ask(Words(nl="Decimalen van de prijs", en="Decimals of the price")), Field(ge=2, le=4)
    ] = 2

    def factor(self, step: IndexStep) -> Fraction:
        """Give the factor of a year: that of the index, within the floor and the cap."""
        factor = step.ratio
        if self.floor_pct is not None:
            factor = max(factor, 1 + self.floor_pct / 100)
        if self.cap_pct is not None:
            factor = min(factor, 1 + self.cap_pct / 100)
        return factor

    def prices(self) -> Iterator[Decimal]:
        """Give the price after every year."""
        price = self.base
        for step in self.steps:
            rounded = round_half_up(price * self.factor(step), self.decimals)
            yield rounded
            price = Fraction(rounded)

    def price_on(self, day: date) -> Fraction:
        """Give the price of a day; a step without a first day of its own holds from the start."""
        price = self.base
        for step, indexed in zip(self.steps, self.prices(), strict=True):
            if step.on is None or step.on <= day:
                price = Fraction(indexed)
        return price

    def lines(self, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - index figures are parameters
        """Give the price after the last year, with every year in the working."""
        price, steps = self.base, []
        for step, indexed in zip(self.steps, self.prices(), strict=True):
            steps.append(self._year(price, step, Fraction(indexed)))
            price = Fraction(indexed)
        none = said("{price}, niet geïndexeerd", "{price}, not indexed", price=euros(self.base))
        yield ExactLine(price, tuple(steps) or (none,))

    def _year(self, price: Fraction, step: IndexStep, indexed: Fraction) -> Phrase:
        factor = self.factor(step)
        bound_nl = bound_en = ""
        if factor < step.ratio:
            bound_nl, bound_en = ", hoogstens {change}", ", at most {change}"
        elif factor > step.ratio:
            bound_nl, bound_en = ", minstens {change}", ", at least {change}"
        text = "{price} × {to}/{from_}" if step.pct is None else "{price} × {rise}"
        if step.on is not None:
            bound_nl, bound_en = f"{bound_nl}, vanaf {{on}}", f"{bound_en}, as of {{on}}"
        return said(
            f"{text}{bound_nl} = {{indexed}}",
            f"{text}{bound_en} = {{indexed}}",
            price=euros(price),
            to=step.after or Fraction(1),
            from_=step.before or Fraction(1),
            rise=percent(100 + (step.pct or Fraction(0))),
            on=step.on,
            change=percent((factor - 1) * 100),
            indexed=euros(indexed),
        )

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a step that is neither an index nor a percentage, and days that do not follow each other."""
        if not all(step.is_clear for step in self.steps):
            yield Concern(
                "steps",
                said(
                    "Geef per stap twee indexcijfers of een percentage: een van beide.",
                    "Give two index figures or a percentage for every step: one of the two.",
                ),
            )
        days = [step.on for step in self.steps if step.on is not None]
        if any(later <= earlier for earlier, later in pairwise(days)):
            yield Concern(
                "steps", said("Zet de stappen op volgorde van hun dag.", "Put the steps in order of their day.")
            )

    def in_words(self) -> Phrase:
        """Say the bounds."""
        nl, en = "volgt de index", "follows the index"
        if self.floor_pct is not None:
            nl, en = nl + ", minstens {floor} per jaar", en + ", at least {floor} a year"
        if self.cap_pct is not None:
            nl, en = nl + ", hoogstens {cap} per jaar", en + ", at most {cap} a year"
        bounds = {"floor": percent(self.floor_pct or Fraction(0)), "cap": percent(self.cap_pct or Fraction(0))}
        return said(f"{{base}} {nl}", f"{{base}} {en}", base=euros(self.base), **bounds)

    def sample(self) -> tuple[Phrase, Counted]:
        """Need no facts: the index figures are given."""
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        return said("Met deze indexcijfers", "With these index figures"), Counted.of([], year)
