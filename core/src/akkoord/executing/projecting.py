"""Carry what was counted on to days to come: as a year before, in this year's proportion; else evenly. Pure."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from akkoord.executing.counted import AddedUp, Event, Events
from akkoord.executing.periods import full_period
from akkoord.executing.together import PaidThrough, Together
from akkoord.values import MixedUnits, Period, add_months, days_after, month_end, part_of

__all__ = ["projected", "trend_since"]

YEAR: Final = 12
QUANTITY_PLACES: Final = 5
"""As finely as the finest unit is kept: a hectolitre in thousandths of a litre."""
TURNOVER_PLACES: Final = 2


def projected(events: Events, since: date, on: date, until: date) -> Events:
    """Give the events through a day, taken as paid, and what may be expected of the days after it.

    Every group is expected to go on as it did in the same days a year before, times how much more or less was counted
    from `since` through `on` than in those days then; evenly where nothing is known of these.
    """
    if until <= on:
        return PaidThrough(events, on)
    coming = Period(days_after(on, 1), until)
    expected = Events([each for group in events.groups for each in _coming(events, group, since, on, coming)])
    return Together(PaidThrough(events, on), expected)


def trend_since(commencement: date, period: Period, on: date) -> date:
    """Tell from which day this year is compared with the year before: the period's first, within the contract year."""
    year = full_period("contract_year", commencement, on).first
    return max(year, period.first) if period.first <= on else year


def _coming(events: Events, group: str, since: date, on: date, coming: Period) -> Iterator[Event]:
    then = add_months(since, -YEAR), add_months(on, -YEAR)
    counted, before = _quantity(events, group, since, on), _quantity(events, group, *then)
    rest = list(_of_group(events, group, add_months(coming.first, -YEAR), add_months(coming.last, -YEAR)))
    if before > 0 and counted >= 0 and sum(each.quantity for each in rest) > 0:
        yield from _as_before(rest, counted / before, coming)
    elif counted > 0:
        yield from _evenly(list(_of_group(events, group, since, on)), Fraction(1, (on - since).days + 1), coming)


def _quantity(events: Events, group: str, first: date, last: date) -> Fraction:
    """Add up what was counted in a group itself; what lies under it goes its own way."""
    if not any(other.startswith(f"{group}/") for other in events.groups):
        with suppress(AddedUp, MixedUnits):
            return events.count([group], first, last, "delivered", last).quantity
    return sum((Fraction(each.quantity) for each in _of_group(events, group, first, last)), Fraction(0))


def _of_group(events: Events, group: str, first: date, last: date) -> Iterator[Event]:
    return (each for each in events.within([group], first, last) if each.group == group)


def _as_before(rest: list[Event], factor: Fraction, coming: Period) -> Iterator[Event]:
    """Move every event by a year, so that what is counted one by one still can be."""
    for event in rest:
        day = min(coming.last, add_months(event.on, YEAR))
        yield _scaled(event, event.quantity, event.turnover, day, factor, lines=event.lines)


def _evenly(now: list[Event], a_day: Fraction, coming: Period) -> Iterator[Event]:
    quantity = sum((each.quantity for each in now), Decimal(0))
    turnover = sum((each.turnover for each in now), Decimal(0))
    first = coming.first
    while first <= coming.last:
        last = min(coming.last, month_end(first))
        yield _scaled(now[0], quantity, turnover, last, a_day * ((last - first).days + 1))
        first = days_after(last, 1)


def _scaled(like: Event, quantity: Decimal, turnover: Decimal, day: date, factor: Fraction, lines: int = 1) -> Event:
    """Give an event like another on a day, in proportion."""
    return Event(
        on=day,
        group=like.group,
        quantity=part_of(quantity, factor, QUANTITY_PLACES),
        unit=like.unit,
        turnover=part_of(turnover, factor, TURNOVER_PLACES),
        paid_on=day,
        product=like.product,
        id=like.id,
        contract=like.contract,
        customer=like.customer,
        lines=lines,
        ordered=like.ordered,
    )
