"""Record what is true for a customer now: one dated record per visit, never overwritten by a later one."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime

from akkoord.access import Account, Change, Missing, require, save_as
from akkoord.dossier.answers import NO_ANSWERS, Answers, changed_names, kept
from akkoord.dossier.customers import owner_of
from akkoord.language import AkkoordError, Message
from akkoord.store import SITUATION, Event, Row, Store, canonical_json


class OlderSituation(AkkoordError):
    """A later visit has been recorded: what was found earlier stays as it is."""

    def __init__(self, recorded_on: date, later: date) -> None:
        super().__init__(
            Message(
                "The situation of {recorded_on} cannot be changed: that of {later} came after it. Open the latest one.",
                {"recorded_on": recorded_on, "later": later},
            )
        )
        self.recorded_on = recorded_on
        self.later = later


@dataclass(frozen=True, slots=True)
class Situation:
    """The answers of one visit. With version 0 it is not kept yet: prefilled from the visit before."""

    id: str
    version: int
    customer: str
    recorded_on: date
    answers: Answers
    owner: str | None = None


class Situations:
    """The situation records of a store."""

    def __init__(self, store: Store) -> None:
        """Work with this store."""
        self._store = store

    def get(self, situation_id: str) -> Situation:
        """Return a record. Raises Missing."""
        row = self._store.get(SITUATION, situation_id)
        if row is None:
            raise Missing("situation", situation_id)
        return _situation(row, owner_of(self._store, str(row["customer"])))

    def latest(self, customer_id: str) -> Situation | None:
        """Return the record of the last visit, or None."""
        found = self._found(customer_id, limit=1)
        return found[0] if found else None

    def history(self, customer_id: str) -> list[Situation]:
        """Return all records of a customer, the last visit first."""
        return self._found(customer_id)

    def for_visit(self, customer_id: str, on: date) -> Situation:
        """Return the record of this day's visit; when there is none yet a new one, prefilled from the last visit.

        Nothing is kept before `record`, so that looking at a page changes nothing.
        """
        latest = self.latest(customer_id)
        if latest is not None and latest.recorded_on >= on:
            return latest
        answers = NO_ANSWERS if latest is None else latest.answers
        return Situation(_id_of(customer_id, on), 0, customer_id, on, answers, owner_of(self._store, customer_id))

    def record(self, situation: Situation, answers: Answers, *, by: Account, at: datetime) -> Situation:
        """Keep the answers of a visit. Raises StaleVersion, OlderSituation, AnswersTooLong or NotAllowed."""
        require(by, "change", situation)
        new = replace(situation, answers=kept(answers))
        names = changed_names(situation.answers, new.answers)
        if situation.version and not names:
            return situation
        with self._store.write():
            latest = self.latest(situation.customer)
            if latest is not None and latest.recorded_on > situation.recorded_on:
                raise OlderSituation(situation.recorded_on, latest.recorded_on)
            return self._save(
                new, Event("changed" if situation.version else "recorded", {"fields": names}), Change(by, at)
            )

    def _save(self, situation: Situation, event: Event, change: Change) -> Situation:
        row = {
            "id": situation.id, "customer": situation.customer, "recorded_on": situation.recorded_on.isoformat(),
            "body": canonical_json({"answers": situation.answers}),
        }  # fmt: skip
        version = save_as(
            self._store,
            SITUATION,
            row,
            expected=situation.version,
            events=[event],
            change=change,
            current=lambda now: _situation(now, situation.owner),
        )
        return replace(situation, version=version)

    def _found(self, customer_id: str, limit: int | None = None) -> list[Situation]:
        rows = self._store.find(SITUATION, where={"customer": customer_id}, order=("-recorded_on",), limit=limit)
        owner = owner_of(self._store, customer_id) if rows else None
        return [_situation(row, owner) for row in rows]


def _id_of(customer_id: str, on: date) -> str:
    # The same for two people who begin on one day: the second one to save sees what the first one wrote.
    return f"{customer_id}-{on:%Y%m%d}"


def _situation(row: Row, owner: str | None) -> Situation:
    return Situation(
        id=str(row["id"]),
        version=int(str(row["version"])),
        customer=str(row["customer"]),
        recorded_on=date.fromisoformat(str(row["recorded_on"])),
        answers=json.loads(str(row["body"]))["answers"],
        owner=owner,
    )
