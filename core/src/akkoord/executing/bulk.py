"""Make very many things at once without the collector of garbage looking through all of them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

__all__ = ["in_bulk"]


class _Rest:
    """The rest of the collector, which is one for the process: it lasts as long as anybody asks for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asking = 0
        self._was_on = False

    def begin(self) -> None:
        with self._lock:
            if not self._asking:
                self._was_on = gc.isenabled()
                gc.disable()
            self._asking += 1

    def end(self) -> None:
        with self._lock:
            self._asking -= 1
            if self._asking or not self._was_on:
                return
            if not gc.get_freeze_count():
                # What was made goes straight to the oldest objects, without a look at each of them.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


_REST: Final = _Rest()


@contextmanager
def in_bulk() -> Iterator[None]:
    """Put off collecting garbage while values are made that stay: looking through them takes longer than making them.

    It is for the whole process, and taken up again, where it was on, when the last thread that asked for this is done.
    """
    _REST.begin()
    try:
        yield
    finally:
        _REST.end()
