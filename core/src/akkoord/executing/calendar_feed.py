"""Give everybody a calendar of their deadlines under a secret address, which they can take back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from akkoord.access import Account, require
from akkoord.access.ids import new_token
from akkoord.executing.deadlines import Deadline
from akkoord.language import Language, Message
from akkoord.store import CALENDAR_FEED, Row, Store, utc_moment, utc_text

__all__ = ["CalendarFeeds", "Feed", "calendar_of"]

DAYS_AHEAD: Final = 400


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar address of an account: since when it works, and since when no more. Its secret is not kept."""

    id: str
    account: str
    made_at: datetime
    revoked_at: datetime | None = None


class CalendarFeeds:
    """The calendar addresses of a store."""

    def __init__(self, store: Store) -> None:
        """Work with this store."""
        self._store = store

    def make(self, *, by: Account, at: datetime) -> str:
        """Make a new secret for one's own calendar and return it; earlier ones stop working. Raises NotAllowed."""
        require(by, "personalise", by)
        secret = new_token()
        with self._store.write():
            self.revoke(by=by, at=at)
            row: Row = {"id": _hashed(secret), "account": by.id, "made_at": utc_text(at), "revoked_at": None}
            self._store.put(CALENDAR_FEED, row)
        return secret

    def revoke(self, *, by: Account, at: datetime) -> int:
        """Let no address of one's own work any more; return how many did. Raises NotAllowed."""
        require(by, "personalise", by)
        rows = self._store.find(CALENDAR_FEED, where={"account": by.id, "revoked_at": None})
        for row in rows:
            self._store.put(CALENDAR_FEED, {**row, "revoked_at": utc_text(at)})
        return len(rows)

    def of(self, account: Account) -> Feed | None:
        """Return the address of an account that works now, or None."""
        rows = self._store.find(CALENDAR_FEED, where={"account": account.id, "revoked_at": None})
        return _feed(rows[0]) if rows else None

    def find(self, secret: str) -> Feed | None:
        """Return the feed with this secret, if it works."""
        row = self._store.get(CALENDAR_FEED, _hashed(secret))
        return _feed(row) if row is not None and row["revoked_at"] is None else None


def calendar_of(deadlines: Iterable[Deadline], language: Language, *, name: str, at: datetime) -> bytes:
    """Write deadlines as an iCalendar, a whole day each; the same deadlines keep their identity."""
    calendar = Calendar()
    calendar.add("prodid", "-//Akkoord//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", Message("Deadlines, {name}", {"name": name}).text(language))
    for one in deadlines:
        event = Event()
        event.add("uid", f"{one.kind}-{one.thing}@akkoord")
        event.add("dtstamp", at)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", f"{one.customer.name}: {one.what.text(language)}")
        if one.reading is not None:
            event.add("description", one.reading.text(language))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _feed(row: Row) -> Feed:
    revoked = row["revoked_at"]
    return Feed(
        id=str(row["id"]),
        account=str(row["account"]),
        made_at=utc_moment(str(row["made_at"])),
        revoked_at=None if revoked is None else utc_moment(str(revoked)),
    )
