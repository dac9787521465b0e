"""Import files of sales: good lines land, bad ones are kept with their reason; again is harmless, at any moment."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import file_digest, sha256
from itertools import chain, islice
from pathlib import Path
from typing import Final

from akkoord.access import Change
from akkoord.executing.errors import InvalidSale
from akkoord.executing.products import Products
from akkoord.executing.sales_columns import DATES, NUMBERS, Column, Reading, read_as
from akkoord.executing.sales_mapping import LABELS, SaleField, SalesMapping
from akkoord.executing.sales_readers import Cell, Numbered, SalesReader, delimiter_of
from akkoord.executing.sales_rejects import Reject, Sheet, formats_in, originals, shown
from akkoord.executing.sales_rows import Known, Lines
from akkoord.language import AkkoordError, Language, Message
from akkoord.store import (
    CONTRACT,
    CUSTOMER,
    SALE_REJECT,
    SALE_RUN,
    Loaded,
    Row,
    SaleRow,
    Store,
    canonical_json,
    text,
    utc_text,
    whole,
)

AT_ONCE: Final = 5_000
"""How many rows one transaction takes: other writers get their turn in between."""
_PIECE: Final = 500
"""How many rows are read together: few enough to be gone before the collector of garbage looks at them twice."""
MOST_REJECTS: Final = 10_000
"""A file with more bad rows than this is not what its mapping says; the rest of its bad rows are only counted."""

_FIGURES: Final[tuple[SaleField, ...]] = ("quantity", "packages", "turnover", "revision")
_DAYS: Final[tuple[SaleField, ...]] = ("day", "paid_on", "ordered_on")

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Totals:
    """What to compare with the sender's totals: rows that are right, their turnover in cents, first and last day."""

    rows: int = 0
    turnover: int = 0
    first: str = ""
    last: str = ""

    def plus(self, rows: Sequence[SaleRow]) -> "Totals":
        """Count rows in."""
        if not rows:
            return self
        days = [row.day for row in rows]
        return Totals(
            self.rows + len(rows),
            self.turnover + sum(row.turnover for row in rows),
            min(filter(None, (self.first, *days))),
            max(self.last, *days),
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a file: how many lines were new, changed, known already or older, and how many rows were bad."""

    run: str
    file: str
    loaded: Loaded
    rejected: int
    totals: Totals
    formats: Mapping[SaleField, str]
    sheet: Sheet
    rejects: tuple[Reject, ...] = ()
    dry: bool = False

    @property
    def read_as(self) -> tuple[tuple[Message, Message], ...]:
        """Say what the columns of figures and days hold, and how each was read."""
        return tuple((LABELS[name], read_as(how)) for name, how in self.formats.items())


@dataclass(slots=True)
class _Run:
    id: str
    language: Language
    loaded: Loaded = field(default_factory=Loaded)
    rejected: int = 0
    totals: Totals = field(default_factory=Totals)
    rejects: list[Reject] = field(default_factory=list)
    sheet: Sheet = field(default_factory=Sheet)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is known of a file before its rows are taken: how to read them, and how they are written."""

    lines: Lines
    places: Mapping[SaleField, int]
    formats: dict[SaleField, str]
    sheet: Sheet

    def shown(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """Write cells in the formats of their columns."""
        return shown(cells, {self.places[name]: how for name, how in self.formats.items()})


class SalesImport:
    """Imports files of sales into a store."""

    def __init__(self, store: Store) -> None:
        """Work with this store."""
        self._store = store
        self._products = Products(store)

    def run(
        self,
        file: Path,
        reader: SalesReader,
        mapping: SalesMapping,
        *,
        change: Change,
        language: Language = "en",
        name: str = "",
        dry: bool = False,
        progress: Progress | None = None,
    ) -> Summary:
        """Import a file, or only look what would come of it (`dry`).

        The same file with the same mapping is the same run: what landed already is known, what did not lands now.
        `progress` hears how many rows were read. Raises InvalidSale for a file that cannot be read as a whole: an
        unknown column, or one whose figures can be read in two ways.
        """
        name = name or file.name
        run = _Run(_run_id(file, reader, mapping), language)
        prepared = self._prepared(file, reader, mapping)
        run.sheet = prepared.sheet
        if not dry:
            self._note(run, "running", name, reader, change, None)
        for good, count in self._portions(_body(_rows(reader, file)), prepared, run):
            run.totals = run.totals.plus(good)
            if not dry:
                self._land(good, run, change.at)
            if progress is not None:
                progress(count)
        if not dry:
            self._note(run, "done", name, reader, change, change.at)
        return Summary(
            run.id, name, run.loaded, run.rejected, run.totals, prepared.formats, run.sheet, tuple(run.rejects), dry=dry
        )

    def runs(self, *, limit: int = 20) -> list[Row]:
        """Give the latest runs, the newest first."""
        return self._store.find(SALE_RUN, order=("-started_at",), limit=limit)

    def rejects(self, run: str, *, limit: int | None = None) -> list[Reject]:
        """Give the bad rows of a run, in the order of the file."""
        rows = self._store.find(SALE_REJECT, where={"run": run}, order=("line",), limit=limit)
        return [Reject(whole(row, "line"), text(row, "reason"), tuple(json.loads(text(row, "cells")))) for row in rows]

    def sheet(self, run: str) -> Sheet:
        """Tell how the file of a run was written."""
        found = json.loads(text(self._store.get(SALE_RUN, run) or {"body": "{}"}, "body")).get("sheet")
        return Sheet(**{**found, "headings": tuple(found["headings"])}) if found else Sheet()

    def known(self) -> Known:
        """Give what rows of files can name."""
        contracts = self._store.find(CONTRACT, where={"amends": None})
        return Known(
            {text(row, "number"): text(row, "id") for row in self._store.find(CUSTOMER)},
            {text(row, "number"): (text(row, "id"), text(row, "customer")) for row in contracts if row["number"]},
            self._products.all(),
        )

    def _prepared(self, file: Path, reader: SalesReader, mapping: SalesMapping) -> _Prepared:
        """Read the whole file once, to decide how each column is written."""
        rows = iter(_rows(reader, file))
        heading = next(rows, None)
        if heading is None:
            raise InvalidSale(Message("The file is empty."))
        headings = shown(heading[1])
        places, said = mapping.places(headings), formats_in(headings)
        columns = {
            name: _column(name, headings[place], mapping, said.get(name))
            for name, place in places.items()
            if name in _READ
        }
        open_yet = [(places[name], column) for name, column in columns.items() if len(column.readings) > 1]
        for chunk in _chunks(rows):
            for place, column in open_yet:
                column.take(_texts(chunk, place))
        decided = {name: column.decided() for name, column in columns.items()}
        readings: dict[SaleField, Reading] = {name: reading for name, (_, reading) in decided.items()}
        is_text = reader.name in _TEXTS
        sure = {str(name): decided[name][0] for name, column in columns.items() if column.is_certain or not is_text}
        return _Prepared(
            Lines(self.known(), mapping, places, readings),
            places,
            {name: how for name, (how, _) in decided.items()},
            Sheet(headings, delimiter_of(file, reader), sure),
        )

    def _portions(
        self, rows: Iterator[Numbered], prepared: _Prepared, run: _Run
    ) -> Iterator[tuple[list[SaleRow], int]]:
        """Give the sales lines of as many rows as one transaction takes, and how many rows that were."""
        for first in rows:
            good, count = [], 0
            for some in _chunks(islice(chain([first], rows), AT_ONCE)):
                good += self._sorted_out(some, prepared, run)
                count += len(some)
            yield good, count

    def _sorted_out(self, rows: Sequence[Numbered], prepared: _Prepared, run: _Run) -> list[SaleRow]:
        good: list[SaleRow] = []
        for (number, cells), line in zip(rows, prepared.lines.lines([cells for _, cells in rows]), strict=True):
            if not isinstance(line, InvalidSale):
                good.append(line)
                continue
            run.rejected += 1
            if len(run.rejects) < MOST_REJECTS:
                run.rejects.append(Reject(number, line.text(run.language), prepared.shown(cells)))
        return good

    def _land(self, good: Sequence[SaleRow], run: _Run, at: datetime) -> None:
        loaded = self._store.load_sales(good, run=run.id, at=at)
        run.loaded = Loaded(*map(sum, zip(run.loaded, loaded, strict=True)))

    def _note(
        self, run: _Run, state: str, file: str, reader: SalesReader, change: Change, ended: datetime | None
    ) -> None:
        """Keep how a run stands, with its bad rows when it is done."""
        row: Row = {
            "id": run.id, "state": state, "file": file, "format": reader.name, "started_at": utc_text(change.at),
            "started_by": change.by.id, "ended_at": utc_text(ended) if ended else None,
            "body": canonical_json({
                **run.loaded._asdict(), "rejected": run.rejected, "rows": run.totals.rows,
                "turnover": run.totals.turnover, "sheet": asdict(run.sheet),
            }),
        }  # fmt: skip
        with self._store.write():
            self._store.put(SALE_RUN, row)
            if state == "done":
                self._store.remove(SALE_REJECT, {"run": run.id})
                for each in run.rejects:
                    self._store.put(SALE_REJECT, _reject_row(run.id, each))


_TEXTS: Final = ("csv", "tsv")
"""Formats of which every cell is text as it was typed; cells of others are written in the format that was decided."""
_READ: Final = frozenset((*_FIGURES, *_DAYS))


def _reject_row(run: str, reject: Reject) -> Row:
    return {
        "id": f"{run}:{reject.line}", "run": run, "line": reject.line, "reason": reject.reason,
        "cells": canonical_json(list(reject.cells)),
    }  # fmt: skip


def _column(name: SaleField, heading: str, mapping: SalesMapping, noted: str | None) -> Column:
    said = mapping.numbers if name in _FIGURES else mapping.dates
    readings = NUMBERS if name in _FIGURES else DATES
    return Column(heading, dict(readings) if said is None else {said: readings[said]}, noted)


def _texts(rows: Iterable[Numbered], place: int) -> set[str]:
    cells = {cells[place] for _, cells in rows if place < len(cells)}
    return {cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()}


def _rows(reader: SalesReader, file: Path) -> Iterator[Numbered]:
    """Read a file; what goes wrong in a reader, whoever wrote it, is said in a sentence."""
    try:
        yield from originals(reader.rows(file))
    except (AkkoordError, OSError):
        raise
    except Exception as error:
        values = {"format": reader.name, "problem": type(error).__name__}
        raise InvalidSale(Message("The file cannot be read as {format} ({problem}).", values)) from error


def _body(rows: Iterable[Numbered]) -> Iterator[Numbered]:
    """Give the rows under the headings that are not empty."""
    return (row for row in islice(rows, 1, None) if any(row[1]))


def _chunks(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    rows = iter(rows)
    while chunk := list(islice(rows, _PIECE)):
        yield chunk


def _run_id(file: Path, reader: SalesReader, mapping: SalesMapping) -> str:
    with file.open("rb") as opened:
        digest = file_digest(opened, "sha256").hexdigest()
    return sha256(canonical_json([digest, reader.name, mapping.model_dump(mode="json")]).encode()).hexdigest()[:32]
