"""Bases for rule kinds that have parameters in common: what counts, how a period is cut short, what remains."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Final

from pydantic import Field

from akkoord.executing.counted import SAME, Basis, Count, Counted
from akkoord.executing.parameters import Choice, Day, Days, Groups, Listed, Number, RuleRow, Text
from akkoord.executing.rule import EndingRule, Rule
from akkoord.facts import Ask
from akkoord.language import Message, Words
from akkoord.values import Conversion, Method, Size, month_end, remaining_months


def words(message: Message) -> Words:
    """Give a message of the core as words in every language, for a label."""
    return Words(nl=message.text("nl"), en=message.text("en"))


BASES: Final[Mapping[str, Words]] = {
    "delivered": words(Message("delivered")),
    "delivered_and_paid": words(Message("delivered and paid")),
}
METHODS: Final[Mapping[str, Words]] = {
    "none": words(Message("not cut down")),
    "months": words(Message("by full months")),
    "days": words(Message("by days")),
}


class UnitSize(RuleRow):
    """A unit that was agreed, such as a box: how much of another one it holds."""

    name: Annotated[Text, Ask(words(Message("Unit")))]
    amount: Annotated[Number, Ask(words(Message("Holds"))), Field(gt=0)]
    of: Annotated[Text, Ask(words(Message("Of unit")))]


class ScopedRule(Rule):
    """A rule over some groups, in the unit that deliveries have or in one of its own."""

    groups: Annotated[Groups, Ask(words(Message("Product groups")))]
    basis: Annotated[Basis, Choice, Ask(words(Message("What counts")), choices=BASES)] = "delivered"
    unit: Annotated[
        Text | None,
        Ask(
            words(Message("Counted in")),
            help=words(Message("The unit of the quantities and rates of this rule, when deliveries have another one.")),
        ),
    ] = None
    sizes: Annotated[tuple[UnitSize, ...], Listed, Ask(words(Message("Units of our own")))] = ()

    @property
    def conversion(self) -> Conversion:
        """How units convert for this rule: as everybody knows, and as is agreed."""
        return Conversion({each.name: Size(each.amount, each.of) for each in self.sizes}) if self.sizes else SAME


class CountingRule(ScopedRule):
    """A rule over what was counted in some groups (RULES 0.7), in the period or from and through days of its own."""

    first: Annotated[Day | None, Ask(words(Message("First day that counts"))), Field(alias="from")] = None
    last: Annotated[Day | None, Ask(words(Message("Last day that counts"))), Field(alias="to")] = None

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Tell whether its own days begin or end within a month, of which the days may then not be added up."""
        first, last = (_day(parameters.get(name)) for name in ("from", "to"))
        return (first is not None and first.day != 1) or (last is not None and last != month_end(last))

    def count(self, counted: Counted) -> Count:
        """Add up what counts for this rule."""
        return counted.count(
            self.groups,
            basis=self.basis,
            first=self.first,
            last=self.last,
            unit=self.unit or "",
            conversion=self.conversion,
        )


class ProratedRule(CountingRule):
    """A rule whose thresholds are cut down with a period that is cut short (RULES 0.3)."""

    prorate: Annotated[Method, Choice, Ask(words(Message("In a shorter period")), choices=METHODS)] = "none"
    full_period: Annotated[Days | None, Ask(words(Message("The full period")))] = None

    def factor(self, counted: Counted) -> Fraction:
        """Give the pro rata factor."""
        return counted.factor(self.prorate, self.full_period)


class RemainingRule(EndingRule):
    """A rule over the months that remain when a contract ends early (RULES 0.3)."""

    contract_end: Annotated[Day, Ask(words(Message("Agreed last day of the contract")))]
    after: Annotated[Day | None, Ask(words(Message("Actual last day of the contract")))] = None

    def last_day(self, counted: Counted) -> date | None:
        """Give the last day: the parameter, or that of the contract that is ending."""
        return self.after or counted.ends

    def months_left(self, at: date) -> int:
        """Count the full months after a day; a remaining part of a month favours the customer."""
        return remaining_months(at, self.contract_end)


def _day(written: object) -> date | None:
    return None if written is None else date.fromisoformat(str(written))
