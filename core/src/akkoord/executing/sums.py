"""Events that were added up in the store, kept as whole numbers until a rule asks: many contracts at once are quick."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Final, NamedTuple

from akkoord.executing.counted import AddedUp, Basis, Count, Event, Events, refuse_mixed
from akkoord.executing.units import quantity_of, scale_of
from akkoord.values import Ratio, moment_of
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
    ordered_on: str = ""


class Sums(Events):
    """Events of one contract or customer as sums; an `Event` is made of one only when somebody looks at it."""

    __slots__ = ("_first", "_last", "_sums")

    def __init__(self, sums: Iterable[Sum]) -> None:
        """Index the sums by group, in the order of their days."""
        self._sums: dict[str, list[Sum]] = {}
        known = list(sums)
        self._first = min([each.since for each in known], default=date.max)
        self._last = max([each.on for each in known], default=date.min)
        for each in known:
            if each.group in self._sums:
                self._sums[each.group].append(each)
            else:
                self._sums[each.group] = [each]
        for found in self._sums.values():
            if len(found) > 1:
                found.sort(key=_ON_AND_ID)
        self._nested = tuple(sorted([group for group in self._sums if "/" in group]))

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

    def _known(self, groups: Sequence[str], first: date | None, until: date) -> list[Sum]:
        """Give the sums of these groups that lie within these days; most often all that there are do."""
        covered = self._covered(groups) if self._nested or len(groups) > 1 else groups
        found = [each for group in covered if group in self._sums for each in self._sums[group]]
        if self._last <= until and (first is None or first <= self._first):
            return found
        return [each for each in found if _lies_within(each, first, until)]

    def single(self, groups: Iterable[str], first: date | None, last: date) -> Iterator[Event]:
        """Give the events one by one. Raises AddedUp where lines were added up."""
        if any(not each.id for each in self._asked(groups, first, last)):
            raise AddedUp
        return self.within(groups, first, last)

    def count(self, groups: Sequence[str], first: date | None, last: date, basis: Basis, cutoff: date) -> Count:
        """Add up what counts, in whole numbers. Raises AddedUp when a sum reaches beyond the days that are asked."""
        quantity = turnover = lines = 0
        unit = ""
        for each in self._known(groups, first, min(last, cutoff)):
            if basis == "delivered":
                _, _, _, its_unit, some, worth, many, *_ = each
            elif each.paid_on is not None and each.paid_on <= cutoff:
                some, worth, many, its_unit = each.paid_quantity, each.paid_turnover, each.paid_lines, each.unit
            else:
                continue
            if many:
                if unit and its_unit != unit:
                    refuse_mixed(unit, its_unit)
                unit = its_unit
                quantity += some
                turnover += worth
                lines += many
        return Count(Ratio(quantity, scale_of(unit)), unit, Ratio(turnover, CENTS), lines)


def _lies_within(each: Sum, first: date | None, until: date) -> bool:
    """Tell whether a sum lies within these days. Raises AddedUp when only a part of it does."""
    if each.on <= until and (first is None or each.since >= first):
        return True
    if each.since > until or (first is not None and each.on < first):
        return False
    raise AddedUp


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
        ordered=moment_of(each.ordered_on) if each.ordered_on else None,
    )
