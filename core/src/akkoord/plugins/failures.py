"""Keep what went wrong with plugins, in sentences: for the listing, the log and the banner on the tablet."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Literal

from akkoord.language import AkkoordError, Message, Speaks
from akkoord.logs import places

FailureKind = Literal["load", "spec", "call"]

log = logging.getLogger("akkoord.plugins")


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that went wrong with a plugin.

    `load`: it could not be imported or does not fit this core; `spec`: a function of it answers to no hook;
    `call`: it failed while answering `hook`. `at` is the last of the `count` times that it happened.
    """

    plugin: str
    kind: FailureKind
    message: Message
    at: datetime
    hook: str | None = None
    count: int = 1


class FailureLog:
    """The failures of this process, the same one kept once with its count; safe to use from several threads."""

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str, str | None, str], Failure] = {}
        self._lock = Lock()

    def record(self, failure: Failure, error: BaseException | None = None) -> Failure:
        """Keep a failure and write it to the log, with the places in the code that `error` came through."""
        key = (failure.plugin, failure.kind, failure.hook, str(failure.message))
        with self._lock:
            before = self._failures.get(key)
            kept = replace(failure, count=before.count + 1) if before else failure
            self._failures[key] = kept
        details = {"plugin": kept.plugin, "hook": kept.hook, "failure": kept.kind, "count": kept.count}
        if error is not None:
            details["trace"] = " < ".join(places(error))
        log.warning("%s", kept.message, extra=details)
        return kept

    def __iter__(self) -> Iterator[Failure]:
        with self._lock:
            failures = list(self._failures.values())
        return iter(sorted(failures, key=lambda failure: (failure.plugin, failure.kind, failure.hook or "")))

    def of(self, plugin: str) -> tuple[Failure, ...]:
        """Give the failures of one plugin."""
        return tuple(failure for failure in self if failure.plugin == plugin)


def told(error: BaseException, *, with_text: bool) -> Speaks:
    """Say what was raised.

    Without text only its kind and place are said: an error raised over a customer's data often quotes them, and a
    failure is shown to everyone and stands in the log.
    """
    kind = type(error).__name__
    if with_text and isinstance(error, AkkoordError):
        return error
    if with_text and str(error):
        return Message("{kind}: {text}", {"kind": kind, "text": str(error)})
    return Message("{kind} at {place}", {"kind": kind, "place": next(iter(places(error)), "?")})
