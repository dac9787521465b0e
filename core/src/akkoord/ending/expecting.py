"""Expect until a day ahead what was taken in the months before: what leaving later comes to is computed with it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final

from akkoord.executing import Event, Events
from akkoord.values import Period, add_months, days_after, full_months

__all__ = ["expected_until"]

YEAR: Final = 12


def expected_until(events: Events, commencement: date, today: date, last: date) -> Events:
    """Give these events, and behind them what is expected from today through a day: the past months once more.

    The past are the twelve months before today, or as many full months as the contract lasts; without a full month
    nothing is expected. What was delivered and what is expected counts as paid by then.
    """
    if last <= today:
        return Events(events.within(events.groups, None, last))
    known = [replace(one, paid_on=one.paid_on or one.on) for one in events.within(events.groups, None, today)]
    months = min(YEAR, full_months(commencement, days_after(today, -1))) if today > commencement else 0
    if not months:
        return Events(known)
    past = Period(add_months(today, -months), days_after(today, -1))
    return Events([*known, *_repeated([one for one in known if one.on in past], months, today, last)])


def _repeated(past: Iterable[Event], months: int, today: date, last: date) -> Iterator[Event]:
    for event in past:
        for times in count(1):
            on = add_months(event.on, months * times)
            if on > last:
                break
            if on > today:
                yield replace(event, on=on, paid_on=on, id=f"{event.id}+{times}")
