"""Carry what was counted on to days to come: as a year before, in this year's proportion; else evenly. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from akkoord.executing.counted import Event, Events
from akkoord.executing.periods import full_period
from akkoord.values import Period, add_months, days_after, month_end, round_half_up

__all__ = ["projected", "trend_since"]

YEAR: Final = 12
QUANTITY_PLACES: Final = 5
"""As finely as the finest unit is kept: a hectolitre in thousandths of a litre."""


def projected(events: Events, since: date, on: date, until: date) -> Events:
    """Give the events through a day, taken as paid, and what may be expected of the days after it.

    Every group is expected to go on as it did in the same days a year before, times how much more or less was counted
    from `since` through `on` than in those days then; evenly where nothing is known of these.
    """
    known = [_paid(event) for event in events.within(events.groups, None, on)]
    if until <= on:
        return Events(known)
    coming = Period(days_after(on, 1), until)
    return Events([*known, *(each for group in events.groups for each in _coming(events, group, since, on, coming))])


def trend_since(commencement: date, period: Period, on: date) -> date:
    """Tell from which day this year is compared with the year before: the period's first, within the contract year."""
    year = full_period("contract_year", commencement, on).first
    return max(year, period.first) if period.first <= on else year


def _paid(event: Event) -> Event:
    """Take what was delivered as paid: by the end of the period it is."""
    return event if event.paid_on == event.on else replace(event, paid_on=event.on)


def _coming(events: Events, group: str, since: date, on: date, coming: Period) -> Iterator[Event]:
    now = list(events.within([group], since, on))
    then = list(events.within([group], add_months(since, -YEAR), add_months(on, -YEAR)))
    rest = list(events.within([group], add_months(coming.first, -YEAR), add_months(coming.last, -YEAR)))
    counted, before, left = (sum((Fraction(each.quantity) for each in part), Fraction(0)) for part in (now, then, rest))
    if before > 0 and left > 0 and counted >= 0:
        yield from _as_before(rest, counted / before, coming)
    elif counted > 0:
        yield from _evenly(now, Fraction(1, (on - since).days + 1), coming)


def _as_before(rest: list[Event], factor: Fraction, coming: Period) -> Iterator[Event]:
    """Move every event by a year, so that what is counted one by one still can be."""
    for event in rest:
        day = min(coming.last, add_months(event.on, YEAR))
        yield replace(_event([event], day, factor), lines=event.lines)


def _evenly(now: list[Event], a_day: Fraction, coming: Period) -> Iterator[Event]:
    first = coming.first
    while first <= coming.last:
        last = min(coming.last, month_end(first))
        yield _event(now, last, a_day * ((last - first).days + 1))
        first = days_after(last, 1)


def _event(found: list[Event], day: date, factor: Fraction) -> Event:
    """Add events up to one on a day, in proportion."""
    quantity = sum((each.quantity for each in found), Decimal(0))
    turnover = sum((each.turnover for each in found), Decimal(0))
    return replace(
        found[0],
        on=day,
        paid_on=day,
        quantity=round_half_up(Fraction(quantity) * factor, QUANTITY_PLACES),
        turnover=round_half_up(Fraction(turnover) * factor, 2),
        lines=1,
    )
