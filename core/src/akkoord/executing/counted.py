"""What was counted: the events that are known at a cut-off, asked by group, period and basis (RULES 0.2, 0.7)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType
from typing import Final, Literal

from akkoord.executing.errors import LineMissing
from akkoord.executing.line import Line
from akkoord.language import Message
from akkoord.values import InvalidValue, Method, MixedUnits, Money, Period, pro_rata, total
from akkoord.values.exact import EXACT, exact_decimal

Basis = Literal["delivered", "delivered_and_paid"]
ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that counts: a delivery, a reading, a lift, a weighing. Returns are negative, on their own day.

    `turnover` is net, in euros. One event may stand for several sales lines of one day, group and day of payment:
    `lines` says how many.
    """

    on: date
    group: str
    quantity: Decimal
    unit: str
    turnover: Decimal = ZERO
    paid_on: date | None = None
    product: str = ""
    id: str = ""
    contract: str = ""
    customer: str = ""
    lines: int = 1

    def __post_init__(self) -> None:
        """Take exact figures only."""
        object.__setattr__(self, "quantity", exact_decimal(self.quantity))
        object.__setattr__(self, "turnover", exact_decimal(self.turnover))

    def counts(self, basis: Basis, cutoff: date) -> bool:
        """Tell whether the event was known, and where it must be paid was paid, on the cut-off."""
        if self.on > cutoff:
            return False
        return basis == "delivered" or (self.paid_on is not None and self.paid_on <= cutoff)


@dataclass(frozen=True, slots=True)
class Count:
    """What a scope adds up to. `unit` is empty when nothing was counted."""

    quantity: Fraction
    unit: str
    turnover: Fraction
    lines: int


class Events:
    """Events of one contract or customer, by group and in the order of their days, whatever order they came in."""

    __slots__ = ("_by_group",)

    def __init__(self, events: Iterable[Event] = ()) -> None:
        """Index the events once; every period and cut-off is asked of the same index."""
        by_group: dict[str, list[Event]] = {}
        for event in events:
            by_group.setdefault(event.group, []).append(event)
        self._by_group = {group: sorted(found, key=attrgetter("on", "id")) for group, found in by_group.items()}

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in which anything was counted."""
        return tuple(sorted(self._by_group))

    def within(self, groups: Iterable[str], first: date | None, last: date) -> Iterator[Event]:
        """Give the events of these groups from the first through the last day; None is since ever."""
        for group in dict.fromkeys(groups):
            found = self._by_group.get(group, [])
            begin = 0 if first is None else bisect_left(found, first, key=_day)
            yield from found[begin : bisect_right(found, last, key=_day)]


_day = attrgetter("on")


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that a rule may know: what was counted, for which period, as known on the cut-off.

    `commencement` is the first day of the contract; `full_period` what `period` would be had it not been cut short
    (for pro rata by days); `ends` the last day of the contract, in an end statement only; `rounded` the
    lines of the rules that were computed before this one, by the id of the rule.
    """

    period: Period
    cutoff: date
    events: Events = field(default_factory=Events)
    commencement: date | None = None
    full_period: Period | None = None
    ends: date | None = None
    rounded: Mapping[str, Sequence[Line]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, events: Iterable[Event], period: Period, cutoff: date | None = None) -> "Counted":
        """Count loose events over a period; without a cut-off everything paid by its last day counts as paid."""
        return cls(period, cutoff or period.last, Events(events))

    def count(
        self,
        groups: Sequence[str],
        *,
        basis: Basis = "delivered",
        first: date | None = None,
        last: date | None = None,
        products: Sequence[str] = (),
    ) -> Count:
        """Add up what counts within the period, or within the days that are given (RULES 0.7).

        Raises MixedUnits when the groups are counted in different units.
        """
        return _sum(self.counting(groups, basis=basis, first=first, last=last, products=products))

    def since_commencement(
        self, groups: Sequence[str], *, basis: Basis = "delivered", last: date | None = None
    ) -> Count:
        """Add up everything that counts from the first day of the contract through the last day of the period."""
        found = self.events.within(groups, self.commencement, last or self.period.last)
        return _sum(event for event in found if event.counts(basis, self.cutoff))

    def counting(
        self,
        groups: Sequence[str],
        *,
        basis: Basis = "delivered",
        first: date | None = None,
        last: date | None = None,
        products: Sequence[str] = (),
    ) -> Iterator[Event]:
        """Give the events that count, by group and then in the order of their days."""
        begin = self.period.first if first is None else first
        for event in self.events.within(groups, begin, self.period.last if last is None else last):
            if event.counts(basis, self.cutoff) and (not products or event.product in products):
                yield event

    @property
    def final(self) -> bool:
        """Tell whether the period is over at the cut-off, so that nothing more can be counted in it."""
        return self.cutoff >= self.period.last

    def factor(self, method: Method, full_period: Period | None = None) -> Fraction:
        """Give the pro rata factor of the period (RULES 0.3)."""
        return pro_rata(self.period, method, full_period or self.full_period)

    def amount(self, line: str) -> Money:
        """Give the rounded amount of another rule; what turned around counts as less. Raises LineMissing."""
        return total(-each.amount if each.exact.amount < 0 else each.amount for each in self._lines(line))

    def receivable(self, line: str) -> Money:
        """Give what the customer owes by another rule; credits do not count. Raises LineMissing."""
        return total(each.amount for each in self._lines(line) if each.direction == "receivable")

    def owed(self, line: str) -> Money:
        """Give what the customer owes by another rule, less what is owed to the customer. Raises LineMissing."""
        return total(each.amount if each.direction == "receivable" else -each.amount for each in self._lines(line))

    def _lines(self, line: str) -> Sequence[Line]:
        try:
            return self.rounded[line]
        except KeyError:
            values = {"line": line, "known": tuple(self.rounded)}
            raise LineMissing(Message("There is no line {line!r} to build on; there are {known}.", values)) from None

    def ending(self, at: date) -> "Counted":
        """Give the same facts as if the contract ended on this day."""
        if at < self.period.first:
            values = {"at": at, "first": self.period.first}
            raise InvalidValue(Message("A contract cannot end on {at}, before the period from {first}.", values))
        return replace(self, ends=at)


def _sum(events: Iterable[Event]) -> Count:
    quantity = turnover = ZERO
    unit, lines = "", 0
    for event in events:
        if unit and event.unit != unit:
            raise MixedUnits(Message("{one} and {other} are different units.", {"one": unit, "other": event.unit}))
        unit = event.unit
        quantity = EXACT.add(quantity, event.quantity)
        turnover = EXACT.add(turnover, event.turnover)
        lines += event.lines
    return Count(Fraction(quantity), unit, Fraction(turnover), lines)
