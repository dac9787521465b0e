"""Where events come from: whoever can tell, for many contracts at once, what was sold and counted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Protocol

from akkoord.executing.counted import Event, Events

__all__ = ["NOTHING", "EventSource", "KnownEvents"]

NOTHING: Final = Events()


class EventSource(Protocol):
    """Tells what was sold and counted; sales that were imported are one, events in memory another."""

    def events_of(
        self,
        contracts: Iterable[str],
        first: date,
        last: date,
        *,
        cuts: Iterable[date] | None = None,
        cutoff: date | None = None,
    ) -> Mapping[str, Events]:
        """Give the events of contracts from the first through the last day, in one go; one may be left out.

        With `cuts`, the first days of all periods that are asked for, days that no period tells apart may be added up.
        """


class KnownEvents:
    """Events in memory, by the contract that each names."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        """Keep events in whatever order they come."""
        self._events = tuple(events)

    def events_of(
        self,
        contracts: Iterable[str],
        first: date,
        last: date,
        *,
        cuts: Iterable[date] | None = None,
        cutoff: date | None = None,
    ) -> Mapping[str, Events]:
        """Give the events of these contracts in these days, every one by itself."""
        del cuts, cutoff
        wanted = set(contracts)
        found: dict[str, list[Event]] = {}
        for event in self._events:
            if event.contract in wanted and first <= event.on <= last:
                found.setdefault(event.contract, []).append(event)
        return {contract: Events(events) for contract, events in found.items()}
