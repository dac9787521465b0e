"""What was paid for days after the end."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, EndingRule, ExactLine, Phrase, euros, said
from akkoord.executing.parameters import Day, Days, Euro
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period

__all__ = ["ProrataRefund"]


class ProrataRefund(EndingRule, kind="prorata_refund", label=Words(nl="Teruggave naar dagen", en="Refund by days")):
    """RULES 0.8 `prorata_refund`: amount × days after the termination / days of the paid period."""

    amount: Annotated[Euro, Ask(Words(nl="Vooruitbetaald bedrag", en="Amount paid ahead"), unit="EUR"), Field(ge=0)]
    paid_period: Annotated[Days, Ask(Words(nl="Betaalde periode", en="Period paid for"))]
    terminated: Annotated[Day | None, Ask(Words(nl="Laatste dag van het contract", en="Last day of the contract"))] = (
        None
    )

    def last_day(self, counted: Counted) -> date | None:
        """Give the last day: the parameter, or that of the contract that is ending."""
        return self.terminated or counted.ends

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - only the calendar counts
        """Take the part of the amount for the days after the last day."""
        whole = self.paid_period.days
        days = min(whole, max(0, (self.paid_period.last - at).days))
        text = "{amount} × {days}/{whole}"
        step = said(text, text, amount=euros(self.amount), days=days, whole=whole)
        yield ExactLine(self.amount * days / whole, (step,))

    def in_words(self) -> Phrase:
        """Say what is given back."""
        return said(
            "{amount} voor {period}, terug naar de dagen na het einde",
            "{amount} for {period}, refunded by the days after the end",
            amount=euros(self.amount),
            period=self.paid_period,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """End half-way through the paid period."""
        paid = self.paid_period
        at = self.terminated or date.fromordinal((paid.first.toordinal() + paid.last.toordinal()) // 2)
        facts = Counted.of([], Period(min(paid.first, at), at)).ending(at)
        return said("Bij een einde op {at}", "With an end on {at}", at=at), facts

    def warnings(self) -> Iterable[Concern]:
        """Warn of an end before the paid period: all of it is given back."""
        if self.terminated is not None and self.terminated < self.paid_period.first:
            yield Concern(
                "terminated",
                said(
                    "Het contract eindigt vóór de betaalde periode: alles wordt teruggegeven.",
                    "The contract ends before the period paid for: all of it is refunded.",
                ),
                self.amount,
            )
