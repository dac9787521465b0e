"""A fee for what will not be bought after an early end."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Phrase, RemainingRule, amount_of, euros, said
from akkoord.executing.parameters import Number, Rate
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period, add_months

__all__ = ["ShortfallFuture"]


class ShortfallFuture(
    RemainingRule,
    kind="shortfall_future",
    label=Words(nl="Vergoeding voor de resterende looptijd", en="Fee for the rest of the term"),
):
    """RULES 0.8 `shortfall_future`: annual commitment × remaining months / 12 × rate, without tolerance."""

    annual_commitment: Annotated[Number, Ask(Words(nl="Toezegging per jaar", en="Commitment a year")), Field(ge=0)]
    rate: Annotated[Rate, Ask(Words(nl="Bedrag per eenheid", en="Rate per unit"), unit="EUR"), Field(ge=0)]

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - the future is not counted
        """Take the commitment of the full months that remain times the rate."""
        months = self.months_left(at)
        quantity = self.annual_commitment * months / 12
        text = "{annual} × {months}/12 = {q} × {rate}"
        shown = {"annual": self.annual_commitment, "months": months, "q": amount_of(quantity, "")}
        step = said(text, text, rate=euros(self.rate), **shown)
        yield ExactLine(quantity * self.rate, (step,), quantity, months=months)

    def in_words(self) -> Phrase:
        """Say what is due for every month that remains."""
        return said(
            "bij een eerder einde {rate} per eenheid over {annual} per jaar, voor de volle maanden die resteren",
            "on an earlier end {rate} per unit over {annual} a year, for the full months that remain",
            rate=euros(self.rate),
            annual=self.annual_commitment,
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """End half a year early."""
        at = self.after or add_months(self.contract_end, -6)
        facts = Counted.of([], Period(add_months(at, -12), at)).ending(at)
        return said("Bij een einde op {at}", "With an end on {at}", at=at), facts
