"""Keep the journal: one chain of events per stream, each tied to the one before by its hash."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from akkoord.store import sql
from akkoord.store.canonical import canonical_json, sha256_of, utc_moment, utc_text
from akkoord.store.protocol import Where
from akkoord.store.records import Event, JournalEntry, Problem, Span
from akkoord.store.schema import EVENT, TABLES, Row, Value
from akkoord.store.session import Session

START = ""
"""What the first event of a chain names as the hash before it."""


def chain_hash(row: Row) -> str:
    """Return the hash that an event must have, from what it says and the hash before it."""
    return sha256_of(
        canonical_json(
            _plain(row["prev"], row["stream"], row["version"], row["at"], row["actor"], row["kind"], row["body"])
        )
    )


class Journal(Session):
    """The verbs for the journal; `Store` says what each promises."""

    def history(self, stream: str) -> list[JournalEntry]:
        """Return the journal of one stream, oldest first."""
        return [_entry(row) for row in self.rows(*sql.select(EVENT, {"stream": stream}, ("version",)))]

    def recent(
        self,
        *,
        streams: Iterable[str] | None = None,
        kinds: Iterable[str] | None = None,
        actor: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[JournalEntry]:
        """Return the newest journal entries first."""
        where: dict[str, Value | tuple[Value, ...] | Span] = {}
        if streams is not None:
            where["stream"] = tuple(streams)
        if kinds is not None:
            where["kind"] = tuple(kinds)
        if actor is not None:
            where["actor"] = actor
        after = None if before is None else (before,)
        return [_entry(row) for row in self.rows(*sql.select(EVENT, where, ("-seq",), limit, after))]

    def verify_journal(self) -> list[Problem]:
        """Recompute every chain and compare it with the rows."""
        with self.read():
            return list(self._faults())

    def _append(self, stream: str, version: int, events: Sequence[Event], by: str, at: datetime) -> None:
        prev = self._head(stream, version)
        for event in events:
            version += 1
            row: dict[str, Value] = {
                "prev": prev, "stream": stream, "version": version, "at": utc_text(at), "actor": by,
                "kind": event.kind, "body": canonical_json(event.body),
            }  # fmt: skip
            prev = row["hash"] = chain_hash(row)
            self.change(*sql.insert(EVENT, row), EVENT)

    def _head(self, stream: str, version: int) -> str:
        last = self.rows(*sql.select(EVENT, {"stream": stream}, ("-version",), 1))
        at_version = last[0]["version"] if last else 0
        if at_version != version:
            raise self.damaged(f"the journal of {stream} is at {at_version}, its row at {version}")
        return str(last[0]["hash"]) if last else START

    def _faults(self) -> Iterator[Problem]:
        heads: dict[str, Value] = {}
        events = self.each(*sql.select(EVENT, {}, ("stream", "version")))
        for stream, chain in groupby(events, key=lambda row: str(row["stream"])):
            yield from _broken_links(stream, chain, heads)
        yield from self._unlike_rows(heads)

    def _unlike_rows(self, heads: dict[str, Value]) -> Iterator[Problem]:
        for table in TABLES:
            if table.kind == "stream":
                for row in self.each(f'SELECT "{table.key}" AS id, "version" FROM "{table.name}"'):
                    stream = table.stream_of(str(row["id"]))
                    recorded = heads.pop(stream, 0)
                    if recorded != row["version"]:
                        yield Problem(stream, f"the row is at version {row['version']}, its journal at {recorded}")
        for stream in heads:
            yield Problem(stream, "the journal tells of a row that is not there")


def _broken_links(stream: str, chain: Iterable[Row], heads: dict[str, Value]) -> Iterator[Problem]:
    prev, version = START, 0
    for row in chain:
        where = f"{stream} version {row['version']}"
        if row["version"] != version + 1:
            yield Problem(where, f"the version before it is {version}: events are missing")
        if row["prev"] != prev:
            yield Problem(where, "it does not follow from the event before it")
        if row["hash"] != chain_hash(row):
            yield Problem(where, "its content is not what was written")
        prev, version = str(row["hash"]), int(str(row["version"]))
    heads[stream] = version


def _plain(*values: Value) -> list[str | int | None]:
    return [value for value in values if not isinstance(value, bytes)]


def _entry(row: Row) -> JournalEntry:
    return JournalEntry(
        seq=int(str(row["seq"])),
        stream=str(row["stream"]),
        version=int(str(row["version"])),
        at=utc_moment(str(row["at"])),
        actor=str(row["actor"]),
        kind=str(row["kind"]),
        body=json.loads(str(row["body"])),
        prev=str(row["prev"]),
        hash=str(row["hash"]),
    )
