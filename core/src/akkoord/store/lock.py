"""Let the writers of one store wait their turn, over threads and processes, on two file locks."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from akkoord.store.errors import StoreBusy

_FIRST_PAUSE = 0.0001
_LONGEST_PAUSE = 0.002


@contextmanager
def turn(path: Path, *, patience: float) -> Iterator[None]:
    """Hold the store's write lock; whoever lets go of it cannot overtake the one that stands at the gate.

    `patience` is how many seconds to wait before StoreBusy.
    """
    start = time.monotonic()
    turnstile = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    gate = os.open(path.with_name(path.name + "-gate"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(gate, start, patience)
        _take(turnstile, start, patience)
        fcntl.flock(gate, fcntl.LOCK_UN)
        yield
    finally:
        os.close(gate)
        os.close(turnstile)


def _take(lock: int, start: float, patience: float) -> None:
    pause = _FIRST_PAUSE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waited = time.monotonic() - start
            if waited > patience:
                raise StoreBusy(waited) from None
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            return
