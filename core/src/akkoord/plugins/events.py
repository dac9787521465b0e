"""Tell plugins, in the background and in the order of the journal, what happened in a workspace."""

import fcntl
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Final

from akkoord.plugins.host import Plugins
from akkoord.store import Store

FILE: Final = "akkoord.events.json"
"""Where a workspace notes, for each plugin, the last journal entry that it was told of."""
LOOK_SECONDS: Final = 1.0
"""How often the journal is looked at when nobody says that there is something in it."""

log = logging.getLogger("akkoord.plugins")


class EventFeed:
    """Reads the journal onwards and calls `on_event` of the plugins that have it.

    What each plugin was told of is noted in a file, so nothing is passed over when the program stops; what was told
    just before it stopped may be told again. A plugin is told of what happens after it first listened. Of several
    processes on one workspace only one tells at a time.
    """

    def __init__(self, store: Store, plugins: Plugins, folder: Path) -> None:
        """Read this store's journal for these plugins; the note of what was told is kept in `folder`."""
        self._store = store
        self._plugins = plugins
        self._file = folder / FILE
        self._look = Signal()
        self._stopping = False
        self._thread: Thread | None = None
        if self._plugins.listeners:
            self.deliver()  # plugins that never listened before are noted at the end of the journal as it is now

    def start(self) -> None:
        """Begin to tell, in a thread of its own; without a plugin that listens there is nothing to do."""
        if self._thread is None and self._plugins.listeners:
            self._stopping = False
            self._thread = Thread(target=self._run, name="events", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Look at the journal now."""
        self._look.set()

    def stop(self) -> None:
        """Tell what is still to be told, and stop."""
        if self._thread is not None:
            self._stopping = True
            self._look.set()
            self._thread.join()
            self._thread = None

    def deliver(self) -> None:
        """Tell every plugin what it has not heard yet."""
        with self._alone() as alone:
            if not alone:
                return
            told = self._noted()
            for plugin in self._plugins.listeners:
                told = {**told, plugin: self._tell(plugin, told.get(plugin))}
            self._note(told)

    def _run(self) -> None:
        """Tell until asked to stop."""
        while True:
            self._look.clear()
            try:
                self.deliver()
            except Exception:
                log.exception("the journal could not be read for the plugins that listen to it")
            if self._stopping:
                return
            self._look.wait(LOOK_SECONDS)

    def _tell(self, plugin: str, last: int | None) -> int:
        """Tell one plugin what came after entry `last`; return the last it was told of."""
        if last is None:
            return max((entry.seq for entry in self._store.recent(limit=1)), default=0)
        while entries := self._store.since(last):
            for entry in entries:
                if not self._plugins.tell(plugin, entry):
                    return last
                last = entry.seq
        return last

    def _noted(self) -> Mapping[str, int]:
        """Read the note."""
        try:
            noted = json.loads(self._file.read_text(encoding="utf-8") or "{}")
        except (OSError, ValueError):
            return {}
        return {str(name): seq for name, seq in noted.items() if isinstance(seq, int)}

    def _note(self, told: Mapping[str, int]) -> None:
        """Write the note in place of the old one, whole or not at all."""
        if told == self._noted():
            return
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(dict(sorted(told.items()))), encoding="utf-8")
        new.replace(self._file)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Take the turn to tell, if no other process has it."""
        with self._file.with_suffix(".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True
