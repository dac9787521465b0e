"""Discounts on the lines of other rules, such as a discount on a whole order."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from akkoord.executing import Concern, Counted, ExactLine, Line, Phrase, Vat, said
from akkoord.executing.line import rounded
from akkoord.executing.parameters import Texts
from akkoord.facts import Ask
from akkoord.language import Words
from akkoord.values import Period
from akkoord_rules_discounts.stack import Stack
from akkoord_rules_discounts.stacking import StackingRule

__all__ = ["OrderDiscounts"]


class OrderDiscounts(
    StackingRule, kind="order_discounts", label=Words(nl="Kortingen op regels", en="Discounts on lines")
):
    """From the rounded base lines, less those that go to the customer, every discount in its order.

    Discounts of the lines themselves come first, and free goods that stand as a line lower the base.
    """

    base_lines: Annotated[
        Texts, Ask(Words(nl="Regels waarvan de korting afgaat", en="Lines that it comes off")), Field(min_length=1)
    ]

    def needs(self) -> tuple[str, ...]:
        """Build on the lines that it comes off."""
        return self.base_lines

    def stack(self, counted: Counted) -> Stack:
        """Take the discounts off what the customer owes by the lines."""
        start = sum((Fraction(counted.owed(line).amount) for line in self.base_lines), Fraction(0))
        return self.stack_of(start, Fraction(0))

    def quantity(self, counted: Counted) -> tuple[Fraction | None, str]:
        """Give no quantity: lines may be counted in different units."""
        del counted
        return None, ""

    def mistakes(self) -> Iterable[Concern]:
        """Refuse what lines do not have: a quantity and a customer of their own."""
        yield from super().mistakes()
        if any(each.per_unit is not None or each.from_qty or each.customers for each in self.discounts):
            yield Concern(
                "discounts",
                said(
                    "Regels hebben geen hoeveelheid en geen klant: geef percentages en bedragen zonder voorwaarde.",
                    "Lines have no quantity and no customer: give percentages and amounts without a condition.",
                ),
            )

    def sample(self) -> tuple[Phrase, Counted]:
        """Charge a hundred euros by each line."""
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        lines = {name: (_hundred(name),) for name in self.base_lines}
        given = said("Als elke regel € 100,00 is", "When every line is €100.00")
        return given, Counted(year, year.last, rounded=lines)


def _hundred(name: str) -> Line:
    exact = ExactLine(Fraction(100), (said("€ 100,00", "€100.00"),))
    return rounded(exact, id=name, kind="", direction="receivable", vat=Vat.of("out_of_scope"))
