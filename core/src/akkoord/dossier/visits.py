"""Keep the planned visits of an account manager, day by day."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal, cast

from akkoord.access import Account, Change, Missing, NewId, new_id, require, save_as
from akkoord.dossier.customers import Customer, customers_by_id, owner_of
from akkoord.dossier.states import IllegalTransition
from akkoord.store import VISIT, Event, Row, Span, Store, Value, Where, canonical_json

VisitState = Literal["planned", "done", "cancelled"]
MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of an account to a customer: the day, perhaps a time, and what it is about."""

    id: str
    version: int
    state: VisitState
    customer: str
    account: str
    day: date
    starts_at: time | None = None
    subject: str = ""
    owner: str | None = None


class Visits:
    """The visits of a store."""

    def __init__(self, store: Store, *, new_id: NewId = new_id) -> None:
        """Work with this store; `new_id` gives the ids of new visits."""
        self._store = store
        self._new_id = new_id

    def plan(
        self,
        customer_id: str,
        day: date,
        *,
        by: Account,
        at: datetime,
        starts_at: time | None = None,
        subject: str = "",
        account: str | None = None,
    ) -> Visit:
        """Plan a visit, of oneself unless `account` says whose. Raises NotAllowed."""
        visit = Visit(
            self._new_id(), 0, "planned", customer_id, account or by.id, day, starts_at, _subject(subject),
            owner_of(self._store, customer_id),
        )  # fmt: skip
        require(by, "change", visit)
        return self._save(visit, "planned", Change(by, at))

    def get(self, visit_id: str) -> Visit:
        """Return a visit. Raises Missing."""
        row = self._store.get(VISIT, visit_id)
        if row is None:
            raise Missing("visit", visit_id)
        return _visit(row, owner_of(self._store, str(row["customer"])))

    def on(self, account_id: str, day: date) -> list[tuple[Visit, Customer]]:
        """Return the visits of an account on a day with their customers, by time; those without one come last."""
        where: Where = {"account": account_id, "day": day.isoformat(), "state": ("planned", "done")}
        rows = self._store.find(VISIT, where=where)
        customers = customers_by_id(self._store, (str(row["customer"]) for row in rows))
        both = [(row, customers[str(row["customer"])]) for row in rows]
        return sorted(
            ((_visit(row, customer.owner), customer) for row, customer in both), key=lambda pair: _moment(pair[0])
        )

    def of(self, customer_id: str, *, since: date | None = None) -> list[Visit]:
        """Return the visits to a customer, the first first; `since` leaves out what was before that day."""
        where: dict[str, Value | Span] = {"customer": customer_id}
        if since is not None:
            where["day"] = Span(since.isoformat())
        rows = self._store.find(VISIT, where=where)
        owner = owner_of(self._store, customer_id) if rows else None
        return sorted((_visit(row, owner) for row in rows), key=_moment)

    def move(
        self,
        visit: Visit,
        day: date,
        *,
        by: Account,
        at: datetime,
        starts_at: time | None = None,
        subject: str | None = None,
    ) -> Visit:
        """Plan a visit for another day or time. Raises IllegalTransition, StaleVersion or NotAllowed."""
        require(by, "change", visit)
        self._refuse_unless(visit, "planned", "moved")
        text = visit.subject if subject is None else _subject(subject)
        return self._save(replace(visit, day=day, starts_at=starts_at, subject=text), "moved", Change(by, at))

    def done(self, visit: Visit, *, by: Account, at: datetime) -> Visit:
        """Note that the visit took place."""
        return self._close(visit, "done", Change(by, at))

    def cancel(self, visit: Visit, *, by: Account, at: datetime) -> Visit:
        """Note that the visit will not take place."""
        return self._close(visit, "cancelled", Change(by, at))

    def _close(self, visit: Visit, state: VisitState, change: Change) -> Visit:
        require(change.by, "change", visit)
        self._refuse_unless(visit, "planned", state)
        return self._save(replace(visit, state=state), state, change)

    def _refuse_unless(self, visit: Visit, state: VisitState, event: str) -> None:
        if visit.state != state:
            raise IllegalTransition("visit", visit.state, event)

    def _save(self, visit: Visit, event: str, change: Change) -> Visit:
        body = {
            "starts_at": None if visit.starts_at is None else visit.starts_at.isoformat("minutes"),
            "subject": visit.subject,
        }
        row: Row = {
            "id": visit.id, "state": visit.state, "customer": visit.customer, "account": visit.account,
            "day": visit.day.isoformat(), "body": canonical_json(body),
        }  # fmt: skip
        version = save_as(
            self._store,
            VISIT,
            row,
            expected=visit.version,
            events=[Event(event, {"day": visit.day.isoformat()})],
            change=change,
            current=lambda now: _visit(now, visit.owner),
        )
        return replace(visit, version=version)


def _subject(typed: str) -> str:
    return " ".join(typed.split())[:MOST_CHARACTERS]


def _moment(visit: Visit) -> tuple[date, bool, time, str]:
    return visit.day, visit.starts_at is None, visit.starts_at or time(0), visit.id


def _visit(row: Row, owner: str | None) -> Visit:
    body = json.loads(str(row["body"]))
    return Visit(
        id=str(row["id"]),
        version=int(str(row["version"])),
        state=cast("VisitState", row["state"]),
        customer=str(row["customer"]),
        account=str(row["account"]),
        day=date.fromisoformat(str(row["day"])),
        starts_at=None if body["starts_at"] is None else time.fromisoformat(body["starts_at"]),
        subject=body["subject"],
        owner=owner,
    )
