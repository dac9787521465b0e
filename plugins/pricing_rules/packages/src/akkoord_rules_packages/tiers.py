"""Packages whose size and price change with the quantity."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import Concern, Count, Counted, InvalidRule, Part, Phrase, PricedRule, amount_of, euros, said
from akkoord.executing.parameters import Choice, Listed, Number, Rate, RuleRow, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_packages.per_package import packages
from akkoord_rules_packages.samples import year_of

__all__ = ["PackageTier", "PackageTiers"]

METHODS: Final = {
    "slice": Words(nl="eerst de pakketten van de eerste trede", en="the packages of the first tier first"),
    "whole": Words(nl="alles in pakketten van de hoogste trede", en="everything in packages of the highest tier"),
}


class PackageTier(RuleRow):
    """Packages of one size and price, at most so many; without a number there is no end to them."""

    size: Annotated[Number, Ask(Words(nl="Eenheden per pakket", en="Units in a package")), Field(gt=0)]
    packages: Annotated[Whole | None, Ask(Words(nl="Hoogstens", en="At most")), Field(gt=0)] = None
    price: Annotated[Rate, Ask(Words(nl="Bedrag per pakket", en="Price of a package"), unit="EUR"), Field(ge=0)]


class PackageTiers(PricedRule, kind="package_tiers", label=Words(nl="Pakketten in treden", en="Packages in tiers")):
    """Packages that were begun × the price of their tier; a tier holds size × packages, its upper end included.

    `slice`: the first tier is filled first, what is left goes to the next. `whole`: everything is put in packages of
    the highest tier that is needed.
    """

    method: Annotated[Literal["slice", "whole"], Choice, Ask(Words(nl="Staffel", en="Tiers"), choices=METHODS)]
    tiers: Annotated[tuple[PackageTier, ...], Listed, Ask(Words(nl="Treden", en="Tiers")), Field(min_length=1)]

    def priced(self, count: Count, counted: Counted) -> Sequence[Part]:
        """Put what counts in packages of its tiers. Raises InvalidRule for more than the tiers hold."""
        del counted
        quantity = count.quantity
        ends = list(self._ends())
        place = next((place for place, end in enumerate(ends) if end is None or quantity <= end), None)
        if place is None:
            raise InvalidRule(self.kind, self.label, [self._too_many(count, ends[-1] or Fraction(0))])
        if self.method == "whole":
            return [self._part(place, quantity, count.unit)]
        begins = [Fraction(0), *(end or Fraction(0) for end in ends)]
        shares = [min(quantity, end or quantity) - begin for begin, end in zip(begins, ends[: place + 1], strict=False)]
        return [self._part(at, share, count.unit) for at, share in enumerate(shares)]

    def _ends(self) -> Iterator[Fraction | None]:
        """Give the quantity at which every tier ends; None for one without end."""
        held = [tier.size * (tier.packages or 0) for tier in self.tiers]
        for tier, end in zip(self.tiers, accumulate(held), strict=True):
            yield end if tier.packages is not None else None

    def _part(self, place: int, quantity: Fraction, unit: str) -> Part:
        tier = self.tiers[place]
        found = Fraction(packages(quantity, tier.size))
        step = said(
            "{q} in pakketten van {size}: {n} × {price}",
            "{q} in packages of {size}: {n} × {price}",
            q=amount_of(quantity, unit),
            size=tier.size,
            n=found,
            price=euros(tier.price),
        )
        return Part(f"tier-{place + 1}", found * tier.price, step, quantity)

    def _too_many(self, count: Count, end: Fraction) -> Phrase:
        return said(
            "Geen trede geldt voor {q}: de laatste trede loopt tot en met {until}. Geef de laatste geen einde.",
            "No tier covers {q}: the last tier runs through {until}. Give the last one no end.",
            q=amount_of(count.quantity, count.unit),
            until=end,
        )

    def price_in_words(self) -> Phrase:
        """Say every tier."""
        values: dict[str, object] = {}
        nl, en = [], []
        for place, tier in enumerate(self.tiers):
            values |= {
                f"p{place}": euros(tier.price),
                f"s{place}": tier.size,
                f"n{place}": Fraction(tier.packages or 0),
            }
            most = (
                ("", "") if tier.packages is None else (f"hoogstens {{n{place}}} keer ", f"at most {{n{place}}} times ")
            )
            nl.append(f"{most[0]}{{p{place}}} per pakket van {{s{place}}}")
            en.append(f"{most[1]}{{p{place}}} per package of {{s{place}}}")
        how = METHODS[self.method]
        return said(f"{', '.join(nl)}; {how.nl}", f"{', '.join(en)}; {how.en}", **values)

    def sample(self) -> tuple[Phrase, Counted]:
        """Fill all tiers but the last, and begin a package of that one."""
        before = sum((tier.size * (tier.packages or 0) for tier in self.tiers[:-1]), Fraction(0))
        quantity = before + self.tiers[-1].size / 2
        facts = year_of(self.groups[0], quantity, self.first or self.last)
        return said("Bij een afname van {q}", "With purchases of {q}", q=quantity), facts

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a tier after one that has no end."""
        yield from super().mistakes()
        if any(tier.packages is None for tier in self.tiers[:-1]):
            said_of_it = said(
                "Alleen de laatste trede kan zonder einde zijn.", "Only the last tier can be without an end."
            )
            yield Concern("tiers", said_of_it)

    def warnings(self) -> Iterable[Concern]:
        """Warn of tiers that end, and of an end at which one unit more makes the whole less."""
        *_, last = self._ends()
        if last is not None:
            yield Concern(
                "tiers",
                said(
                    "Boven {until} geldt geen trede; dan kan er niet worden afgerekend.",
                    "Above {until} no tier counts; then nothing can be settled.",
                    until=last,
                ),
            )
        if self.method == "whole":
            yield from self._cliffs()

    def _cliffs(self) -> Iterator[Concern]:
        for tier, higher, end in zip(self.tiers, self.tiers[1:], self._ends(), strict=False):
            if end is None:
                continue
            at, above = packages(end, tier.size) * tier.price, (packages(end, higher.size) + 1) * higher.price
            if above < at:
                yield Concern(
                    "tiers",
                    said(
                        "Boven {end} daalt het bedrag over het geheel: één eenheid meer levert minder op.",
                        "Above {end} the amount for the whole drops: one more unit makes less.",
                        end=end,
                    ),
                    at - above,
                )
