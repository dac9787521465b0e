"""The instalments that an early end leaves unpaid."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Phrase, RemainingRule, euros, percent, said
from akkoord.executing.parameters import Euro, Pct
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_fees.samples import ending_early

__all__ = ["RemainingInstalments"]


class RemainingInstalments(
    RemainingRule, kind="remaining_instalments", label=Words(nl="Resterende termijnen", en="Remaining instalments")
):
    """RULES 0.8 `remaining_instalments`: fee × remaining months × percentage."""

    monthly_fee: Annotated[Euro, Ask(Words(nl="Vergoeding per maand", en="Fee a month"), unit="EUR"), Field(ge=0)]
    pct: Annotated[Pct, Ask(Words(nl="Verschuldigd deel", en="Part that is due"), unit="%"), Field(ge=0, le=100)] = (
        Fraction(100)
    )

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - the future is not counted
        """Take the part of the fee for the full months that remain."""
        months = self.months_left(at)
        text = "{months} × {fee}" if self.pct == 100 else "{months} × {fee} × {pct}"  # noqa: PLR2004 - all of it
        step = said(text, text, months=months, fee=euros(self.monthly_fee), pct=percent(self.pct))
        yield ExactLine(self.monthly_fee * months * self.pct / 100, (step,), months=months)

    def in_words(self) -> Phrase:
        """Say the fee and the part."""
        return said(
            "{pct} van {fee} voor elke volle maand die resteert",
            "{pct} of {fee} for every full month that remains",
            pct=percent(self.pct),
            fee=euros(self.monthly_fee),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """End half a year early."""
        facts = ending_early(self.contract_end, self.after)
        return said("Bij een einde op {at}", "With an end on {at}", at=facts.period.last), facts
