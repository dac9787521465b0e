"""Prices from a list, of which the first row that fits counts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import (
    Concern,
    Counted,
    CountingRule,
    Event,
    ExactLine,
    InvalidRule,
    Phrase,
    amount_of,
    euros,
    said,
)
from akkoord.executing.parameters import Listed, Number, Rate, RuleRow, Texts, as_text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period

__all__ = ["PriceList", "PriceRow"]


class PriceRow(RuleRow):
    """A price, or a factor of the price it starts from, plus an amount; for some products and from a quantity on."""

    products: Annotated[
        Texts,
        Ask(
            Words(nl="Producten of groepen", en="Products or groups"),
            help=Words(nl="Leeg: alle.", en="Empty: all of them."),
        ),
    ] = ()
    from_qty: Annotated[Number, Ask(Words(nl="Vanaf", en="From")), Field(ge=0)] = Fraction(0)
    price: Annotated[Rate | None, Ask(Words(nl="Prijs", en="Price"), unit="EUR"), Field(ge=0)] = None
    factor: Annotated[Number | None, Ask(Words(nl="Maal", en="Times")), Field(ge=0)] = None
    plus: Annotated[Rate, Ask(Words(nl="Plus per eenheid", en="Plus per unit"), unit="EUR")] = Fraction(0)

    def fits(self, names: frozenset[str], quantity: Fraction) -> bool:
        """Tell whether the row is for such a product, and for so much of it; returns count as what was bought.

        A group covers the groups under it.
        """
        if abs(quantity) < self.from_qty:
            return False
        under = tuple(f"{name}/" for name in self.products)
        return not self.products or any(name in self.products or name.startswith(under) for name in names)

    def of(self, start: Fraction) -> Fraction:
        """Give the price, from what the list starts from; never below nothing."""
        price = self.price if self.price is not None else start * (self.factor or Fraction(0))
        return max(Fraction(0), price + self.plus)


class PriceList(CountingRule, kind="price_list", label=Words(nl="Prijslijst", en="Price list")):
    """Sum of quantity × price, by product and day of delivery; the first row that fits gives the price.

    A row has a price, or a factor of the price from which the list starts: a list price, or what something costs.
    Goods that go back are priced by as much as was bought: a return of ten has the price of ten.
    """

    starts_from: Annotated[
        Rate | None,
        Ask(
            Words(nl="Prijs waarvan factoren uitgaan", en="Price that factors start from"),
            unit="EUR",
            help=Words(nl="Lijstprijs of kostprijs per eenheid.", en="List price or cost price per unit."),
        ),
        Field(ge=0),
    ] = None
    rows: Annotated[tuple[PriceRow, ...], Listed, Ask(Words(nl="Rijen", en="Rows")), Field(min_length=1)]

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Tell that days of delivery and products are priced apart."""
        del parameters
        return True

    def unit_price(self, names: Iterable[str], quantity: Fraction) -> Fraction:
        """Give the price of a unit of a product, of which so much is bought. Raises InvalidRule without a row."""
        known = frozenset(names)
        row = next((row for row in self.rows if row.fits(known, quantity)), None)
        if row is None:
            raise InvalidRule(self.kind, self.label, [_no_price(known, quantity)])
        return row.of(self.starts_from or Fraction(0))

    def price_in(self, unit: str, names: Iterable[str], quantity: Fraction) -> Fraction:
        """Give the price of another unit than that of the list, of which so much is bought."""
        own = self.unit or unit
        return self.conversion.rate(self.unit_price(names, self.conversion.convert(quantity, unit, own)), own, unit)

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Price what was delivered, by day and product."""
        bought: dict[tuple[date, str, str], Fraction] = {}
        for event in counted.counting(self.groups, basis=self.basis, first=self.first, last=self.last):
            key = (event.on, event.product, event.group)
            bought[key] = bought.get(key, Fraction(0)) + self._quantity(event)
        unit = self.unit or self.count(counted).unit
        total, amount, steps = Fraction(0), Fraction(0), []
        for (day, product, group), quantity in sorted(bought.items()):
            price = self.unit_price((product, group), quantity)
            amount += quantity * price
            total += quantity
            steps.append(_step(day, product or group, quantity, unit, price))
        nothing = said("niets geleverd", "nothing delivered")
        yield ExactLine(amount, tuple(steps) or (nothing,), total, unit)

    def _quantity(self, event: Event) -> Fraction:
        quantity = Fraction(event.quantity)
        return quantity if self.unit is None else self.conversion.convert(quantity, event.unit or self.unit, self.unit)

    def in_words(self) -> Phrase:
        """Say every row, in its order."""
        values: dict[str, object] = {}
        nl, en = [], []
        for place, row in enumerate(self.rows):
            price = row.of(self.starts_from or Fraction(0))
            values |= {f"p{place}": euros(price), f"q{place}": row.from_qty, f"n{place}": ", ".join(row.products)}
            who = f" {{n{place}}}" if row.products else ""
            nl.append(f"{{p{place}}}{who}" + (f" vanaf {{q{place}}}" if row.from_qty else ""))
            en.append(f"{{p{place}}}{who}" + (f" from {{q{place}}}" if row.from_qty else ""))
        return said(
            f"per eenheid, de eerste die past: {'; '.join(nl)}",
            f"per unit, the first that fits: {'; '.join(en)}",
            **values,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Buy as much of the first row's product as that row asks, and at least ten."""
        row = self.rows[0]
        quantity = max(row.from_qty, Fraction(10))
        day = self.first or self.last or date(2026, 1, 1)
        product = row.products[0] if row.products else ""
        event = Event(day, self.groups[0], Decimal(as_text(quantity)), self.unit or "", product=product, paid_on=day)
        facts = Counted.of([event], Period(date(day.year, 1, 1), date(day.year, 12, 31)))
        return said("Bij een afname van {q}", "With purchases of {q}", q=quantity), facts

    def mistakes(self) -> Iterable[Concern]:
        """Refuse rows without one clear price."""
        for place, row in enumerate(self.rows, 1):
            if (row.price is None) == (row.factor is None) or (row.factor is not None and self.starts_from is None):
                yield Concern(
                    "rows",
                    said(
                        "Rij {place} heeft een prijs, of een factor van een prijs die gegeven is: een van beide.",
                        "Row {place} has a price, or a factor of a price that is given: one of the two.",
                        place=Fraction(place),
                    ),
                )

    def warnings(self) -> Iterable[Concern]:
        """Warn of rows that never count, of cliffs, and of a list that starts from nothing."""
        for place, row in enumerate(self.rows):
            if not any(_covers(earlier, row) for earlier in self.rows[:place]):
                yield from self._cliff(row)
            else:
                yield Concern(
                    "rows",
                    said(
                        "Rij {place} telt nooit: een rij ervoor past altijd eerder.",
                        "Row {place} never counts: a row before it always fits first.",
                        place=Fraction(place + 1),
                    ),
                )
        if self.starts_from == 0:
            yield Concern(
                "starts_from",
                said(
                    "De prijs waarvan factoren uitgaan is nul: alles is gratis.",
                    "The price that factors start from is nothing: everything is free.",
                ),
            )

    def _cliff(self, row: PriceRow) -> Iterator[Concern]:
        """Warn where as much as a row asks costs less than a little less of it."""
        start = self.starts_from or Fraction(0)
        lower = (each for each in self.rows if each.from_qty < row.from_qty and _takes(each, row))
        below = next(lower, None)
        drop = row.from_qty * (below.of(start) - row.of(start)) if below is not None else Fraction(0)
        if drop > 0:
            yield Concern(
                "rows",
                said(
                    "Vanaf {bound} daalt het bedrag van een levering: een beetje meer kost minder.",
                    "From {bound} the amount of a delivery drops: a little more costs less.",
                    bound=row.from_qty,
                ),
                drop,
            )


def _takes(row: PriceRow, other: PriceRow) -> bool:
    """Tell whether a row is for the products of another, which is for less of them."""
    return not row.products or bool(set(row.products) & set(other.products))


def _covers(earlier: PriceRow, later: PriceRow) -> bool:
    everything = not earlier.products or (bool(later.products) and set(later.products) <= set(earlier.products))
    return everything and earlier.from_qty <= later.from_qty


def _no_price(names: Iterable[str], quantity: Fraction) -> Phrase:
    name = ", ".join(sorted(filter(None, names)))
    return said("Er is geen prijs voor {q} {name}.", "There is no price for {q} {name}.", q=quantity, name=name)


def _step(day: date, name: str, quantity: Fraction, unit: str, price: Fraction) -> Phrase:
    text = "{day}: {name} {q} × {price}"
    return said(text, text, day=day, name=name, q=amount_of(quantity, unit), price=euros(price))
