"""A price for every package, where a package that was begun counts or does not."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import Count, Counted, Part, Phrase, PricedRule, amount_of, euros, said
from akkoord.executing.parameters import Choice, Number, Rate
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_packages.samples import year_of

__all__ = ["PerPackage", "Started", "packages"]

Started = Literal["counts", "does_not"]
STARTED: Final = {
    "counts": Words(nl="telt als een heel", en="counts as a whole one"),
    "does_not": Words(nl="telt niet", en="does not count"),
}


def packages(quantity: Fraction, size: Fraction, started: Started = "counts") -> int:
    """Count packages in a quantity.

    >>> packages(Fraction(121), Fraction(10)), packages(Fraction(121), Fraction(10), "does_not")
    (13, 12)
    """
    return ceil(quantity / size) if started == "counts" else floor(quantity / size)


class PerPackage(PricedRule, kind="per_package", label=Words(nl="Prijs per pakket", en="Price per package")):
    """Packages × price; packages = quantity / size, rounded up where one that was begun counts.

    What does not count comes off the quantity before it is put in packages.
    """

    size: Annotated[Number, Ask(Words(nl="Eenheden per pakket", en="Units in a package")), Field(gt=0)]
    price: Annotated[Rate, Ask(Words(nl="Bedrag per pakket", en="Price of a package"), unit="EUR")]
    started: Annotated[
        Started, Choice, Ask(Words(nl="Een begonnen pakket", en="A package that was begun"), choices=STARTED)
    ] = "counts"

    def priced(self, count: Count, counted: Counted) -> Sequence[Part]:
        """Put what counts in packages, and price those."""
        del counted
        found = Fraction(packages(count.quantity, self.size, self.started))
        step = said(
            "{q} in pakketten van {size}: {n} × {price}",
            "{q} in packages of {size}: {n} × {price}",
            q=amount_of(count.quantity, count.unit),
            size=self.size,
            n=found,
            price=euros(self.price),
        )
        return [Part("price", found * self.price, step, count.quantity)]

    def price_in_words(self) -> Phrase:
        """Say the price, and what a package that was begun does."""
        how = STARTED[self.started]
        return said(
            "{price} per pakket van {size}; een begonnen pakket " + how.nl,
            "{price} per package of {size}; a package that was begun " + how.en,
            price=euros(self.price),
            size=self.size,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Fill two packages and begin a third."""
        quantity = self.size * Fraction(9, 4) + self.free
        facts = year_of(self.groups[0], quantity, self.first or self.last)
        return said("Bij een afname van {q}", "With purchases of {q}", q=quantity), facts
