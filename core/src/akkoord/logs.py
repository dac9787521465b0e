"""Write the log: one line an event, UTC, `key=value`, with ids and names of plugins, never of people."""

import logging
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Final, TextIO

FIELDS: Final = ("plugin", "hook", "failure", "count", "request", "id", "trace")
"""What a log call may add through `extra`; nothing else is written."""


class OneLine(logging.Formatter):
    """A record as one line: the moment, the level, the logger, the sentence, and the known extra fields.

    What an exception says is not written, since it may quote a customer's data; its kind and places are.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write the line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        parts = [moment, record.levelname.lower(), record.name, record.getMessage()]
        extra = vars(record)
        parts += [f"{name}={extra[name]}" for name in FIELDS if extra.get(name) is not None]
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            parts += [f"error={type(error).__name__}", f"trace={' < '.join(places(error))}"]
        return " ".join(" ".join(parts).split())


def places(error: BaseException) -> list[str]:
    """Give the places an error came through, innermost first: `file.py:12 in name`. No values: they may be personal."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{PurePath(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in reversed(frames)]


def write_log(
    stream: TextIO | None = None, *, level: int = logging.INFO, packages: Sequence[str] = ("akkoord",)
) -> None:
    """Write what packages log to a stream, the standard error output unless told otherwise. Doing it again replaces."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine())
    for package in packages:
        logger = logging.getLogger(package)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
