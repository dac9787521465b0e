"""What is missing to the least that is charged in a period."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import Field

from akkoord.executing import METHODS, Concern, Counted, Direction, ExactLine, Phrase, Rule, euros, said
from akkoord.executing.parameters import Choice, Days, Euro, Texts, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Method, round_to_cents
from akkoord_rules_fees.samples import quarter

__all__ = ["MinimumFee"]

WHENS: Final = {
    "always": Words(nl="meteen, en wat erboven komt daarna", en="at once, and what comes above it afterwards"),
    "final": Words(nl="aan het einde van de periode", en="at the end of the period"),
}
SIDES: Final = {
    "receivable": Words(nl="wat de klant betaalt", en="what the customer pays"),
    "payable": Words(nl="wat de klant krijgt", en="what the customer receives"),
}


class MinimumFee(Rule, kind="minimum_fee", label=Words(nl="Minimumvergoeding", en="Minimum fee")):
    """RULES 0.8 `minimum_fee`: max(0, M - sum of the rounded base lines); what goes the other way does not count.

    In a period that is cut short M is cut down too, and rounded on purpose (RULES 0.1). The same rule guarantees what
    a customer receives at least. A minimum for so many months counts as often as these fit in the period: settled over
    quarter after quarter of a year together, what one of them had too much makes up for what another has too little.
    """

    minimum: Annotated[Euro, Ask(Words(nl="Minimum per periode", en="Minimum a period"), unit="EUR"), Field(ge=0)]
    base_lines: Annotated[Texts, Ask(Words(nl="Regels die meetellen", en="Lines that count"))] = ()
    counts: Annotated[Direction, Choice, Ask(Words(nl="Daarvan telt", en="Of these counts"), choices=SIDES)] = (
        "receivable"
    )
    months: Annotated[
        Whole | None,
        Ask(
            Words(nl="Het minimum geldt per", en="The minimum is for"),
            unit="month",
            help=Words(nl="Leeg: voor de hele periode, hoe lang die ook is.", en="Empty: for the whole period."),
        ),
        Field(ge=1),
    ] = None
    due: Annotated[Literal["always", "final"], Choice, Ask(Words(nl="Aangevuld", en="Made up for"), choices=WHENS)] = (
        "always"
    )
    prorate: Annotated[
        Method, Choice, Ask(Words(nl="Bij een kortere periode", en="In a shorter period"), choices=METHODS)
    ] = "none"
    full_period: Annotated[Days | None, Ask(Words(nl="De volledige periode", en="The full period"))] = None

    def needs(self) -> tuple[str, ...]:
        """Build on the lines that count."""
        return self.base_lines

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take what is missing to the minimum; nothing missing gives a line of nothing."""
        factor = self.factor(counted)
        least = Fraction(round_to_cents(self.minimum * factor).amount)
        charged = sum((Fraction(counted.going(self.counts, line).amount) for line in self.base_lines), Fraction(0))
        steps = []
        if factor != 1:
            text = "{minimum} × {factor} = {least}"
            steps.append(said(text, text, minimum=euros(self.minimum), factor=factor, least=euros(least)))
        if self.due == "final" and not counted.final:
            steps.append(said("wordt aangevuld als de periode voorbij is", "is made up for once the period is over"))
            return (ExactLine(Fraction(0), tuple(steps)),)
        if charged < least:
            text = "{least} - {charged}"
            steps.append(said(text, text, least=euros(least), charged=euros(charged)))
        else:
            steps.append(
                said(
                    "{charged} in rekening gebracht, minstens {least}: niets aan te vullen",
                    "{charged} charged, at least {least}: nothing to add",
                    charged=euros(charged),
                    least=euros(least),
                )
            )
        return (ExactLine(max(Fraction(0), least - charged), tuple(steps)),)

    def factor(self, counted: Counted) -> Fraction:
        """Give how many times the minimum counts in the period."""
        if self.months is None:
            return counted.factor(self.prorate, self.full_period)
        return Fraction(counted.period.months, self.months)

    def in_words(self) -> Phrase:
        """Say the minimum."""
        nl, en = "minstens {minimum} per periode", "at least {minimum} a period"
        if self.months is not None:
            nl, en = "minstens {minimum} per {months} maanden", "at least {minimum} for every {months} months"
        return said(nl, en, minimum=euros(self.minimum), months=self.months or 0)

    def sample(self) -> tuple[Phrase, Counted]:
        """Charge nothing in a whole period."""
        facts = quarter(self.full_period.first if self.full_period else date(2026, 1, 1))
        nothing = dict.fromkeys(self.base_lines, ())
        period = self.full_period or facts.period
        given = said("Als er niets in rekening is gebracht", "When nothing was charged")
        return given, Counted(period, period.last, full_period=period, rounded=nothing)

    def mistakes(self) -> Iterable[Concern]:
        """Refuse a minimum that is cut down in two ways."""
        if self.months is not None and self.prorate != "none":
            yield Concern(
                "months",
                said(
                    "Een minimum per aantal maanden telt al naar de lengte van de periode; kort het niet nog eens in.",
                    "A minimum for so many months follows the length of the period; do not cut it down once more.",
                ),
            )
