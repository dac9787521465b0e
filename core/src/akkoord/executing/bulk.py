"""Make very many things at once without the collector of garbage looking through all of them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

__all__ = ["in_bulk"]

_lock = Lock()
_under_way = 0


@contextmanager
def in_bulk() -> Iterator[None]:
    """Put off collecting garbage while values are made that stay: looking through them takes longer than making them.

    It is for the whole process, and taken up again when the last thread that asked for this is done.
    """
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def _count(more: int) -> None:
    global _under_way  # noqa: PLW0603 - the collector is one for the process, and so is this count
    with _lock:
        _under_way += more
        if _under_way == 0:
            gc.enable()
        elif gc.isenabled():
            gc.disable()
