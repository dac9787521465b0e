"""Settle: a statement is what all facts known at the cut-off come to, less what is booked already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from akkoord.executing.agreed import AgreedRule, Cumulation, lines_of
from akkoord.executing.counted import Counted
from akkoord.executing.line import Line
from akkoord.executing.position import Balance, LineKey, Position, Total
from akkoord.values import Money, Period

__all__ = ["Statement", "settle"]


@dataclass(frozen=True)
class Statement:
    """A settlement of a period: every line in full, and what of it is still to be booked.

    The first statement of a period books everything; a correction books the differences, per line and per VAT
    group; settling again without new facts books nothing. `position` becomes `booked` once this is posted.
    """

    period: Period
    cutoff: date
    lines: tuple[Line, ...]
    booked: Position = field(default_factory=Position)

    @cached_property
    def position(self) -> Position:
        """What all facts known at the cut-off come to."""
        return Position.of(self.lines)

    @cached_property
    def due(self) -> Position:
        """What is to be booked now."""
        return self.position.since(self.booked)

    @property
    def totals(self) -> tuple[Total, ...]:
        """The totals in full, per direction and VAT."""
        return self.position.totals()

    @property
    def balance(self) -> Balance:
        """The balance in full."""
        return self.position.balance()

    @property
    def differences(self) -> Mapping[LineKey, Money]:
        """The amounts that are to be booked, per line: zero or more, in the direction they go."""
        return self.due.amounts()

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing is left to be booked."""
        return not self.due.lines and not self.due.groups


def settle(
    agreed: Sequence[AgreedRule],
    counted: Counted,
    *,
    booked: Position | None = None,
    cumulations: Sequence[Cumulation] = (),
) -> Statement:
    """Settle what was agreed over what was counted; accrual, final, correction and end statement are all this.

    `counted` says which period, which cut-off, and for an end statement the last day of the contract. `booked` is
    the sum of what the posted statements of the same period booked. Raises InvalidStatement, or what a rule raises.
    """
    lines = lines_of(agreed, counted, cumulations)
    return Statement(counted.period, counted.cutoff, lines, booked or Position())
