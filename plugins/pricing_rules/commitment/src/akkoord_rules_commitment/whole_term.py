"""A fee for every unit bought too few over the whole term."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import (
    BASES,
    Basis,
    Counted,
    EndingRule,
    Event,
    ExactLine,
    Goal,
    Phrase,
    amount_of,
    euros,
    said,
)
from akkoord.executing.parameters import Choice, Groups, Number, Rate
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, round_half_up

__all__ = ["ShortfallTotal"]


class ShortfallTotal(
    EndingRule,
    kind="shortfall_total",
    label=Words(nl="Vergoeding bij mindere afname in totaal", en="Fee for a shortfall in total"),
):
    """RULES 0.8 `shortfall_total`: max(0, total - q) × rate, q since commencement; due when the contract ends."""

    groups: Annotated[Groups, Ask(Words(nl="Productgroepen", en="Product groups"))]
    basis: Annotated[Basis, Choice, Ask(Words(nl="Wat telt", en="What counts"), choices=BASES)] = "delivered"
    total_commitment: Annotated[Number, Ask(Words(nl="Totale toezegging", en="Total commitment")), Field(ge=0)]
    rate: Annotated[
        Rate, Ask(Words(nl="Bedrag per eenheid te weinig", en="Rate per unit too few"), unit="EUR"), Field(ge=0)
    ]

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:
        """Take what is missing from the total times the rate."""
        count = counted.since_commencement(self.groups, basis=self.basis, last=at)
        short = max(Fraction(0), self.total_commitment - count.quantity)
        bought = said(
            "sinds de ingangsdatum {q} afgenomen",
            "{q} purchased since commencement",
            q=amount_of(count.quantity, count.unit),
        )
        text = "{total} - {q} = {short} × {rate}"
        shown = {
            "total": self.total_commitment,
            "q": count.quantity,
            "short": amount_of(short, count.unit),
            "rate": euros(self.rate),
        }
        result = said(text, text, **shown) if short else said("geen tekort", "no shortfall")
        yield ExactLine(short * self.rate, (bought, result), short, count.unit)

    def goal(self, counted: Counted) -> Goal | None:
        """Aim at what must be bought in all."""
        count = counted.since_commencement(self.groups, basis=self.basis)
        total = amount_of(self.total_commitment, count.unit)
        text = said("{total} toegezegd over de hele looptijd", "{total} committed over the whole term", total=total)
        return Goal(self.total_commitment, count.quantity, count.unit, text)

    def in_words(self) -> Phrase:
        """Say the total and the rate."""
        return said(
            "{rate} voor elke eenheid onder {total} in totaal",
            "{rate} for every unit below {total} in total",
            rate=euros(self.rate),
            total=self.total_commitment,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Leave a fifth unbought."""
        quantity = round_half_up(self.total_commitment * 4 / 5, 0)
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        bought = Event(year.first, self.groups[0], quantity or Decimal(0), "", paid_on=year.first)
        facts = Counted.of([bought], year).ending(year.last)
        return said("Bij een totale afname van {q}", "With total purchases of {q}", q=Fraction(quantity)), facts
