"""Amounts that do not depend on anything that is counted."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Phrase, Rule, euros, said
from akkoord.executing.parameters import Euro
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord_rules_fees.samples import quarter

__all__ = ["Fixed", "FixedPerMonth"]


class Fixed(Rule, kind="fixed", label=Words(nl="Vast bedrag", en="Fixed amount")):
    """RULES 0.8 `fixed`: the amount."""

    amount: Annotated[Euro, Ask(Words(nl="Bedrag", en="Amount"), unit="EUR"), Field(ge=0)]

    def lines(self, counted: Counted) -> Iterable[ExactLine]:  # noqa: ARG002 - the amount is fixed
        """Give the amount."""
        yield ExactLine(
            self.amount, (said("vast bedrag {amount}", "fixed amount {amount}", amount=euros(self.amount)),)
        )

    def in_words(self) -> Phrase:
        """Say the amount."""
        return said("{amount} ineens", "{amount} at once", amount=euros(self.amount))

    def sample(self) -> tuple[Phrase, Counted]:
        """Need no facts."""
        return said("Altijd", "Always"), quarter()


class FixedPerMonth(Rule, kind="fixed_per_month", label=Words(nl="Vast bedrag per maand", en="Fixed amount a month")):
    """RULES 0.8 `fixed_per_month`: amount × full months of the period."""

    amount: Annotated[Euro, Ask(Words(nl="Bedrag per maand", en="Amount a month"), unit="EUR"), Field(ge=0)]

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take the amount for every full month."""
        months = counted.period.months
        step = said(
            "{months} volle maanden × {amount}",
            "{months} full months × {amount}",
            months=months,
            amount=euros(self.amount),
        )
        yield ExactLine(self.amount * months, (step,), months=months)

    def in_words(self) -> Phrase:
        """Say the amount."""
        return said("{amount} voor elke volle maand", "{amount} for every full month", amount=euros(self.amount))

    def sample(self) -> tuple[Phrase, Counted]:
        """Take a quarter."""
        return said("Over een kwartaal", "Over a quarter"), quarter()
