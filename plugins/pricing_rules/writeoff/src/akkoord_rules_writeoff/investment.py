"""The part of an investment that an early end makes due."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, Phrase, RemainingRule, euros, said
from akkoord.executing.parameters import Euro, Whole
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, add_months

__all__ = ["LinearClawback"]


class LinearClawback(
    RemainingRule,
    kind="linear_clawback",
    label=Words(nl="Terugbetaling naar resterende maanden", en="Repayment by remaining months"),
):
    """RULES 0.8 `linear_clawback`: amount × remaining months / months."""

    amount: Annotated[Euro, Ask(Words(nl="Bedrag", en="Amount"), unit="EUR"), Field(ge=0)]
    months: Annotated[
        Whole, Ask(Words(nl="Afschrijving in maanden", en="Write-off in months"), unit="month"), Field(ge=1)
    ]

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - time decides, not volume
        """Take the part of the amount for the full months that remain."""
        left = self.months_left(at)
        text = "{amount} × {left}/{months}"
        step = said(text, text, amount=euros(self.amount), left=left, months=self.months)
        yield ExactLine(self.amount * left / self.months, (step,), months=left)

    def in_words(self) -> Phrase:
        """Say how the amount shrinks."""
        return said(
            "{amount}, elke volle maand 1/{months} minder",
            "{amount}, 1/{months} less with every full month",
            amount=euros(self.amount),
            months=self.months,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """End half-way."""
        at = self.after or add_months(self.contract_end, -max(1, self.months // 2))
        facts = Counted.of([], Period(add_months(at, -12), at)).ending(at)
        return said("Bij een einde op {at}", "With an end on {at}", at=at), facts

    def warnings(self) -> Iterable[Concern]:
        """Warn when more months may remain than the amount is written off in: more than the amount would be due."""
        if self.after is None:
            return
        left = self.months_left(self.after)
        if left > self.months:
            yield Concern(
                "months",
                said(
                    "Er resteren {left} maanden en de afschrijving telt er {months}: dat is meer dan het hele bedrag.",
                    "{left} months remain and the write-off has {months}: that is more than the whole amount.",
                    left=left,
                    months=self.months,
                ),
                self.amount * (left - self.months) / self.months,
            )
