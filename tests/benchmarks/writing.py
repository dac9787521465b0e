"""Measure writing: one person's short transactions, and many writers at once on the same rows (promise R4)."""

import json
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from akkoord.access import CONSOLE
from akkoord.dossier import Party
from akkoord.store import CUSTOMER, Event, Stale, open_store
from akkoord.testing import NOON, FakeClock
from akkoord.workspace import Workspace
from akkoord_clauses_brewery.demo.cast import settings
from tests.benchmarks.measuring import MILLI, Measure, Scale, Took, each, require

NEEDED: Final = 100
"""How many changes a second a client company with hundreds of tablets needs."""
LONGEST_WAIT: Final = 250 * MILLI
_ROWS: Final = 50
_PATIENCE: Final = 600


def measures(scale: Scale) -> Iterator[Measure]:
    """Write alone, then with many."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        # In the working folder: what is on a memory disk says nothing of a real one.
        yield _short(Path(folder), scale)
        for rows in (_ROWS, 1):
            yield _together(Path(folder) / f"together-{rows}.sqlite", scale, rows)


def _short(folder: Path, scale: Scale) -> Measure:
    """Change a customer through the service: row, journal and search index, safely on the disk."""
    with Workspace.create(folder / "workspace", settings(), clock=FakeClock()) as workspace:
        by = workspace.accounts.add("chief", "Chief", "manager", "bierviltjes verzamelen", by=CONSOLE, at=NOON)
        customer = workspace.customers.add(Party("Café De Hoek"), by.id, by=by, at=NOON)

        def change() -> None:
            nonlocal customer
            party = replace(customer.party, city=f"Deventer {customer.version}")
            customer = workspace.customers.change(customer, party=party, by=by, at=NOON)

        took = each([change] * scale.rounds)
        history = workspace.store.history(f"customer:{customer.id}")
        require([one.version for one in history] == list(range(1, scale.rounds + 2)), "every change is in the journal")
    rate = len(took) / sum(one.clock for one in took)
    note = f"budget: {NEEDED} changes a second are needed; {rate:.0f} a second here"
    return Measure("change a customer: row, journal, search, on the disk", _clocked(took), 1 / NEEDED, note=note)


def _clocked(took: list[Took]) -> list[Took]:
    """Forget the processor time: here it is the disk that counts."""
    return [Took(one.clock) for one in took]


def _together(path: Path, scale: Scale, rows: int) -> Measure:
    """Let writers read, change and save, again when somebody else was first; nothing may be lost."""
    store = open_store(path, create=True)
    for number in range(rows):
        store.save(CUSTOMER, _row(number), expected=0, events=[Event("added")], by="bench", at=NOON)
    context = multiprocessing.get_context("spawn")
    ready, results = context.Barrier(scale.writers + 1), context.Queue()
    writers = [
        context.Process(target=_write, args=(str(path), rows, scale.changes, ready, results))
        for _ in range(scale.writers)
    ]
    for writer in writers:
        writer.start()
    ready.wait(_PATIENCE)
    start = time.perf_counter()
    waits = list(chain.from_iterable(results.get(timeout=_PATIENCE) for _ in writers))
    lasted = time.perf_counter() - start
    for writer in writers:
        writer.join(_PATIENCE)
    counted = sum(json.loads(str(row["body"]))["counter"] for row in store.find(CUSTOMER))
    require(counted == len(waits) == scale.writers * scale.changes, "no change is lost")
    require(store.check() == [], "every chain of the journal is whole")
    store.close()
    where = "one row" if rows == 1 else f"{rows} rows"
    note = f"{len(waits)} changes in {lasted:.1f} s: {len(waits) / lasted:.0f} a second; none failed, none lost"
    what = f"{scale.writers} writers at once on {where}: read, change, save"
    return Measure(what, [Took(wait) for wait in waits], LONGEST_WAIT, "p99.9", note)


def _row(number: int) -> dict[str, str | None]:
    return {
        "id": f"c{number}", "state": "prospect", "number": str(number), "name": "Café", "name_key": "cafe",
        "city": None, "owner": None, "updated_at": "2026-06-01T12:00:00.000000Z", "body": '{"counter": 0}',
    }  # fmt: skip


def _write(path: str, rows: int, changes: int, ready: object, results: object) -> None:
    """Be one writer: add one to a counter, so many times."""
    store = open_store(Path(path), patience=_PATIENCE)
    ready.wait(_PATIENCE)
    waits = []
    for number in range(changes):
        start, saved = time.perf_counter(), False
        while not saved:
            row = store.get(CUSTOMER, f"c{number % rows}")
            body = json.dumps({"counter": json.loads(str(row["body"]))["counter"] + 1})
            change = {"id": row["id"], "body": body}
            try:
                store.save(CUSTOMER, change, expected=row["version"], events=[Event("saved")], by="bench", at=NOON)
                saved = True
            except Stale:
                continue
        waits.append(time.perf_counter() - start)
    store.close()
    results.put(waits)
