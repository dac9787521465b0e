"""Events that were added up in the store, kept as whole numbers until a rule asks: many contracts at once are quick."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Final, NamedTuple

from akkoord.executing.counted import AddedUp, Basis, Count, Event, Events, refuse_mixed
from akkoord.executing.units import quantity_of, scale_of
from akkoord.values.exact import EXACT

__all__ = ["Sum", "Sums"]

CENTS: Final = 100
_ON_AND_ID: Final = attrgetter("on", "id")


class Sum(NamedTuple):
    """Sales lines of some days, the last of which is `on`, in grains of the unit and in cents.

    Of all `lines` the `paid_lines` are paid, on `paid_on`. With an `id` it is one line.
    """

    on: date
    since: date
    group: str
    unit: str
    quantity: int
    turnover: int
    lines: int
    paid_on: date | None
    paid_quantity: int
    paid_turnover: int
    paid_lines: int
    product: str
    contract: str
    customer: str
    id: str


class Sums(Events):
    """Events of one contract or customer as sums; an `Event` is made of one only when somebody looks at it."""

    __slots__ = ("_sums",)

    def __init__(self, sums: Iterable[Sum]) -> None:
        """Index the sums by group, in the order of their days."""
        self._sums: dict[str, list[Sum]] = {}
        for each in sums:
            self._sums.setdefault(each.group, []).append(each)
        for found in self._sums.values():
            if len(found) > 1:
                found.sort(key=_ON_AND_ID)
        self._nested = tuple(sorted(group for group in self._sums if "/" in group))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in which anything was counted."""
        return tuple(sorted(self._sums))

    def within(self, groups: Iterable[str], first: date | None, last: date) -> Iterator[Event]:
        """Give the events of these groups from the first through the last day: what was paid, and what was not."""
        for each in self._asked(groups, first, last):
            yield from _events(each)

    def _asked(self, groups: Iterable[str], first: date | None, last: date) -> Iterator[Sum]:
        for group in self._covered(groups):
            for each in self._sums.get(group, ()):
                if each.on <= last and (first is None or first <= each.on):
                    yield each

    def single(self, groups: Iterable[str], first: date | None, last: date) -> Iterator[Event]:
        """Give the events one by one. Raises AddedUp where lines were added up."""
        if any(not each.id for each in self._asked(groups, first, last)):
            raise AddedUp
        return self.within(groups, first, last)

    def count(self, groups: Sequence[str], first: date | None, last: date, basis: Basis, cutoff: date) -> Count:
        """Add up what counts, in whole numbers. Raises AddedUp when a sum reaches beyond the days that are asked."""
        quantity = turnover = lines = 0
        unit, until = "", min(last, cutoff)
        for group in self._covered(groups):
            for each in self._sums.get(group, ()):
                if each.on > until or (first is not None and each.since < first):
                    if each.since > until or (first is not None and each.on < first):
                        continue
                    raise AddedUp
                if basis == "delivered":
                    some = each[4:7]
                elif each.paid_on is not None and each.paid_on <= cutoff:
                    some = each[8:11]
                else:
                    continue
                if some[2]:
                    refuse_mixed(unit, each.unit)
                    unit = each.unit
                    quantity, turnover, lines = quantity + some[0], turnover + some[1], lines + some[2]
        return Count(Fraction(quantity, scale_of(unit)), unit, Fraction(turnover, CENTS), lines)


def _events(each: Sum) -> Iterator[Event]:
    """Make an event of what was paid, and one of what was not."""
    if each.paid_lines:
        yield _event(each, each.paid_quantity, each.paid_turnover, each.paid_lines, each.paid_on)
    if each.lines > each.paid_lines:
        left = each.quantity - each.paid_quantity, each.turnover - each.paid_turnover, each.lines - each.paid_lines
        yield _event(each, *left, None)


def _event(each: Sum, quantity: int, turnover: int, lines: int, paid_on: date | None) -> Event:
    return Event(
        on=each.on,
        group=each.group,
        quantity=quantity_of(quantity, each.unit),
        unit=each.unit,
        turnover=EXACT.divide(Decimal(turnover), Decimal(CENTS)),
        paid_on=paid_on,
        product=each.product,
        id=each.id,
        contract=each.contract,
        customer=each.customer,
        lines=lines,
    )
