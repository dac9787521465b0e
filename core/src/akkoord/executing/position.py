"""What a statement comes to: nets per line, totals and VAT per group, and the difference of two (RULES 0.10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from akkoord.executing.line import OPPOSITE, Direction, Line, Vat
from akkoord.values import Money

Cents = int


class LineKey(NamedTuple):
    """Tells booked amounts apart: the line, its direction and its VAT."""

    line: str
    direction: Direction
    vat: Vat


class GroupKey(NamedTuple):
    """A group of the totals: direction and VAT."""

    direction: Direction
    vat: Vat


@dataclass(frozen=True, slots=True)
class Total:
    """The total of a group: the sum of rounded lines, and the VAT over that sum, rounded once."""

    direction: Direction
    vat: Vat
    net: Money
    tax: Money

    @property
    def gross(self) -> Money:
        """Net and VAT together."""
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left to pay, and by whom; `none` when nobody owes anything."""

    direction: Literal["receivable", "payable", "none"]
    amount: Money


@dataclass(frozen=True, slots=True)
class Position:
    """Amounts per line, and net and VAT per group, in cents: what was booked, what comes out, or the difference.

    Amounts in a difference may be below zero; shown as money they go the other way.
    """

    lines: Mapping[LineKey, Cents] = field(default_factory=lambda: MappingProxyType({}))
    groups: Mapping[GroupKey, tuple[Cents, Cents]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Position":
        """Add up the lines that are charged."""
        nets: dict[LineKey, Cents] = {}
        groups: dict[GroupKey, Cents] = {}
        for line in lines:
            if line.charged:
                key, group = LineKey(line.id, line.direction, line.vat), GroupKey(line.direction, line.vat)
                nets[key] = nets.get(key, 0) + line.amount.minor
                groups[group] = groups.get(group, 0) + line.amount.minor
        return cls(nets, {key: (net, key.vat.on(Money.of_minor(net)).minor) for key, net in groups.items()})

    def __add__(self, other: "Position") -> "Position":
        return self._combined(other, 1)

    def __sub__(self, other: "Position") -> "Position":
        return self._combined(other, -1)

    def _combined(self, other: "Position", sign: Literal[1, -1]) -> "Position":
        lines = dict(self.lines)
        for key, amount in other.lines.items():
            lines[key] = lines.get(key, 0) + sign * amount
        groups = dict(self.groups)
        for group, (net, tax) in other.groups.items():
            before = groups.get(group, (0, 0))
            groups[group] = (before[0] + sign * net, before[1] + sign * tax)
        return Position(lines, groups)

    def amounts(self) -> Mapping[LineKey, Money]:
        """Give the amount per line, zero or more: what is below zero goes the other way."""
        shown: dict[LineKey, Cents] = {}
        for key, amount in self.lines.items():
            turned = key._replace(direction=OPPOSITE[key.direction]) if amount < 0 else key
            shown[turned] = shown.get(turned, 0) + abs(amount)
        return {key: Money.of_minor(amount) for key, amount in shown.items()}

    def totals(self) -> tuple[Total, ...]:
        """Give the totals, receivable before payable, then by VAT; what is below zero goes the other way."""
        shown: dict[GroupKey, tuple[Cents, Cents]] = {}
        for key, (net, tax) in self.groups.items():
            sign = -1 if (net, tax) < (0, 0) else 1
            turned = key._replace(direction=OPPOSITE[key.direction]) if sign < 0 else key
            before = shown.get(turned, (0, 0))
            shown[turned] = (before[0] + sign * net, before[1] + sign * tax)
        found = [
            Total(key.direction, key.vat, Money.of_minor(net), Money.of_minor(tax)) for key, (net, tax) in shown.items()
        ]
        return tuple(sorted(found, key=lambda each: (each.direction == "payable", each.vat.order)))

    def balance(self) -> Balance:
        """Settle receivable against payable, VAT included."""
        owed = sum(
            (net + tax) * (1 if key.direction == "receivable" else -1) for key, (net, tax) in self.groups.items()
        )
        if not owed:
            return Balance("none", Money.of_minor(0))
        return Balance("receivable" if owed > 0 else "payable", Money.of_minor(abs(owed)))

    def since(self, booked: "Position") -> "Position":
        """Give what is new since `booked`; what was booked and did not change is left out (RULES 0.10)."""
        change = self - booked
        lines = {key: net for key, net in change.lines.items() if net or key not in booked.lines}
        groups = {key: both for key, both in change.groups.items() if any(both) or key not in booked.groups}
        return Position(lines, groups)
