"""A part of the average invoice, for the months that remain."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, Phrase, RemainingRule, euros, percent, said
from akkoord.executing.parameters import Numbers, Pct, Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import add_months
from akkoord_rules_fees.samples import ending_early

__all__ = ["ExitFeeAverage"]

A_YEAR = 12


class ExitFeeAverage(
    RemainingRule,
    kind="exit_fee_average",
    label=Words(nl="Vergoeding naar gemiddelde factuur", en="Fee by average invoice"),
):
    """RULES 0.8 `exit_fee_average`: sum of twelve invoices / 12 × remaining months × percentage.

    The average is not rounded. Without invoices of its own the rule takes the net turnover of the last twelve months.
    """

    invoices: Annotated[Numbers, Ask(Words(nl="Twaalf netto facturen", en="Twelve net invoices"))] = ()
    groups: Annotated[Texts, Ask(Words(nl="Of: omzet in deze groepen", en="Or: turnover in these groups"))] = ()
    pct: Annotated[Pct, Ask(Words(nl="Verschuldigd deel", en="Part that is due"), unit="%"), Field(ge=0, le=100)]

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:
        """Take the part of the average for the full months that remain."""
        months = self.months_left(at)
        total = self._year(at, counted)
        amount = total / A_YEAR * months * self.pct / 100
        text = "{total} / 12 × {months} × {pct}"
        step = said(text, text, total=euros(total), months=months, pct=percent(self.pct))
        yield ExactLine(amount, (step,), months=months)

    def _year(self, at: date, counted: Counted) -> Fraction:
        """Add up the invoices of the last twelve months."""
        if self.invoices:
            return sum(self.invoices, Fraction(0))
        first = add_months(at + timedelta(days=1), -A_YEAR)
        return counted.count(self.groups, first=first, last=at).turnover

    def in_words(self) -> Phrase:
        """Say the part."""
        return said(
            "{pct} van de gemiddelde maandfactuur voor elke volle maand die resteert",
            "{pct} of the average monthly invoice for every full month that remains",
            pct=percent(self.pct),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """End half a year early."""
        facts = ending_early(self.contract_end, self.after)
        return said("Bij een einde op {at}", "With an end on {at}", at=facts.period.last), facts

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a number of invoices that is no year, and a rule that can see no invoices."""
        if self.invoices and len(self.invoices) != A_YEAR:
            yield Concern(
                "invoices",
                said(
                    "Geef twaalf facturen; het zijn er {count}.",
                    "Give twelve invoices; there are {count}.",
                    count=len(self.invoices),
                ),
            )
        if bool(self.invoices) == bool(self.groups):
            yield Concern(
                "invoices",
                said(
                    "Geef de facturen, of de groepen waarvan de omzet telt: een van beide.",
                    "Give the invoices, or the groups whose turnover counts: one of the two.",
                ),
            )
