"""Keep files with a customer: scans, photos, letters, by what they are and not by what they are called."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, cast

from akkoord.access import Account, Change, Missing, NewId, new_id, require, save_as
from akkoord.dossier.attachments import Attachment, keep_file
from akkoord.dossier.customers import owner_of
from akkoord.dossier.finding import index_file
from akkoord.store import CUSTOMER_FILE, Event, Row, Store, canonical_json, utc_moment, utc_text


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """A file with a customer: what it is, who added it (an account id) and when."""

    id: str
    version: int
    customer: str
    attachment: Attachment
    author: str
    at: datetime
    state: Literal["kept", "dropped"] = "kept"
    owner: str | None = None


class CustomerFiles:
    """The files of a store that are with customers."""

    def __init__(self, store: Store, *, new_id: NewId = new_id) -> None:
        """Work with this store; `new_id` gives the ids of new files."""
        self._store = store
        self._new_id = new_id

    def get(self, file_id: str) -> CustomerFile:
        """Return a file. Raises Missing."""
        row = self._store.get(CUSTOMER_FILE, file_id)
        if row is None:
            raise Missing("customer_file", file_id)
        return _file(row, owner_of(self._store, str(row["customer"])))

    def of(self, customer_id: str) -> list[CustomerFile]:
        """Return the files with a customer that were not taken away, the newest first."""
        rows = self._store.find(CUSTOMER_FILE, where={"customer": customer_id}, order=("-at",))
        owner = owner_of(self._store, customer_id) if rows else None
        return [one for one in (_file(row, owner) for row in rows) if one.state == "kept"]

    def add(self, customer_id: str, name: str, data: bytes, *, by: Account, at: datetime) -> CustomerFile:
        """Keep a PDF, PNG or JPEG of at most 10 MB. Raises InvalidAttachment or NotAllowed."""
        owner = owner_of(self._store, customer_id)
        with self._store.write():
            attachment = keep_file(self._store, name, data)
            file = CustomerFile(self._new_id(), 0, customer_id, attachment, by.id, at, owner=owner)
            require(by, "change", file)
            return self._save(file, Event("added"), Change(by, at))

    def drop(self, file: CustomerFile, *, by: Account, at: datetime) -> CustomerFile:
        """Take a file out of the dossier; its bytes stay with the journal, and `keep` undoes it."""
        require(by, "change", file)
        return self._save(replace(file, state="dropped"), Event("dropped"), Change(by, at))

    def keep(self, file: CustomerFile, *, by: Account, at: datetime) -> CustomerFile:
        """Undo `drop`."""
        require(by, "change", file)
        return self._save(replace(file, state="kept"), Event("kept"), Change(by, at))

    def _save(self, file: CustomerFile, event: Event, change: Change) -> CustomerFile:
        row = _row(file)
        with self._store.write():
            version = save_as(
                self._store,
                CUSTOMER_FILE,
                row,
                expected=file.version,
                events=[event],
                change=change,
                current=lambda now: _file(now, file.owner),
            )
            index_file(self._store, row)
        return replace(file, version=version)


def _row(file: CustomerFile) -> Row:
    body = {"name": file.attachment.name, "media_type": file.attachment.media_type, "author": file.author}
    return {
        "id": file.id, "state": file.state, "customer": file.customer, "blob": file.attachment.sha256,
        "at": utc_text(file.at), "body": canonical_json(body),
    }  # fmt: skip


def _file(row: Row, owner: str | None) -> CustomerFile:
    body = json.loads(str(row["body"]))
    return CustomerFile(
        id=str(row["id"]),
        version=int(str(row["version"])),
        customer=str(row["customer"]),
        attachment=Attachment(str(row["blob"]), body["name"], body["media_type"]),
        author=body["author"],
        at=utc_moment(str(row["at"])),
        state=cast('Literal["kept", "dropped"]', row["state"]),
        owner=owner,
    )
