"""Where events come from: whoever can tell, for many customers at once, what was sold and counted."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final, Protocol

from akkoord.executing.counted import Event, Events

__all__ = ["NOTHING", "EventSource", "KnownEvents"]

NOTHING: Final = Events()


class EventSource(Protocol):
    """Tells what was sold and counted; sales that were imported are one, events in memory another."""

    def events_of(self, customers: Collection[str], first: date | None, last: date) -> Mapping[str, Events]:
        """Give the events of customers from the first (None: since ever) through the last day, in one go.

        A customer of whom nothing is known may be left out.
        """


class KnownEvents:
    """Events in memory, by the customer that each names."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        """Keep events in whatever order they come."""
        self._events = tuple(events)

    def events_of(self, customers: Collection[str], first: date | None, last: date) -> Mapping[str, Events]:
        """Give the events of these customers in these days."""
        found: dict[str, list[Event]] = {}
        for event in self._events:
            if event.customer in customers and event.on <= last and (first is None or event.on >= first):
                found.setdefault(event.customer, []).append(event)
        return {customer: Events(events) for customer, events in found.items()}
