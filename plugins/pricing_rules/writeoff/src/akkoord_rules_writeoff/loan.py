"""The part of a loan that purchases have not written off yet."""

from collections.abc import Iterable, Iterator
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
    InvalidRule,
    Phrase,
    amount_of,
    euros,
    said,
)
from akkoord.executing.parameters import Choice, Euro, Listed, Rate, RuleRow, Text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, round_to_cents

__all__ = ["PerUnitWriteoff", "WriteoffRate"]


class WriteoffRate(RuleRow):
    """What every unit of a product group writes off."""

    group: Annotated[Text, Ask(Words(nl="Productgroep", en="Product group"))]
    rate: Annotated[Rate, Ask(Words(nl="Bedrag per eenheid", en="Rate per unit"), unit="EUR"), Field(ge=0)]


class PerUnitWriteoff(
    EndingRule,
    kind="per_unit_writeoff",
    label=Words(nl="Restschuld na afschrijving", en="Loan balance after write-off"),
):
    """RULES 0.8 `per_unit_writeoff`: max(0, principal - sum of r(q per group × rate)), q since commencement.

    The write-off is rounded per product group on purpose (RULES 0.1).
    """

    principal: Annotated[Euro, Ask(Words(nl="Hoofdsom", en="Principal"), unit="EUR"), Field(ge=0)]
    basis: Annotated[Basis, Choice, Ask(Words(nl="Wat telt", en="What counts"), choices=BASES)] = "delivered"
    rates: Annotated[
        tuple[WriteoffRate, ...], Listed, Ask(Words(nl="Afschrijving", en="Write-off")), Field(min_length=1)
    ]

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:
        """Take off what was bought, per group, down to nothing."""
        parts = list(self._parts(at, counted))
        off = sum((part for part, _ in parts), Fraction(0))
        text = "{principal} - {off}"
        last = said(text, text, principal=euros(self.principal), off=euros(off))
        yield ExactLine(max(Fraction(0), self.principal - off), (*(step for _, step in parts), last))

    def written_off(self, at: date, counted: Counted) -> Fraction:
        """Give what purchases wrote off by a day, at most the whole loan."""
        return min(self.principal, sum((part for part, _ in self._parts(at, counted)), Fraction(0)))

    def _parts(self, at: date, counted: Counted) -> Iterator[tuple[Fraction, Phrase]]:
        """Give what every group wrote off, rounded, with the sum in words."""
        for each in self.rates:
            count = counted.since_commencement([each.group], basis=self.basis, last=at)
            part = Fraction(round_to_cents(count.quantity * each.rate).amount)
            text = "{group}: {q} × {rate} = {part}"
            q, shown = amount_of(count.quantity, count.unit), {"group": each.group}
            yield part, said(text, text, q=q, rate=euros(each.rate), part=euros(part), **shown)

    def needed(self, group: str) -> Fraction:
        """Give how much of one group writes the whole loan off. Raises InvalidRule when none of it does."""
        rate = next((each.rate for each in self.rates if each.group == group), Fraction(0))
        if not rate:
            nothing = said("Van {group} wordt niets afgeschreven.", "Nothing is written off by {group}.", group=group)
            raise InvalidRule(self.kind, self.label, [nothing])
        return self.principal / rate

    def years(self, group: str, a_year: Fraction) -> Fraction:
        """Give in how many years the loan is written off by so much of one group a year; never without purchases."""
        if a_year <= 0:
            never = said("Zonder afname wordt niets afgeschreven.", "Without purchases nothing is written off.")
            raise InvalidRule(self.kind, self.label, [never])
        return self.needed(group) / a_year

    def in_words(self) -> Phrase:
        """Say the principal and what writes it off."""
        values: dict[str, object] = {}
        for place, each in enumerate(self.rates):
            values |= {f"g{place}": each.group, f"r{place}": euros(each.rate)}
        listed = ", ".join(f"{{r{place}}} ({{g{place}}})" for place in range(len(self.rates)))
        return said(
            f"{{principal}}, afgeschreven per eenheid: {listed}",
            f"{{principal}}, written off per unit: {listed}",
            principal=euros(self.principal),
            **values,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Buy a hundred units of the first group."""
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        bought = Event(year.first, self.rates[0].group, Decimal(100), "", paid_on=year.first)
        facts = Counted.of([bought], year).ending(year.last)
        return said("Na afname van 100 eenheden", "After purchases of 100 units"), facts
