"""Contracts that ended, with what is known around each of them, looked up for all at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from akkoord import Words
from akkoord.closing.contract import Contract
from akkoord.dossier import Customer
from akkoord.ending.termination import Termination
from akkoord.executing.kept import KeptStatement
from akkoord.language import Speaks
from akkoord.reporting import Cell, Reading
from akkoord.reporting.shared import volume, who
from akkoord.values import Money, Quantity, total

__all__ = ["AllEnded", "Ended", "plain"]


@dataclass(frozen=True)
class Ended:
    """One termination with what is known around it."""

    reading: Reading
    termination: Termination
    customer: Customer

    @property
    def key(self) -> tuple[str, date]:
        """Tell it apart: the customer, and the last day."""
        return self.customer.id, self.termination.effective

    @property
    def reason(self) -> Speaks:
        """Say the reason."""
        policy = self.reading.records.terminations.policy
        known = {one.code: one.words for one in policy.reasons}
        return known.get(self.termination.plan.reason, plain(self.termination.plan.reason))

    @property
    def circumstances(self) -> list[Speaks]:
        """Say the circumstances."""
        policy = self.reading.records.terminations.policy
        known = {one.code: one.words for one in policy.circumstances}
        return [known.get(code, plain(code)) for code in self.termination.plan.circumstances]

    @cached_property
    def contract(self) -> Contract | None:
        """Give the contract that ended, if there was one in force."""
        key = self.termination.contract
        return None if key is None else self.reading.records.contracts.get(key)

    @property
    def who(self) -> tuple[Cell, Cell]:
        """Begin a row with the customer and the contract."""
        return who(self.customer, self.contract)


@dataclass(frozen=True)
class AllEnded:
    """All terminations, with what was looked up for all of them at once."""

    reading: Reading
    found: list[Ended]

    @cached_property
    def volumes(self) -> Mapping[tuple[str, date], tuple[Quantity, ...]]:
        """What the customers took in the year before the end."""
        return self.reading.year_before(each.key for each in self.found)

    @cached_property
    def statements(self) -> Mapping[str, KeptStatement]:
        """The end statements, by id."""
        ids = [each.termination.statement for each in self.found]
        return self.reading.records.statements.some(key for key in ids if key is not None)

    @cached_property
    def restored(self) -> Mapping[str, datetime]:
        """When customers came back, by id."""
        return self.reading.records.restoring.restored_at({each.customer.id for each in self.found})

    def cost(self, each: Ended, direction: str) -> Money:
        """Add up what the end statement books in a direction, before VAT."""
        statement = self.statements.get(each.termination.statement or "")
        if statement is None:
            return Money.of(0)
        return total(one.net for one in statement.totals if one.direction == direction)

    def costs(self, some: Iterable[Ended]) -> tuple[Money, Money]:
        """Add up what goes to customers and what comes from them."""
        listed = list(some)
        return (
            total(self.cost(each, "payable") for each in listed),
            total(self.cost(each, "receivable") for each in listed),
        )

    def volume(self, some: Iterable[Ended]) -> Quantity | Words:
        """Give the volume of a year that goes with these."""
        return volume(quantity for each in some for quantity in self.volumes[each.key])


def plain(text: str) -> Words:
    """Say the same in either language."""
    return Words(nl=text, en=text)
