"""Write the log: one line an event, UTC, `key=value`, with ids and names of plugins, never of people."""

import logging
import sys
from datetime import UTC, datetime
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
        if record.exc_info and record.exc_info[0] is not None:
            parts.append(f"error={record.exc_info[0].__name__}")
        return " ".join(" ".join(parts).split())


def write_log(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Write what Akkoord logs to a stream, the standard error output unless told otherwise. Doing it again replaces."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine())
    logger = logging.getLogger("akkoord")
    logger.handlers = [handler]
    logger.setLevel(level)
    logger.propagate = False
