"""A price in another currency, converted at the rate of exchange that was agreed for the day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, CountingRule, Event, ExactLine, Phrase, amount_of, euros, said
from akkoord.executing.parameters import Day, Listed, Rate, RuleRow, Text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import ExchangeRate, Period, rate_on

__all__ = ["ForeignPrice", "StatedRate"]


class StatedRate(RuleRow):
    """What one unit of the currency is in euros, from a day on."""

    on: Annotated[Day, Ask(Words(nl="Vanaf", en="As of"))]
    rate: Annotated[Rate, Ask(Words(nl="Koers", en="Rate"), unit="EUR"), Field(gt=0)]


class ForeignPrice(
    CountingRule, kind="foreign_price", label=Words(nl="Prijs in vreemde valuta", en="Price in another currency")
):
    """Quantity × price × the rate of exchange of the day of the order; nothing is rounded before the line.

    The rate of a day is the last one that was stated on or before it. Where the moment of the order is not known, the
    day of delivery has the rate.
    """

    currency: Annotated[Text, Ask(Words(nl="Valuta", en="Currency")), Field(min_length=3, max_length=3)]
    price: Annotated[Rate, Ask(Words(nl="Prijs per eenheid", en="Price per unit")), Field(ge=0)]
    rates: Annotated[
        tuple[StatedRate, ...], Listed, Ask(Words(nl="Koersen", en="Rates of exchange")), Field(min_length=1)
    ]

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Know events by the day: every day has its rate."""
        del parameters
        return True

    def rate(self, day: date) -> ExchangeRate:
        """Give the rate of a day. Raises InvalidValue before the first one."""
        return rate_on((ExchangeRate(self.currency, "EUR", each.rate, each.on) for each in self.rates), day)

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Convert what was bought at each rate."""
        count = self.count(counted)
        parts = list(self._at_each_rate(counted))
        steps = [
            said(
                "{q} × {price} {currency} × {rate}",
                "{q} × {price} {currency} × {rate}",
                q=amount_of(quantity, count.unit),
                price=self.price,
                currency=self.currency,
                rate=euros(rate.rate),
            )
            for rate, quantity in parts
        ]
        none = said("niets gekocht", "nothing bought")
        amount = sum((rate.convert(quantity * self.price) for rate, quantity in parts), Fraction(0))
        yield ExactLine(amount, tuple(steps) or (none,), count.quantity, count.unit)

    def _at_each_rate(self, counted: Counted) -> Iterator[tuple[ExchangeRate, Fraction]]:
        """Give how much was bought at each rate, in the order of the rates."""
        found: dict[ExchangeRate, Fraction] = {}
        for event in counted.counting(self.groups, basis=self.basis, first=self.first, last=self.last):
            rate = self.rate(event.on if event.ordered is None else event.ordered.date())
            found[rate] = found.get(rate, Fraction(0)) + self._quantity(event)
        yield from sorted(found.items(), key=lambda each: each[0].on)

    def _quantity(self, event: Event) -> Fraction:
        quantity = Fraction(event.quantity)
        if not self.unit or not event.unit:
            return quantity
        return self.conversion.convert(quantity, event.unit, self.unit)

    def in_words(self) -> Phrase:
        """Say the price and the last rate."""
        last = self.rates[-1]
        return said(
            "{price} {currency} per eenheid, omgerekend tegen de koers van de besteldag (vanaf {on}: {rate})",
            "{price} {currency} per unit, converted at the rate of the day of the order (as of {on}: {rate})",
            price=self.price,
            currency=self.currency,
            on=last.on,
            rate=euros(last.rate),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Buy ten units on the day of the last rate."""
        day = self.rates[-1].on
        event = Event(day, self.groups[0], Decimal(10), self.unit or "", paid_on=day)
        facts = Counted.of([event], Period(date(day.year, 1, 1), date(day.year, 12, 31)))
        return said("Bij 10 eenheden op {day}", "With 10 units on {day}", day=day), facts

    def mistakes(self) -> Iterable[Concern]:
        """Refuse rates that do not follow each other, and euros as another currency."""
        if any(later.on <= earlier.on for earlier, later in pairwise(self.rates)):
            yield Concern(
                "rates", said("Zet de koersen op volgorde van hun dag.", "Put the rates in order of their day.")
            )
        if self.currency == "EUR":
            yield Concern("currency", said("Een prijs in euro's heeft geen koers.", "A price in euros has no rate."))
