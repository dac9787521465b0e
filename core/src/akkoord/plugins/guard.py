"""Run code of others within a time limit, and stop waiting for what keeps hanging."""

import time
from collections.abc import Callable
from contextvars import copy_context
from threading import Lock, Thread
from typing import Final, TypeVar

CALL_SECONDS: Final = 2.0
"""How long a plugin may take while someone waits."""
LOAD_SECONDS: Final = 30.0
"""How long a plugin may take to be imported, and to read its clause sets."""

T = TypeVar("T")


class TookTooLong(Exception):
    """A plugin did not answer within its time limit; its thread is left behind."""


class Raised(Exception):
    """A plugin raised `error`, of whatever kind."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(repr(type(error)))
        self.error = error


def within(seconds: float, call: Callable[[], T], *, name: str) -> T:
    """Run `call` in a thread of its own and return its answer.

    Raises Raised for everything that it raises, SystemExit and its own KeyboardInterrupt included: a plugin may end
    its call, not the process. A Ctrl-C of the user reaches the thread that waits here and goes on as it should.
    Raises TookTooLong after `seconds`: Python cannot stop a thread, so it runs on unheard; as a daemon it does not
    keep the process from ending.
    """
    answers: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(call())
        except BaseException as error:  # noqa: BLE001 - a client's plugin must not take the tablet down
            raised.append(error)

    thread = Thread(target=copy_context().run, args=(run,), name=f"plugin {name}", daemon=True)
    thread.start()
    thread.join(seconds)
    if answers:
        return answers[0]
    if raised:
        raise Raised(raised[0]) from raised[0]
    raise TookTooLong


class Breaker:
    """Remember who hangs: after `after` calls in a row that took too long, rest `seconds` before trying again.

    Only hanging counts. A plugin that raises costs nobody time, and what it raises on may be one customer's data.
    """

    def __init__(self, *, after: int = 3, seconds: float = 60.0, tick: Callable[[], float] = time.monotonic) -> None:
        self._after = after
        self._seconds = seconds
        self._tick = tick
        self._hung: dict[tuple[str, str], int] = {}
        self._until: dict[tuple[str, str], float] = {}
        self._lock = Lock()

    def rests(self, plugin: str, hook: str) -> bool:
        """Tell whether this plugin's hook must be left alone now."""
        with self._lock:
            return self._tick() < self._until.get((plugin, hook), float("-inf"))

    def answered(self, plugin: str, hook: str) -> None:
        """Forget earlier hanging: it answered in time, with whatever."""
        with self._lock:
            self._hung.pop((plugin, hook), None)
            self._until.pop((plugin, hook), None)

    def hung(self, plugin: str, hook: str) -> bool:
        """Count one more call that took too long; tell whether the hook is now left alone for a while."""
        with self._lock:
            count = self._hung[plugin, hook] = self._hung.get((plugin, hook), 0) + 1
            if count < self._after:
                return False
            self._until[plugin, hook] = self._tick() + self._seconds
            return True
