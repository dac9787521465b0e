"""Let the writers of one file wait their turn, over threads and processes, on two file locks."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from akkoord.files import reason_of
from akkoord.store.errors import StoreBusy, StoreFailed

_FIRST_PAUSE = 0.0001
_LONGEST_PAUSE = 0.002


@contextmanager
def turn(database: Path, *, patience: float) -> Iterator[None]:
    """Hold the write lock of a database file.

    Who wants it queues at the gate, where the kernel wakes the waiting in their order, and only the one who passed the
    gate waits for the lock itself: a writer that comes back at once queues like everyone else, instead of taking the
    lock again before the others have woken up. `patience` is how many seconds to wait before StoreBusy; when the lock
    is not let go of, everyone in the queue learns so at most that long after arriving.
    """
    start = time.monotonic()
    with _opened(database, "-gate") as gate, _opened(database, "-turn") as lock:
        fcntl.flock(gate, fcntl.LOCK_EX)
        _take(lock, start, patience)
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield


@contextmanager
def _opened(database: Path, suffix: str) -> Iterator[int]:
    # A file beside the database, never the database itself: closing that would drop SQLite's own locks on it.
    try:
        file = os.open(f"{database}{suffix}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreFailed(database, reason_of(error)) from error
    try:
        yield file
    finally:
        os.close(file)


def _take(lock: int, start: float, patience: float) -> None:
    pause = _FIRST_PAUSE
    while not _taken(lock):
        waited = time.monotonic() - start
        if waited > patience:
            raise StoreBusy(waited)
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE)


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
