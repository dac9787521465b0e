"""Save a changed thing with its events, and turn a lost race into an error that carries the thing as it is now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from akkoord.access.account import Account
from akkoord.access.errors import StaleVersion
from akkoord.store import Event, Row, Stale, Store, Table


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes something, and when."""

    by: Account
    at: datetime


def save_as(
    store: Store,
    table: Table,
    row: Row,
    *,
    expected: int,
    events: Sequence[Event],
    change: Change,
    current: Callable[[Row], object],
) -> int:
    """Save a row and return its new version. Raises StaleVersion with `current(row)` when somebody was first."""
    try:
        return store.save(table, row, expected=expected, events=events, by=change.by.id, at=change.at)
    except Stale as stale:
        raise StaleVersion(None if stale.current is None else current(stale.current), expected) from stale
