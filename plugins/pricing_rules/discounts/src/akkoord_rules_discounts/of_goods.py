"""Discounts on what was bought."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Counted, CountingRule, Event, Phrase, euros, said
from akkoord.executing.parameters import Rate, as_text
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period
from akkoord_rules_discounts.stack import Stack
from akkoord_rules_discounts.stacking import StackingRule

__all__ = ["Discounts"]


class Discounts(
    StackingRule, CountingRule, kind="discounts", label=Words(nl="Kortingen op elkaar", en="Discounts on discounts")
):
    """From quantity × list price, or the net turnover, every discount in its order: base × percentage, or an amount.

    The base of each is what is left by then or what it begins with, and is said. Together they never take more than
    there is; below zero a discount is a surcharge. Only those hold whose quantity was reached and whose customer it is.
    """

    price: Annotated[
        Rate | None,
        Ask(
            Words(nl="Lijstprijs per eenheid", en="List price per unit"),
            unit="EUR",
            help=Words(nl="Leeg: de netto-omzet telt.", en="Empty: the net turnover counts."),
        ),
        Field(ge=0),
    ] = None

    def stack(self, counted: Counted) -> Stack:
        """Take the discounts off the list price of what counts, or off its turnover."""
        count = self.count(counted)
        start = count.turnover if self.price is None else count.quantity * self.price
        counting = counted.counting(self.groups, basis=self.basis, first=self.first, last=self.last)
        restricted = any(each.customers for each in self.discounts)
        customers = frozenset(event.customer for event in counting) if restricted else frozenset()
        return self.stack_of(start, count.quantity, customers)

    def quantity(self, counted: Counted) -> tuple[Fraction | None, str]:
        """Give what was bought."""
        count = self.count(counted)
        return count.quantity, count.unit

    def sample(self) -> tuple[Phrase, Counted]:
        """Buy as much as the highest threshold asks, and at least a hundred."""
        quantity = max([Fraction(100), *(each.from_qty for each in self.discounts)])
        turnover = 1000 if self.price is None else 0
        day = self.first or self.last or date(2026, 1, 1)
        figure = Decimal(as_text(quantity))
        event = Event(day, self.groups[0], figure, "", Decimal(turnover), paid_on=day)
        facts = Counted.of([event], Period(date(day.year, 1, 1), date(day.year, 12, 31)))
        if self.price is None:
            given = said(
                "Bij {q} voor {turnover}", "With {q} for {turnover}", q=quantity, turnover=euros(Fraction(turnover))
            )
            return given, facts
        return said("Bij een afname van {q}", "With purchases of {q}", q=quantity), facts
