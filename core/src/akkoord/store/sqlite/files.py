"""Let a file appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from akkoord.files import reason_of
from akkoord.store.errors import StoreExists, StoreFailed


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Give an empty file to fill; when that went well it takes its real name, which nothing may have yet.

    Raises StoreExists, or StoreFailed when the folder refuses.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if path.exists():
            raise StoreExists(path)
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        try:
            yield new
            path.hardlink_to(new)
        finally:
            new.unlink()
        _sync(path.parent)
    except FileExistsError as error:
        raise StoreExists(path) from error
    except OSError as error:
        raise StoreFailed(path, reason_of(error)) from error


def _sync(folder: Path) -> None:
    # Without this, a power cut can take the new name away again.
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
