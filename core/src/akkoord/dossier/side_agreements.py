"""Keep what was agreed beside the contract: who does what, by when, and whether it is done."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, cast

from akkoord.access import Account, Change, Missing, NewId, new_id, require, save_as
from akkoord.dossier.attachments import Attachment
from akkoord.dossier.customers import Customer, customers_by_id, owner_of
from akkoord.dossier.finding import index_agreement
from akkoord.language import AkkoordError, Message
from akkoord.store import SIDE_AGREEMENT, Event, Row, Span, Store, Where, canonical_json

AgreementState = Literal["open", "done", "dropped"]
Who = Literal["supplier", "customer", "both"]

MOST_CHARACTERS = 4_000
_AFTER: Mapping[tuple[AgreementState, str], AgreementState] = {
    ("open", "done"): "done",
    ("open", "dropped"): "dropped",
    ("done", "reopened"): "open",
    ("dropped", "reopened"): "open",
}


class InvalidAgreement(AkkoordError):
    """A side agreement without text, too long, or one that cannot be closed or reopened now."""


@dataclass(frozen=True, slots=True)
class SideAgreement:
    """An agreement without clause text: what, who has to do it, and the last day for it."""

    id: str
    version: int
    customer: str
    text: str
    party: Who | None = None
    due: date | None = None
    attachment: Attachment | None = None
    state: AgreementState = "open"
    owner: str | None = None

    def __post_init__(self) -> None:
        """Refuse an empty text and one that is no agreement but a book."""
        if not self.text.strip():
            raise InvalidAgreement(Message("Write down what was agreed."))
        if len(self.text) > MOST_CHARACTERS:
            raise InvalidAgreement(
                Message(
                    "This agreement has {count} characters; at most {most} fit. Shorten it or add a file.",
                    {"count": len(self.text), "most": MOST_CHARACTERS},
                )
            )

    def is_overdue(self, on: date) -> bool:
        """Tell whether it is still open after its last day."""
        return self.state == "open" and self.due is not None and self.due < on


class SideAgreements:
    """The side agreements of a store."""

    def __init__(self, store: Store, *, new_id: NewId = new_id) -> None:
        """Work with this store; `new_id` gives the ids of new agreements."""
        self._store = store
        self._new_id = new_id

    def add(
        self,
        customer_id: str,
        text: str,
        *,
        by: Account,
        at: datetime,
        party: Who | None = None,
        due: date | None = None,
        attachment: Attachment | None = None,
    ) -> SideAgreement:
        """Keep what was agreed. Raises InvalidAgreement or NotAllowed."""
        owner = owner_of(self._store, customer_id)
        agreement = SideAgreement(self._new_id(), 0, customer_id, text.strip(), party, due, attachment, owner=owner)
        require(by, "change", agreement)
        return self._save(agreement, Event("added"), Change(by, at))

    def get(self, agreement_id: str) -> SideAgreement:
        """Return an agreement. Raises Missing."""
        row = self._store.get(SIDE_AGREEMENT, agreement_id)
        if row is None:
            raise Missing("side_agreement", agreement_id)
        return _agreement(row, owner_of(self._store, str(row["customer"])))

    def of(self, customer_id: str, *, state: AgreementState | None = None) -> list[SideAgreement]:
        """Return the agreements with a customer: open ones first, by last day, those without one last."""
        where = {"customer": customer_id} if state is None else {"customer": customer_id, "state": state}
        rows = self._store.find(SIDE_AGREEMENT, where=where)
        owner = owner_of(self._store, customer_id) if rows else None
        return sorted((_agreement(row, owner) for row in rows), key=_urgency)

    def due(self, until: date, *, owner: str | None = None, limit: int = 20) -> list[tuple[SideAgreement, Customer]]:
        """Return the open agreements whose last day has come by then, with their customers, the first due first."""
        where: Where = {"state": "open", "due": Span(last=until.isoformat())}
        rows = self._store.find(SIDE_AGREEMENT, where=where, order=("due",))
        customers = customers_by_id(self._store, (str(row["customer"]) for row in rows))
        mine = [row for row in rows if owner is None or customers[str(row["customer"])].owner == owner]
        both = [(row, customers[str(row["customer"])]) for row in mine[:limit]]
        return [(_agreement(row, customer.owner), customer) for row, customer in both]

    def change(
        self,
        agreement: SideAgreement,
        *,
        text: str,
        party: Who | None,
        due: date | None,
        by: Account,
        at: datetime,
        attachment: Attachment | None = None,
    ) -> SideAgreement:
        """Keep what is agreed now; without `attachment` the file stays. Raises StaleVersion, InvalidAgreement."""
        require(by, "change", agreement)
        changed = replace(
            agreement, text=text.strip(), party=party, due=due, attachment=attachment or agreement.attachment
        )
        names = [
            name
            for name in ("text", "party", "due", "attachment")
            if getattr(agreement, name) != getattr(changed, name)
        ]
        return self._save(changed, Event("changed", {"fields": names}), Change(by, at)) if names else agreement

    def done(self, agreement: SideAgreement, *, by: Account, at: datetime) -> SideAgreement:
        """Note that it was done."""
        return self._move(agreement, "done", Change(by, at))

    def drop(self, agreement: SideAgreement, *, by: Account, at: datetime) -> SideAgreement:
        """Note that it no longer holds."""
        return self._move(agreement, "dropped", Change(by, at))

    def reopen(self, agreement: SideAgreement, *, by: Account, at: datetime) -> SideAgreement:
        """Undo `done` or `drop`."""
        return self._move(agreement, "reopened", Change(by, at))

    def _move(self, agreement: SideAgreement, event: str, change: Change) -> SideAgreement:
        require(change.by, "change", agreement)
        state = _AFTER.get((agreement.state, event))
        if state is None:
            raise InvalidAgreement(Message("This agreement was closed or reopened already. Look at it again."))
        return self._save(replace(agreement, state=state), Event(event), change)

    def _save(self, agreement: SideAgreement, event: Event, change: Change) -> SideAgreement:
        row = _row(agreement)
        with self._store.write():
            version = save_as(
                self._store,
                SIDE_AGREEMENT,
                row,
                expected=agreement.version,
                events=[event],
                change=change,
                current=lambda now: _agreement(now, agreement.owner),
            )
            index_agreement(self._store, row)
        return replace(agreement, version=version)


def _urgency(agreement: SideAgreement) -> tuple[bool, bool, str, str]:
    due = agreement.due.isoformat() if agreement.due else ""
    return agreement.state != "open", agreement.due is None, due, agreement.id


def _row(agreement: SideAgreement) -> Row:
    body = {
        "text": agreement.text,
        "party": agreement.party,
        "attachment": None if agreement.attachment is None else agreement.attachment.to_json(),
    }
    return {
        "id": agreement.id, "state": agreement.state, "customer": agreement.customer,
        "due": None if agreement.due is None else agreement.due.isoformat(), "body": canonical_json(body),
    }  # fmt: skip


def _agreement(row: Row, owner: str | None) -> SideAgreement:
    body = json.loads(str(row["body"]))
    return SideAgreement(
        id=str(row["id"]),
        version=int(str(row["version"])),
        customer=str(row["customer"]),
        text=body["text"],
        party=body["party"],
        due=None if row["due"] is None else date.fromisoformat(str(row["due"])),
        attachment=None if body["attachment"] is None else Attachment(**body["attachment"]),
        state=cast("AgreementState", row["state"]),
        owner=owner,
    )
