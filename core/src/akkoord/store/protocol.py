"""The few verbs that a store offers, whatever engine it runs on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from akkoord.store.records import (
    Answer,
    Blob,
    Event,
    Hit,
    JournalEntry,
    Loaded,
    Operation,
    Problem,
    RulesRow,
    SaleRow,
    SalesSum,
    Saving,
    SearchEntry,
    Span,
    StretchSum,
)
from akkoord.store.schema import Row, Table, Value

Where = Mapping[str, "Value | tuple[Value, ...] | Span"]
EVERYTHING: Where = {}


class Store(Protocol):
    """One client's data: rows with versions, the journal, operations, blobs, number series and search."""

    def write(self) -> AbstractContextManager[None]:
        """Do everything inside as one transaction; inside another `write()` it is a part that can fail on its own.

        Raises StoreBusy when other writers keep the store locked too long.
        """

    def read(self) -> AbstractContextManager[None]:
        """Let every read inside see the same moment."""

    def is_writing(self) -> bool:
        """Tell whether this thread is inside `write()`."""

    def after_commit(self, act: Callable[[], None]) -> None:
        """Do something once what is being written is safe, or at once when nothing is; a rollback forgets it.

        What is done must not fail: the change is kept by then, and the caller would think that it is not.
        """

    def save(self, table: Table, row: Row, *, expected: int, events: Sequence[Event], by: str, at: datetime) -> int:
        """Write a stream's row and its events; return the new version, which is the number of its events so far.

        `expected` is the version that was read, 0 for a new row. A new row needs all its columns (save `version`);
        a change needs `id` and whatever changes. Raises Stale, with the current row, when the version has moved.
        """

    def save_each(self, table: Table, savings: Sequence[Saving], *, by: str, at: datetime) -> list[int]:
        """Write the rows of many streams of a table and their events, all or none; return the new versions.

        What `save` does for one, in far fewer questions to the database: new rows first, then changes in their order.
        Raises Stale for the first that has moved, and ValueError when a row is given twice.
        """

    def add(self, table: Table, row: Row) -> None:
        """Add a row; adding the very same row again is harmless. Raises AlreadyThere when its key has other content."""

    def put(self, table: Table, row: Row) -> None:
        """Write a whole row of a plain table, new or not. Raises AlreadyThere when a fixed column would change."""

    def remove(self, table: Table, where: Where) -> int:
        """Remove the rows of a plain table that fit; return how many."""

    def get(self, table: Table, row_id: str) -> Row | None:
        """Return the row with this key, or None."""

    def find(
        self,
        table: Table,
        *,
        where: Where = EVERYTHING,
        order: Sequence[str] = (),
        limit: int | None = None,
        after: Sequence[Value] | None = None,
        columns: Sequence[str] = (),
    ) -> list[Row]:
        """Return the rows that fit, with all columns or those that are named.

        `where` maps a column to a value (None: empty), a tuple (one of these) or a `Span`. `order` names columns, with
        `-` before it for descending; the key always comes last. `after` is `position(table, last row, order)` of the
        page before: the next page starts behind it, however many rows came or went in between.
        """

    def count(self, table: Table, where: Where = EVERYTHING) -> int:
        """Return how many rows fit."""

    def history(self, stream: str) -> list[JournalEntry]:
        """Return the journal of one stream, oldest first."""

    def recent(
        self,
        *,
        streams: Iterable[str] | None = None,
        kinds: Iterable[str] | None = None,
        actor: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[JournalEntry]:
        """Return the newest journal entries first; `before` is the `seq` of the last one of the page before."""

    def since(self, seq: int, *, limit: int = 100) -> list[JournalEntry]:
        """Return the journal entries after a `seq`, oldest first: what came since somebody last looked."""

    def verify_journal(self) -> list[Problem]:
        """Recompute every chain of the journal and compare it with the rows; an empty list means all is as written."""

    def replay(self, op: Operation) -> Answer | None:
        """Return what was answered to this operation before, or None. Raises OperationMismatch for other content."""

    def answer(self, op: Operation, answer: Answer, at: datetime) -> None:
        """Keep the answer of an operation for 30 days, in the same `write()` as its effect.

        Raises AlreadyThere when it has one.
        """

    def forget_operations(self, before: datetime) -> int:
        """Forget the operations answered before a moment; return how many."""

    def put_blob(self, data: bytes, media_type: str) -> str:
        """Keep bytes and return their SHA-256; the same bytes are kept once."""

    def blob(self, sha256: str) -> Blob | None:
        """Return the bytes kept under this SHA-256, or None."""

    def next_number(self, series: str) -> int:
        """Return the next number of a series, starting at 1, inside `write()`: a rollback leaves no gap."""

    def index(self, entry: SearchEntry) -> None:
        """Make a thing findable, replacing what was known of it."""

    def unindex(self, kind: str, thing_id: str) -> None:
        """Make a thing no longer findable."""

    def search(
        self,
        words: str,
        *,
        kinds: Iterable[str] | None = None,
        owner: str | None = None,
        tags: Iterable[str] = (),
        limit: int = 20,
    ) -> list[Hit]:
        """Find things whose words begin with all the given words, as someone types; titles that begin so come first."""

    def load_sales(self, rows: Iterable[SaleRow], *, run: str, at: datetime) -> Loaded:
        """Write sales lines, new or known, and keep the months added up; what a line said before stays in its history.

        Loading the same rows again changes nothing. Give some thousands at a time: each call is one transaction.
        """

    def sales_changes(self) -> int:
        """Count the loads of sales that changed something: while it stays the same, so does all that rests on sales."""

    def sales_over(self, customers: Sequence[str], first: str, last: str, cutoff: str) -> list[StretchSum]:
        """Add up the lines of these customers over whole months (`2026-07`), from the first through the last.

        Paid is what was paid through the cut-off.
        """

    def sales_by_day(self, customers: Sequence[str], first: str, last: str) -> list[SalesSum]:
        """Add up the lines of these customers by day, product and day of payment."""

    def sales_by_line(self, customers: Sequence[str], first: str, last: str) -> list[SalesSum]:
        """Give the lines of these customers, every one by itself."""

    def rules_in_force(self, states: Sequence[str], until: str) -> list[RulesRow]:
        """Give the rules of contracts in these states that began by a day, by number.

        They are those of the version in force; amendments are no contracts of their own.
        """

    def rules_of(self, versions: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Give the rules of contract versions, as canonical JSON, in their order; no key for one without rules."""

    def customers_by_contract(self, contracts: Sequence[str]) -> Mapping[str, str]:
        """Tell whose contracts these are, by the id of the contract; one that is not there is left out."""

    def backup(self, to: Path) -> None:
        """Write a copy of one moment to a new file, while others go on working. Raises StoreExists."""

    def copy(self, to: Path, rewriters: Mapping[Table, Callable[[Row], Row | None]]) -> None:
        """Write a copy of one moment to a new file in which the rows of some tables read otherwise.

        A rewriter says how a row reads in the copy, None leaves it out; tables are rewritten in the order given, and a
        journal whose events are rewritten is chained anew. What the rows said is nowhere in the file. Raises
        StoreExists.
        """

    def check(self) -> list[Problem]:
        """Check the file, the references, the blobs and the journal; an empty list means all is well."""

    def close(self) -> None:
        """Let go of the file."""
