"""What is missing to the least that is charged in a period."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import METHODS, Counted, ExactLine, Phrase, Rule, euros, said
from akkoord.executing.parameters import Choice, Days, Euro, Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Method, round_to_cents
from akkoord_rules_fees.samples import quarter

__all__ = ["MinimumFee"]


class MinimumFee(Rule, kind="minimum_fee", label=Words(nl="Minimumvergoeding", en="Minimum fee")):
    """RULES 0.8 `minimum_fee`: max(0, M - sum of the rounded base lines); credits do not count.

    In a period that is cut short M is cut down too, and rounded on purpose (RULES 0.1).
    """

    minimum: Annotated[Euro, Ask(Words(nl="Minimum per periode", en="Minimum a period"), unit="EUR"), Field(ge=0)]
    base_lines: Annotated[Texts, Ask(Words(nl="Regels die meetellen", en="Lines that count"))] = ()
    prorate: Annotated[
        Method, Choice, Ask(Words(nl="Bij een kortere periode", en="In a shorter period"), choices=METHODS)
    ] = "none"
    full_period: Annotated[Days | None, Ask(Words(nl="De volledige periode", en="The full period"))] = None

    def needs(self) -> tuple[str, ...]:
        """Build on the lines that count."""
        return self.base_lines

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take what is missing to the minimum; nothing missing gives a line of nothing."""
        factor = counted.factor(self.prorate, self.full_period)
        least = Fraction(round_to_cents(self.minimum * factor).amount)
        charged = sum((Fraction(counted.receivable(line).amount) for line in self.base_lines), Fraction(0))
        steps = []
        if factor != 1:
            text = "{minimum} × {factor} = {least}"
            steps.append(said(text, text, minimum=euros(self.minimum), factor=factor, least=euros(least)))
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
        yield ExactLine(max(Fraction(0), least - charged), tuple(steps))

    def in_words(self) -> Phrase:
        """Say the minimum."""
        return said("minstens {minimum} per periode", "at least {minimum} a period", minimum=euros(self.minimum))

    def sample(self) -> tuple[Phrase, Counted]:
        """Charge nothing in a whole period."""
        facts = quarter(self.full_period.first if self.full_period else date(2026, 1, 1))
        nothing = dict.fromkeys(self.base_lines, ())
        period = self.full_period or facts.period
        given = said("Als er niets in rekening is gebracht", "When nothing was charged")
        return given, Counted(period, period.last, full_period=period, rounded=nothing)
