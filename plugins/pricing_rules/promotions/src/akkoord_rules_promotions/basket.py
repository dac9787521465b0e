"""A discount on some goods for who buys enough of others with them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Count, Counted, ExactLine, Phrase, ScopedRule, amount_of, euros, percent, said
from akkoord.executing.parameters import Choice, Euro, Groups, Listed, Number, Pct, RuleRow, Text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_promotions.together import PER, Per, bought, together, year_of

__all__ = ["BasketDiscount", "Needed"]


class Needed(RuleRow):
    """What must be bought of one group."""

    group: Annotated[Text, Ask(Words(nl="Productgroep", en="Product group"))]
    quantity: Annotated[Number, Ask(Words(nl="Minstens", en="At least")), Field(gt=0)]


class BasketDiscount(
    ScopedRule, kind="basket_discount", label=Words(nl="Korting bij combinatie", en="Discount on a combination")
):
    """Turnover of the groups × percentage, of every basket that holds enough; 100% makes them free.

    A basket is what is looked at together: a delivery, a day or the whole period. What must be in it may be a quantity
    or a turnover of some groups together, and a quantity of each of several. What is bought to reach that gets no
    discount, unless it is in the groups of the discount itself.
    """

    pct: Annotated[Pct, Ask(Words(nl="Korting", en="Discount"), unit="%"), Field(gt=0, le=100)]
    with_groups: Annotated[Groups, Ask(Words(nl="Bij aankoop van", en="With purchases of"))]
    from_qty: Annotated[Number | None, Ask(Words(nl="Samen vanaf", en="Together from")), Field(gt=0)] = None
    from_turnover: Annotated[
        Euro | None, Ask(Words(nl="Samen vanaf een omzet van", en="Together from a turnover of"), unit="EUR"),
        Field(gt=0)
    ] = None  # fmt: skip
    each: Annotated[tuple[Needed, ...], Listed, Ask(Words(nl="En van elk", en="And of each"))] = ()
    per: Annotated[Per, Choice, Ask(Words(nl="Geteld", en="Counted"), choices=PER)] = "day"

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Tell whether baskets are smaller than a period."""
        return parameters.get("per", "day") != "period"

    def baskets(self, counted: Counted) -> Iterator[Counted]:
        """Give the baskets that hold enough."""
        groups = (*self.groups, *self.with_groups, *(need.group for need in self.each))
        for basket in together(counted.counting(groups, basis=self.basis), self.per, counted.period):
            if self._is_enough(basket):
                yield basket

    def _is_enough(self, basket: Counted) -> bool:
        found = self._of(basket, self.with_groups)
        if self.from_qty is not None and found.quantity < self.from_qty:
            return False
        if self.from_turnover is not None and found.turnover < self.from_turnover:
            return False
        return all(self._of(basket, [need.group]).quantity >= need.quantity for need in self.each)

    def _of(self, basket: Counted, groups: Iterable[str]) -> Count:
        return basket.count(tuple(groups), unit=self.unit or "", conversion=self.conversion)

    def discount(self, counted: Counted, group: str) -> Fraction:
        """Give the discount on one group; none on one that is only bought with the others."""
        if group not in self.groups:
            return Fraction(0)
        found = (self._of(basket, [group]).turnover for basket in self.baskets(counted))
        return sum(found, Fraction(0)) * self.pct / 100

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the discount on what is in the baskets that hold enough."""
        found = [self._of(basket, self.groups) for basket in self.baskets(counted)]
        turnover = sum((count.turnover for count in found), Fraction(0))
        quantity = sum((count.quantity for count in found), Fraction(0))
        step = said(
            "{n} keer genoeg: {pct} van {turnover}",
            "enough {n} times: {pct} of {turnover}",
            n=len(found),
            pct=percent(self.pct),
            turnover=euros(turnover),
        )
        yield ExactLine(turnover * self.pct / 100, (step,), quantity, next((count.unit for count in found), ""))

    def in_words(self) -> Phrase:
        """Say what gets the discount, and with what."""
        nl, en = [], []
        values: dict[str, object] = {}
        if self.from_qty is not None:
            nl.append("minstens {q}")
            en.append("at least {q}")
        if self.from_turnover is not None:
            nl.append("minstens {turnover}")
            en.append("at least {turnover}")
        for place, need in enumerate(self.each):
            values |= {f"g{place}": need.group, f"n{place}": amount_of(need.quantity, self.unit or "")}
            nl.append(f"{{n{place}}} {{g{place}}}")
            en.append(f"{{n{place}}} {{g{place}}}")
        how = PER[self.per]
        return said(
            f"{{pct}} korting op {{on}} bij aankoop van {{groups}}: {', '.join(nl)}, {how.nl}",
            f"{{pct}} off {{on}} with purchases of {{groups}}: {', '.join(en)}, {how.en}",
            pct=percent(self.pct),
            on=tuple(self.groups),
            groups=tuple(self.with_groups),
            q=amount_of(self.from_qty or Fraction(0), self.unit or ""),
            turnover=euros(self.from_turnover or Fraction(0)),
            **values,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Buy exactly enough, and a hundred euros of every group that gets the discount."""
        day = date(2026, 1, 1)
        turnover = -((self.from_turnover or Fraction(100)) // -1)
        events = [bought(self.with_groups[0], self.from_qty or 1, turnover, day, self.unit or "")]
        events += [bought(need.group, need.quantity, 0, day, self.unit or "") for need in self.each]
        events += [
            bought(group, 1, 100, day, self.unit or "") for group in self.groups if group not in self.with_groups
        ]
        return said("Bij precies genoeg", "With exactly enough"), year_of(*events)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a combination that asks for nothing, and one that looks at deliveries of several goods one by one."""
        if self.from_qty is None and self.from_turnover is None and not self.each:
            yield Concern(
                "from_qty",
                said(
                    "Zeg hoeveel er gekocht moet worden, of voor hoeveel.",
                    "Say how much must be bought, or for how much.",
                ),
            )
        if self.per == "delivery":
            yield Concern(
                "per",
                said(
                    "Een levering heeft één soort goederen; tel een combinatie per leverdag of over de periode.",
                    "A delivery has goods of one kind; count a combination for each day or over the period.",
                ),
            )
