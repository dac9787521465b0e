"""Processes that write to one store at once; the tests run this as `writers.py TASK FILE ARGUMENTS PIPE...`.

Each pipe gets a process of its own, forked when everything is imported, which tells through it what it did: first its
process id on a line, then what the task says.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from akkoord.store import CUSTOMER, Event, Row, Stale, Store, open_store, text, whole

AT = datetime(2026, 11, 23, tzinfo=UTC)


def increment(store: Store, name: str, tell: TextIO, rows: int, times: int) -> None:
    """Add one to the counter of a row, `times` times over so many rows; tell how many seconds each took."""
    waits = []
    for number in range(times):
        start, saved = time.perf_counter(), False
        while not saved:
            row = store.get(CUSTOMER, f"c{number % rows}")
            assert row is not None
            counter = json.loads(text(row, "body"))["counter"] + 1
            saved = try_to_save(store, row, {"body": json.dumps({"counter": counter})}, name)
        waits.append(time.perf_counter() - start)
    json.dump(waits, tell)


def acknowledge(store: Store, name: str, tell: TextIO) -> None:
    """Save one row again and again, and tell each version once it is saved, until killed."""
    while True:
        row = store.get(CUSTOMER, name)
        assert row is not None
        with store.write():
            version = whole(row, "version")
            try_to_save(
                store, row, {"number": f"{name} {store.next_number(name)}", "city": "x" * (version % 5000)}, name
            )
        tell.write(f"{version + 1}\n")
        tell.flush()


def try_to_save(store: Store, row: Row, change: Row, name: str) -> bool:
    """Save a change of a row, unless someone else was first."""
    expected, named = whole(row, "version"), {"id": row["id"], **change}
    try:
        store.save(CUSTOMER, named, expected=expected, events=[Event("saved")], by=name, at=AT)
    except Stale:
        return False
    return True


def run_each(task: Callable[..., None], file: Path, arguments: list[int], pipes: list[int]) -> bool:
    """Run a task in a process per pipe; return whether all of them came to a good end."""
    children = [fork(task, file, f"c{number}", arguments, pipe) for number, pipe in enumerate(pipes)]
    for pipe in pipes:
        os.close(pipe)
    ends = [os.waitpid(child, 0)[1] for child in children]
    return not any(ends)


def fork(task: Callable[..., None], file: Path, name: str, arguments: list[int], pipe: int) -> int:
    """Start one process; return its id."""
    child = os.fork()
    if child == 0:
        with open(pipe, "w", encoding="utf-8") as tell:
            tell.write(f"{os.getpid()}\n")
            tell.flush()
            task(open_store(file, patience=60), name, tell, *arguments)
        os._exit(0)
    return child


if __name__ == "__main__":
    wanted, where, *numbers = sys.argv[1:]
    taken = 2 if wanted == "increment" else 0
    whole_numbers = [int(number) for number in numbers]
    went_well = run_each(globals()[wanted], Path(where), whole_numbers[:taken], whole_numbers[taken:])
    sys.exit(0 if went_well else 1)
