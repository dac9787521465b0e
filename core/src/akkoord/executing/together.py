"""Events from several places asked as one, so that what a store added up need not be looked at one by one."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Final

from akkoord.executing.counted import AddedUp, Basis, Count, Event, Events, refuse_mixed

__all__ = ["PaidThrough", "Together"]

_NONE: Final = Count(Fraction(0), "", Fraction(0), 0)
_ON_AND_ID: Final = attrgetter("on", "id")


class PaidThrough(Events):
    """Events through a day, taken as paid on the day they happened."""

    __slots__ = ("_events", "_on")

    def __init__(self, events: Events, on: date) -> None:
        """Look at these events, as far as this day."""
        self._events, self._on = events, on

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in which anything was counted."""
        return self._events.groups

    def within(self, groups: Iterable[str], first: date | None, last: date) -> Iterator[Event]:
        """Give the events of these groups from the first through the last day, each as paid."""
        for event in self._events.within(groups, first, min(last, self._on)):
            yield event if event.paid_on == event.on else replace(event, paid_on=event.on)

    def count(self, groups: Sequence[str], first: date | None, last: date, basis: Basis, cutoff: date) -> Count:
        """Add up what counts, on whichever basis. Raises MixedUnits."""
        until = min(last, cutoff, self._on)
        if first is not None and first > until:
            return _NONE
        with suppress(AddedUp):
            return self._events.count(groups, first, until, "delivered", until)
        return super().count(groups, first, until, basis, until)


class Together(Events):
    """Events from several places."""

    __slots__ = ("_parts",)

    def __init__(self, *parts: Events) -> None:
        """Look at all of these."""
        self._parts = parts
        self._nested = tuple(group for group in self.groups if "/" in group)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in which anything was counted."""
        return tuple(sorted({group for part in self._parts for group in part.groups}))

    def within(self, groups: Iterable[str], first: date | None, last: date) -> Iterator[Event]:
        """Give the events of these groups from the first through the last day, in the order of their days."""
        for group in self._covered(groups):
            found = (each for part in self._parts for each in part.within([group], first, last) if each.group == group)
            yield from sorted(found, key=_ON_AND_ID)

    def count(self, groups: Sequence[str], first: date | None, last: date, basis: Basis, cutoff: date) -> Count:
        """Add up what each place adds up. Raises MixedUnits."""
        total = _NONE
        for part in self._parts:
            total = _added(total, part.count(groups, first, last, basis, cutoff))
        return total


def _added(one: Count, other: Count) -> Count:
    if not other.lines:
        return one
    refuse_mixed(one.unit, other.unit)
    return Count(
        one.quantity + other.quantity, other.unit, one.turnover + other.turnover, one.lines + other.lines
    )  # fmt: skip
