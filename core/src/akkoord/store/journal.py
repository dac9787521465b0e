"""Keep the journal: one chain of events per stream, each tied to the one before by its hash."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from akkoord.language import Message
from akkoord.store import sql
from akkoord.store.canonical import canonical_json, sha256_of, utc_moment, utc_text
from akkoord.store.device import told_from
from akkoord.store.records import JournalEntry, Problem, Saving, Span
from akkoord.store.schema import EVENT, TABLES, Row, Value, text, whole
from akkoord.store.session import Session

START = ""
"""What the first event of a chain names as the hash before it."""


_WRITTEN: Final = ("prev", "stream", "version", "at", "actor", "kind", "body")
_APPEND: Final = sql.insert_each(EVENT, (*_WRITTEN, "hash"))


def chain_hash(row: Row) -> str:
    """Return the hash that an event must have: SHA-256 of [prev, stream, version, at, actor, kind, body]."""
    before: list[str | int] = [text(row, "prev"), text(row, "stream"), whole(row, "version")]
    return _hash_of([*before, *(text(row, name) for name in ("at", "actor", "kind"))], text(row, "body"))


def _hash_of(told: Sequence[str | int], body: str) -> str:
    # The body is canonical JSON already, so it goes in as it stands.
    return sha256_of(f"{canonical_json(told)[:-1]},{body}]")


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

    def since(self, seq: int, *, limit: int = 100) -> list[JournalEntry]:
        """Return the journal entries after a `seq`, oldest first."""
        return [_entry(row) for row in self.rows(*sql.select(EVENT, {"seq": Span(seq + 1)}, ("seq",), limit))]

    def verify_journal(self) -> list[Problem]:
        """Recompute every chain and compare it with the rows."""
        with self.read():
            heads: dict[str, int] = {}
            broken = list(self._broken_chains(heads))
            return broken + list(self._unlike_rows(heads))

    def _append(self, told: Mapping[str, Saving], by: str, at: datetime) -> None:
        """Append the events of streams, by their names, each to the end of its chain."""
        heads, moment = self._heads(told), utc_text(at)
        rows: list[tuple[Value, ...]] = []
        for stream, saving in told.items():
            prev = heads[stream]
            for version, event in enumerate(saving.events, saving.expected + 1):
                before, body = (prev, stream, version, moment, by, event.kind), canonical_json(told_from(event.body))
                prev = _hash_of(before, body)
                rows.append((*before, body, prev))
        self.change_each(_APPEND, rows, EVENT)

    def _heads(self, told: Mapping[str, Saving]) -> dict[str, str]:
        """Return the hash at the end of each chain, which must be at the version that its row had."""
        heads = dict.fromkeys(told, (0, START))
        for some in sql.portions(told):
            query = sql.select_newest(EVENT, ("stream", "version", "hash"), "stream", "version", some)
            heads |= {text(row, "stream"): (whole(row, "version"), text(row, "hash")) for row in self.rows(*query)}
        for stream, (recorded, _) in heads.items():
            if recorded != told[stream].expected:
                raise self.damaged(f"the journal of {stream} is at {recorded}, its row at {told[stream].expected}")
        return {stream: last for stream, (_, last) in heads.items()}

    def _broken_chains(self, heads: dict[str, int]) -> Iterator[Problem]:
        events = self.each(*sql.select(EVENT, {}, ("stream", "version")))
        for stream, chain in groupby(events, key=lambda row: text(row, "stream")):
            prev, version = START, 0
            for row in chain:
                yield from _broken_link(row, prev, version)
                prev, version = text(row, "hash"), whole(row, "version")
            heads[stream] = version

    def _unlike_rows(self, heads: dict[str, int]) -> Iterator[Problem]:
        for table in TABLES:
            if table.kind == "stream":
                for row in self.each(*sql.select_only(table, (table.key, "version"))):
                    stream = table.stream_of(text(row, table.key))
                    values = {"row": whole(row, "version"), "journal": heads.pop(stream, 0)}
                    if values["row"] != values["journal"]:
                        yield Problem(stream, Message("the row is at version {row}, its journal at {journal}", values))
        for stream in heads:
            yield Problem(stream, Message("the journal tells of a row that is not there"))


def _broken_link(row: Row, prev: str, version: int) -> Iterator[Problem]:
    where = f"{text(row, 'stream')} version {whole(row, 'version')}"
    if row["version"] != version + 1:
        yield Problem(where, Message("the version before it is {version}: events are missing", {"version": version}))
    if row["prev"] != prev:
        yield Problem(where, Message("it does not follow from the event before it"))
    if row["hash"] != chain_hash(row):
        yield Problem(where, Message("its content is not what was written"))


def _entry(row: Row) -> JournalEntry:
    return JournalEntry(
        seq=whole(row, "seq"),
        stream=text(row, "stream"),
        version=whole(row, "version"),
        at=utc_moment(text(row, "at")),
        actor=text(row, "actor"),
        kind=text(row, "kind"),
        body=json.loads(text(row, "body")),
        prev=text(row, "prev"),
        hash=text(row, "hash"),
    )
