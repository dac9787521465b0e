"""So much a day, for as many as there are."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, ExactLine, Phrase, Rule, amount_of, euros, said
from akkoord.executing.parameters import Day, Number, Rate, Text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period
from akkoord_rules_fees.samples import quarter

__all__ = ["DailyFee"]


class DailyFee(Rule, kind="daily_fee", label=Words(nl="Vergoeding per dag", en="Fee a day")):
    """days × number a day × rate, the first and the last day included; such as stock that lies somewhere."""

    rate: Annotated[Rate, Ask(Words(nl="Bedrag per eenheid", en="Rate per unit"), unit="EUR"), Field(ge=0)]
    per_day: Annotated[Number, Ask(Words(nl="Aantal per dag", en="Number a day")), Field(ge=0)] = Fraction(1)
    unit: Annotated[Text, Ask(Words(nl="Eenheid", en="Unit"))] = "piece"
    first: Annotated[Day | None, Ask(Words(nl="Van", en="From")), Field(alias="from")] = None
    last: Annotated[Day | None, Ask(Words(nl="Tot en met", en="Through")), Field(alias="to")] = None

    def days(self, counted: Counted) -> int:
        """Count the days of the period on which it is due."""
        period = counted.period
        first, last = max(period.first, self.first or period.first), min(period.last, self.last or period.last)
        return Period(first, last).days if first <= last else 0

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Take every day of the period."""
        days = self.days(counted)
        quantity = days * self.per_day
        text = "{days} × {each} = {quantity} × {rate}"
        each = amount_of(self.per_day, self.unit)
        shown = amount_of(quantity, self.unit)
        step = said(f"dagen: {text}", f"days: {text}", days=days, each=each, quantity=shown, rate=euros(self.rate))
        yield ExactLine(quantity * self.rate, (step,), quantity, self.unit)

    def in_words(self) -> Phrase:
        """Say the number and the rate."""
        return said(
            "{each} per dag, {rate} per eenheid",
            "{each} a day, {rate} per unit",
            each=amount_of(self.per_day, self.unit),
            rate=euros(self.rate),
        )

    def sample(self) -> tuple[Phrase, Counted]:
        """Take a quarter."""
        return said("Over een kwartaal", "Over a quarter"), quarter(*([self.first] if self.first else []))
