"""Build the reports ahead of whoever opens them, as soon as there is a new day or were new sales."""

import logging
from collections.abc import Callable, Mapping
from datetime import date
from threading import Event as Signal
from threading import Thread
from typing import Final

from akkoord.access import CONSOLE
from akkoord.reporting.reading import Records
from akkoord.reporting.report import Report

__all__ = ["Warming"]

LOOK_SECONDS: Final = 10.0
"""How often to look; an import is waited for until nothing came between two looks."""

log = logging.getLogger("akkoord.reporting")


class Warming:
    """Builds every report with what it opens with, in a thread of its own: what was computed for it is remembered.

    So it is computed once after a night or an import, and nobody waits for it at a screen.
    """

    def __init__(
        self,
        records: Records,
        reports: Callable[[], Mapping[str, type[Report]]],
        *,
        changes: Callable[[], int],
        today: Callable[[], date],
    ) -> None:
        """Build these reports over these records; `changes` counts the changes of sales."""
        self._records = records
        self._reports = reports
        self._changes = changes
        self._today = today
        self._seen: tuple[date, int] | None = None
        self._built: tuple[date, int] | None = None
        self._stop = Signal()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        if self._thread is None:
            self._stop.clear()
            self._thread = Thread(target=self._run, name="reports", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop, after the report that is being built."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None

    def look(self) -> bool:
        """Build the reports when something is new that was the same at the last look; tell whether it did."""
        seen, self._seen = self._seen, (self._today(), self._changes())
        if self._seen != seen or seen == self._built:
            return False
        self._built = seen
        for report in self._reports().values():
            if not self._stop.is_set():
                self._build(report)
        return True

    def _build(self, report: type[Report]) -> None:
        try:
            report.made(self._records, {}, by=CONSOLE, today=self._today())
        except Exception:  # a client's report must not take the server down; whoever opens it is told what is wrong
            log.exception("Report %s could not be built ahead", report.name)

    def _run(self) -> None:
        self.look()
        while not self._stop.is_set():
            self.look()
            self._stop.wait(LOOK_SECONDS)
