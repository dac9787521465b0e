"""Keep notes with a customer: what somebody wants to remember, in their own words."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, cast

from akkoord.access import Account, Change, Missing, NewId, new_id, require, save_as
from akkoord.dossier.customers import owner_of
from akkoord.dossier.finding import index_note
from akkoord.language import AkkoordError, Message
from akkoord.store import NOTE, Event, Row, Store, canonical_json, utc_moment, utc_text

MOST_CHARACTERS = 4_000


class InvalidNote(AkkoordError):
    """A note without words, or with too many."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its text, who wrote it (an account id) and when. One that was dropped stays in the journal only."""

    id: str
    version: int
    customer: str
    text: str
    author: str
    at: datetime
    state: Literal["kept", "dropped"] = "kept"
    owner: str | None = None

    def __post_init__(self) -> None:
        """Refuse an empty note, and a book."""
        if not self.text.strip():
            raise InvalidNote(Message("Write something to remember."))
        if len(self.text) > MOST_CHARACTERS:
            values = {"count": len(self.text), "most": MOST_CHARACTERS}
            raise InvalidNote(Message("This note has {count} characters; at most {most} fit.", values))


class Notes:
    """The notes of a store."""

    def __init__(self, store: Store, *, new_id: NewId = new_id) -> None:
        """Work with this store; `new_id` gives the ids of new notes."""
        self._store = store
        self._new_id = new_id

    def get(self, note_id: str) -> Note:
        """Return a note. Raises Missing."""
        row = self._store.get(NOTE, note_id)
        if row is None:
            raise Missing("note", note_id)
        return _note(row, owner_of(self._store, str(row["customer"])))

    def of(self, customer_id: str) -> list[Note]:
        """Return the notes with a customer that were not dropped, the newest first."""
        rows = self._store.find(NOTE, where={"customer": customer_id}, order=("-at",))
        owner = owner_of(self._store, customer_id) if rows else None
        return [note for note in (_note(row, owner) for row in rows) if note.state == "kept"]

    def add(self, customer_id: str, text: str, *, by: Account, at: datetime) -> Note:
        """Keep a note. Raises InvalidNote or NotAllowed."""
        owner = owner_of(self._store, customer_id)
        note = Note(self._new_id(), 0, customer_id, text.strip(), by.id, at, owner=owner)
        require(by, "change", note)
        return self._save(note, Event("added"), Change(by, at))

    def drop(self, note: Note, *, by: Account, at: datetime) -> Note:
        """Take a note away; `keep` undoes it."""
        require(by, "change", note)
        return self._save(replace(note, state="dropped"), Event("dropped"), Change(by, at))

    def keep(self, note: Note, *, by: Account, at: datetime) -> Note:
        """Undo `drop`."""
        require(by, "change", note)
        return self._save(replace(note, state="kept"), Event("kept"), Change(by, at))

    def _save(self, note: Note, event: Event, change: Change) -> Note:
        row = _row(note)
        with self._store.write():
            version = save_as(
                self._store,
                NOTE,
                row,
                expected=note.version,
                events=[event],
                change=change,
                current=lambda now: _note(now, note.owner),
            )
            index_note(self._store, row)
        return replace(note, version=version)


def _row(note: Note) -> Row:
    body = {"text": note.text, "author": note.author}
    return {
        "id": note.id, "state": note.state, "customer": note.customer, "at": utc_text(note.at),
        "body": canonical_json(body),
    }  # fmt: skip


def _note(row: Row, owner: str | None) -> Note:
    body = json.loads(str(row["body"]))
    return Note(
        id=str(row["id"]),
        version=int(str(row["version"])),
        customer=str(row["customer"]),
        text=body["text"],
        author=body["author"],
        at=utc_moment(str(row["at"])),
        state=cast('Literal["kept", "dropped"]', row["state"]),
        owner=owner,
    )
