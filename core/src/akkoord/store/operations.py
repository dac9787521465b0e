"""Keep what surrounds the rows: answers of operations, bytes by their hash, and gapless numbers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from akkoord.language import Message
from akkoord.store import sql
from akkoord.store.canonical import sha256_of, utc_text
from akkoord.store.errors import OperationMismatch
from akkoord.store.records import Answer, Blob, Operation, Problem, Span
from akkoord.store.rows import Rows
from akkoord.store.schema import BLOB, OPERATION, SERIES, Row, optional_text, raw, text, whole

OPERATIONS_KEPT = timedelta(days=30)
"""How long the same operation gets its old answer; a page that is open longer than this was reloaded meanwhile."""


class Operations(Rows):
    """The verbs for operations, blobs and series; `Store` says what each promises."""

    def replay(self, op: Operation) -> Answer | None:
        """Return what was answered to this operation before, or None."""
        row = self.get(OPERATION, op.id)
        if row is None:
            return None
        if (row["actor"], row["route"], row["fingerprint"]) != (op.actor, op.route, op.fingerprint):
            raise OperationMismatch(op.id)
        return Answer(whole(row, "status"), optional_text(row, "location"), optional_text(row, "body"))

    def answer(self, op: Operation, answer: Answer, at: datetime) -> None:
        """Keep the answer of an operation, in the same `write()` as its effect."""
        if not self.is_writing():
            raise RuntimeError("an answer is kept inside the write() of its effect")
        row: Row = {
            "id": op.id, "actor": op.actor, "route": op.route, "fingerprint": op.fingerprint,
            "status": answer.status, "location": answer.location, "body": answer.body, "at": utc_text(at),
        }  # fmt: skip
        self.change(*sql.insert(OPERATION, row), OPERATION)
        self.forget_operations(at - OPERATIONS_KEPT)

    def forget_operations(self, before: datetime) -> int:
        """Forget the operations answered before a moment; return how many."""
        with self.write():
            older = Span(last=utc_text(before - timedelta(microseconds=1)))
            return self.change(*sql.delete(OPERATION, {"at": older}), OPERATION)

    def put_blob(self, data: bytes, media_type: str) -> str:
        """Keep bytes and return their SHA-256."""
        sha256 = sha256_of(data)
        with self.write():
            if not self.rows(*sql.count(BLOB, {"id": sha256}))[0]["n"]:
                row: Row = {"id": sha256, "media_type": media_type, "size": len(data), "data": data}
                self.change(*sql.insert(BLOB, row), BLOB)
        return sha256

    def blob(self, sha256: str) -> Blob | None:
        """Return the bytes kept under this SHA-256, or None."""
        row = self.get(BLOB, sha256)
        if row is None:
            return None
        blob = Blob(sha256, text(row, "media_type"), raw(row, "data"))
        if sha256_of(blob.data) != sha256:
            raise self.damaged(f"blob {sha256} is not what was written")
        return blob

    def changed_blobs(self) -> Iterator[Problem]:
        """Find the blobs whose bytes do not have the hash that they are kept under."""
        for row in self.each(*sql.select(BLOB, {})):
            if sha256_of(raw(row, "data")) != row["id"]:
                yield Problem(f"blob {text(row, 'id')}", Message("its bytes are not what was written"))

    def next_number(self, series: str) -> int:
        """Return the next number of a series, starting at 1, inside `write()`."""
        if not self.is_writing():
            raise RuntimeError("a number is taken inside the write() that uses it")
        row = self.get(SERIES, series)
        number = whole(row, "last") + 1 if row else 1
        if row:
            self.change(*sql.update(SERIES, {"last": number}, {"id": series}), SERIES)
        else:
            self.change(*sql.insert(SERIES, {"id": series, "last": number}), SERIES)
        return number
