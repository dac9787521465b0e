"""What was counted: the events that are known at a cut-off, asked by group, period and basis (RULES 0.2, 0.7)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType
from typing import Final, Literal

from akkoord.executing.errors import LineMissing
from akkoord.executing.line import Direction, Line
from akkoord.language import AkkoordError, Message
from akkoord.values import Conversion, InvalidValue, Method, MixedUnits, Money, Period, pro_rata, total
from akkoord.values.exact import EXACT, exact_decimal

Basis = Literal["delivered", "delivered_and_paid"]
ZERO: Final = Decimal(0)
SAME: Final = Conversion()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that counts: a delivery, a reading, a lift, a weighing. Returns are negative, on their own day.

    `turnover` is net, in euros. One event may stand for several sales lines of one day, group and day of payment:
    `lines` says how many. `ordered` is the moment of the order, where whoever delivered the event knows it.
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
    ordered: datetime | None = None

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


class AddedUp(AkkoordError):
    """A rule asks for single events, or for days, that were added up with others: it needs every line."""

    def __init__(self) -> None:
        super().__init__(Message("These events were added up; this rule needs every one of them."))


class Events:
    """Events of one contract or customer, by group and in the order of their days, whatever order they came in.

    A group covers what lies under it: `beer` also counts what was sold in `beer/draught`.
    """

    __slots__ = ("_by_group", "_nested")

    def __init__(self, events: Iterable[Event] = ()) -> None:
        """Index the events once; every period and cut-off is asked of the same index."""
        by_group: dict[str, list[Event]] = {}
        for event in events:
            by_group.setdefault(event.group, []).append(event)
        self._by_group = {group: sorted(found, key=attrgetter("on", "id")) for group, found in by_group.items()}
        self._nested = tuple(sorted(group for group in by_group if "/" in group))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in which anything was counted."""
        return tuple(sorted(self._by_group))

    def within(self, groups: Iterable[str], first: date | None, last: date) -> Iterator[Event]:
        """Give the events of these groups from the first through the last day; None is since ever."""
        for group in self._covered(groups):
            found = self._by_group.get(group, [])
            begin = 0 if first is None else bisect_left(found, first, key=_day)
            yield from found[begin : bisect_right(found, last, key=_day)]

    def _covered(self, groups: Iterable[str]) -> Iterable[str]:
        """Give these groups with everything under them, each once."""
        asked = dict.fromkeys(groups)
        if self._nested:
            tops = tuple(f"{group}/" for group in asked)
            asked |= dict.fromkeys(group for group in self._nested if group.startswith(tops))
        return asked

    def single(self, groups: Iterable[str], first: date | None, last: date) -> Iterator[Event]:
        """Give the events one by one, as `within`. Raises AddedUp where several are known as a sum only."""
        return self.within(groups, first, last)

    def count(self, groups: Sequence[str], first: date | None, last: date, basis: Basis, cutoff: date) -> Count:
        """Add up what of these groups counts, as known on the cut-off. Raises MixedUnits."""
        return _sum(event for event in self.within(groups, first, last) if event.counts(basis, cutoff))


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
        unit: str = "",
        conversion: Conversion = SAME,
    ) -> Count:
        """Add up what counts within the period, or within the days that are given (RULES 0.7).

        With a unit everything is converted into it, unrounded. Raises MixedUnits when the groups are counted in
        different units, or in one that does not convert.
        """
        if products or unit:
            found = self.counting(groups, basis=basis, first=first, last=last, products=products)
            return _sum(found) if not unit else _sum_in(found, unit, conversion)
        begin, end = first or self.period.first, last or self.period.last
        return self.events.count(groups, begin, end, basis, self.cutoff)

    def since_commencement(
        self, groups: Sequence[str], *, basis: Basis = "delivered", last: date | None = None
    ) -> Count:
        """Add up everything that counts from the first day of the contract through the last day of the period."""
        return self.events.count(groups, self.commencement, last or self.period.last, basis, self.cutoff)

    def counting(
        self,
        groups: Sequence[str],
        *,
        basis: Basis = "delivered",
        first: date | None = None,
        last: date | None = None,
        products: Sequence[str] = (),
    ) -> Iterator[Event]:
        """Give the events that count one by one, by group and then in the order of their days. Raises AddedUp."""
        begin = self.period.first if first is None else first
        for event in self.events.single(groups, begin, self.period.last if last is None else last):
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

    def going(self, direction: Direction, line: str) -> Money:
        """Give what goes one way by another rule; what goes the other way does not count. Raises LineMissing."""
        return total(each.amount for each in self._lines(line) if each.direction == direction)

    def owed(self, line: str) -> Money:
        """Give what the customer owes by another rule, less what is owed to the customer. Raises LineMissing."""
        return total(each.amount if each.direction == "receivable" else -each.amount for each in self._lines(line))

    def _lines(self, line: str) -> Sequence[Line]:
        try:
            return self.rounded[line]
        except KeyError:
            values = {"line": line, "known": tuple(self.rounded)}
            raise LineMissing(Message("There is no line {line!r} to build on; there are {known}.", values)) from None

    def with_rounded(self, lines: Mapping[str, Sequence[Line]]) -> "Counted":
        """Give the same facts with lines that were computed before."""
        return Counted(
            self.period, self.cutoff, self.events, self.commencement, self.full_period, self.ends, lines
        )  # fmt: skip

    def ending(self, at: date) -> "Counted":
        """Give the same facts as if the contract ended on this day."""
        if at < self.period.first:
            values = {"at": at, "first": self.period.first}
            raise InvalidValue(Message("A contract cannot end on {at}, before the period from {first}.", values))
        return replace(self, ends=at)


def refuse_mixed(one: str, other: str) -> None:
    """Refuse to add up different units; empty is none yet. Raises MixedUnits."""
    if one and other != one:
        raise MixedUnits(Message("{one} and {other} are different units.", {"one": one, "other": other}))


def _sum(events: Iterable[Event]) -> Count:
    quantity = turnover = ZERO
    unit, lines = "", 0
    for event in events:
        refuse_mixed(unit, event.unit)
        unit = event.unit
        quantity = EXACT.add(quantity, event.quantity)
        turnover = EXACT.add(turnover, event.turnover)
        lines += event.lines
    return Count(Fraction(quantity), unit, Fraction(turnover), lines)


def _sum_in(events: Iterable[Event], unit: str, conversion: Conversion) -> Count:
    """Add up in one unit: first per unit, exactly, and then together. What has no unit is in that one."""
    by_unit: dict[str, list[Event]] = {}
    for event in events:
        by_unit.setdefault(event.unit, []).append(event)
    parts = [(_sum(found), one) for one, found in by_unit.items()]
    quantity = sum((conversion.convert(part.quantity, one or unit, unit) for part, one in parts), Fraction(0))
    turnover = sum((part.turnover for part, _ in parts), Fraction(0))
    return Count(quantity, unit, turnover, sum(part.lines for part, _ in parts))
