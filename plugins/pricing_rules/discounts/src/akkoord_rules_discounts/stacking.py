"""What discounts on goods and discounts on lines have in common."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, Phrase, Rule, euros, percent, said
from akkoord.executing.parameters import Choice, Euro, Listed, Pct
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_discounts.discount import Discount
from akkoord_rules_discounts.stack import Stack, Taken, chosen, stacked

__all__ = ["StackingRule"]

CHOICES: Final = {
    "all": Words(nl="alle", en="all of them"),
    "highest": Words(nl="alleen die met de hoogste voorrang", en="only the one with the highest priority"),
    "lowest": Words(nl="alleen die met de laagste voorrang", en="only the one with the lowest priority"),
}
GIVES: Final = {
    "discount": Words(nl="de korting", en="the discount"),
    "price": Words(nl="de prijs na korting", en="the price after discount"),
}
ROUNDINGS: Final = {
    "line": Words(nl="alleen de regel", en="only the line"),
    "each": Words(nl="elke korting, vóór de volgende", en="every discount, before the next one"),
}


class StackingRule(Rule):
    """Discounts in a stated order, each of a stated base; together they never take more than there is."""

    discounts: Annotated[tuple[Discount, ...], Listed, Ask(Words(nl="Kortingen", en="Discounts")), Field(min_length=1)]
    choose: Annotated[
        Literal["all", "highest", "lowest"], Choice, Ask(Words(nl="Van wat geldt", en="Of what holds"), choices=CHOICES)
    ] = "all"
    gives: Annotated[
        Literal["discount", "price"], Choice, Ask(Words(nl="De regel geeft", en="The line gives"), choices=GIVES)
    ] = "discount"
    rounding: Annotated[
        Literal["line", "each"], Choice, Ask(Words(nl="Op centen afgerond", en="Rounded to cents"), choices=ROUNDINGS)
    ] = "line"
    at_most: Annotated[
        Euro | None, Ask(Words(nl="Samen hoogstens", en="Together at most"), unit="EUR"), Field(ge=0)
    ] = None
    at_most_vat: Annotated[
        Pct,
        Ask(
            Words(nl="Het maximum is inclusief btw van", en="The maximum includes VAT of"),
            unit="%",
            help=Words(nl="0: het maximum is exclusief btw.", en="0: the maximum is without VAT."),
        ),
        Field(ge=0, le=100),
    ] = Fraction(0)
    in_parts: Annotated[bool, Ask(Words(nl="Elke korting een eigen regel", en="Every discount a line of its own"))] = (
        False
    )

    @abstractmethod
    def stack(self, counted: Counted) -> Stack:
        """Take the discounts off what there is."""

    @abstractmethod
    def quantity(self, counted: Counted) -> tuple[Fraction | None, str]:
        """Give the quantity that the discounts were given over, with its unit."""

    def stack_of(self, start: Fraction, quantity: Fraction, customers: frozenset[str] = frozenset()) -> Stack:
        """Take the discounts that hold off an amount."""
        holding = chosen(self.discounts, self.choose, quantity, customers)
        return stacked(start, holding, quantity, to_cents=self.rounding == "each")

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Give what comes off, or what is left: in one line, or in a line for every discount."""
        stack = self.stack(counted)
        parts = list(self._parts(stack))
        quantity, unit = self.quantity(counted)
        if self.in_parts:
            return [ExactLine(amount, (step,), quantity, unit, part=part) for part, amount, step in parts]
        steps = tuple(step for _, _, step in parts) or (self._nothing(stack.start),)
        return [ExactLine(sum((amount for _, amount, _ in parts), Fraction(0)), steps, quantity, unit)]

    def _parts(self, stack: Stack) -> Iterator[tuple[str, Fraction, Phrase]]:
        sign = 1 if self.gives == "discount" else -1
        if self.gives == "price":
            yield "start", stack.start, said("{start}", "{start}", start=euros(stack.start))
        for place, taken in enumerate(stack.taken, 1):
            yield f"discount-{place}", sign * taken.off, _step(taken)
        room = self._room()
        if room is not None and stack.off > room:
            yield "most", sign * (room - stack.off), self._most(room)

    def _room(self) -> Fraction | None:
        return None if self.at_most is None else self.at_most * 100 / (100 + self.at_most_vat)

    def _most(self, room: Fraction) -> Phrase:
        if not self.at_most_vat:
            return said("hoogstens {room}", "at most {room}", room=euros(room))
        return said(
            "hoogstens {most} inclusief {vat} btw, dat is {room}",
            "at most {most} including {vat} VAT, which is {room}",
            most=euros(self.at_most or room),
            vat=percent(self.at_most_vat),
            room=euros(room),
        )

    def _nothing(self, start: Fraction) -> Phrase:
        return said("geen korting op {start}", "no discount on {start}", start=euros(start))

    def in_words(self) -> Phrase:
        """Say every discount in its order, and which of them hold."""
        ordered = sorted(self.discounts, key=lambda each: each.order)
        values: dict[str, object] = {f"d{place}": each.in_words() for place, each in enumerate(ordered)}
        listed = "; ".join(f"{{{name}}}" for name in values)
        how = CHOICES[self.choose]
        ends = ("", "") if self.choose == "all" else (f"; {how.nl}", f"; {how.en}")
        most = ("", "") if self.at_most is None else ("; samen hoogstens {most}", "; together at most {most}")
        values["most"] = euros(self.at_most or Fraction(0))
        return said(f"{listed}{ends[0]}{most[0]}", f"{listed}{ends[1]}{most[1]}", **values)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse discounts without a clear place, base or size: nobody can tell what comes of them."""
        yield from self._ties()
        for each in self.discounts:
            if each.kinds != 1:
                yield Concern(
                    "discounts",
                    said(
                        "Korting {order} is een percentage, een bedrag of een bedrag per eenheid: precies een daarvan.",
                        "Discount {order} is a percentage, an amount or an amount per unit: exactly one of these.",
                        order=Fraction(each.order),
                    ),
                )
            if each.pct is not None and each.vat:
                yield Concern(
                    "discounts",
                    said(
                        "Korting {order} is een percentage: dat is van elk bedrag hetzelfde, met of zonder btw.",
                        "Discount {order} is a percentage: that is the same of every amount, with or without VAT.",
                        order=Fraction(each.order),
                    ),
                )
            if each.pct is not None and each.base is None:
                yield Concern(
                    "discounts",
                    said(
                        "Zeg van korting {order} waarvan het percentage wordt genomen.",
                        "Say of discount {order} of what its percentage is taken.",
                        order=Fraction(each.order),
                    ),
                )

    def _ties(self) -> Iterator[Concern]:
        ordered = sorted(each.order for each in self.discounts)
        for one, other in pairwise(ordered):
            if one == other:
                yield Concern(
                    "discounts",
                    said(
                        "Twee kortingen hebben dezelfde plaats {order} in de volgorde.",
                        "Two discounts have the same place {order} in the order.",
                        order=Fraction(one),
                    ),
                )
        if self.choose != "all" and any(_clash(one, other) for one, other in combinations(self.discounts, 2)):
            yield Concern(
                "discounts",
                said(
                    "Twee kortingen hebben dezelfde voorrang en kunnen tegelijk gelden; geef elk een eigen voorrang.",
                    "Two discounts have the same priority and can hold at once; give each its own.",
                ),
            )

    def warnings(self) -> Iterable[Concern]:
        """Warn of percentages that together take everything."""
        whole = Fraction(100)
        stack = stacked(whole, [each for each in self.discounts if each.pct is not None], Fraction(0))
        if self.choose == "all" and stack.start and stack.left <= 0:
            yield Concern(
                "discounts",
                said(
                    "Samen nemen de percentages alles weg: er blijft niets te betalen.",
                    "Together the percentages take everything: nothing is left to pay.",
                ),
                whole,
            )


def _clash(one: Discount, other: Discount) -> bool:
    """Tell whether two discounts of the same priority can hold for the same customer."""
    apart = bool(one.customers and other.customers) and not set(one.customers) & set(other.customers)
    return (one.priority or 0) == (other.priority or 0) and not apart


def _step(taken: Taken) -> Phrase:
    values = {"base": euros(taken.base), "off": euros(abs(taken.off)), "what": taken.discount.in_words()}
    if taken.off < 0:
        return said("toeslag {what}: {off}", "surcharge {what}: {off}", **values)
    if taken.discount.pct is None:
        return said("korting {what}: {off}", "discount {what}: {off}", **values)
    return said("korting {what} ({base}): {off}", "discount {what} ({base}): {off}", **values)
