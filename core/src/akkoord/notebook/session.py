"""One open workspace in a notebook, and what was tried on it: rule kinds from cells, clauses that were edited."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from akkoord.closing import ClauseSet
from akkoord.executing import Rule, RuleKinds
from akkoord.language import AkkoordError, Language, Message
from akkoord.settings import FILE
from akkoord.values import Period, add_months, days_after
from akkoord.workspace import Workspace

__all__ = [
    "VARIABLE",
    "NoWorkspaceOpen",
    "Session",
    "current",
    "found_place",
    "last_months",
    "open_apart",
    "open_session",
]

VARIABLE: Final = "AKKOORD_WORKSPACE"
TODAY: Final = "AKKOORD_TODAY"
"""Names the day on which a notebook looks at the records, when that is not the day itself."""
_open: list["Session"] = []


class NoWorkspaceOpen(AkkoordError):
    """Something was asked of a workspace before one was opened."""


@dataclass
class Session:
    """An open workspace, where it is, and what was tried on it. `today` is the day on which everything is looked at."""

    workspace: Workspace
    place: Path
    today: date
    tried_kinds: dict[str, type[Rule]] = field(default_factory=dict)
    tried_clauses: ClauseSet | None = None
    clause_texts: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """The language that the client reads."""
        return self.workspace.settings.language

    @property
    def clause_set(self) -> ClauseSet:
        """The clause set with what was edited in it."""
        return self.tried_clauses or self.workspace.clause_set

    @property
    def kinds(self) -> RuleKinds:
        """The installed rule kinds, and over them those that were tried."""
        return RuleKinds([*self.workspace.plugins.rule_kinds.values(), *self.tried_kinds.values()])

    def try_kind(self, kind: type[Rule]) -> None:
        """Know a rule kind that was defined in a cell; one defined again takes the place of the one before."""
        if kind.kind not in self.workspace.plugins.rule_kinds or kind.__module__ == "__main__":
            self.tried_kinds[kind.kind] = kind

    def close(self) -> None:
        """Let go of the workspace."""
        self.workspace.close()
        if self in _open:
            _open.remove(self)


def open_apart(place: Path, today: date | None = None) -> Session:
    """Open a workspace without making it the one that functions work on. Raises what opening a workspace raises."""
    # A notebook is an entry point, like a command: it may ask the clock.
    workspace = Workspace.open(place, clock=lambda: datetime.now(UTC))
    return Session(workspace, place, today or workspace.house.day(datetime.now(UTC)))


def open_session(place: Path, today: date | None = None) -> Session:
    """Open the workspace in a folder, or a snapshot, and make it the one that functions work on.

    Raises what opening a workspace raises.
    """
    session = open_apart(place, today)
    for other in _open:
        other.close()
    _open.append(session)
    return session


def current() -> Session:
    """Give the session that was opened last. Raises NoWorkspaceOpen."""
    if not _open:
        raise NoWorkspaceOpen(Message("No workspace is open. Load the extension in its folder: %load_ext akkoord."))
    return _open[-1]


def last_months(count: int, today: date | None = None) -> Period:
    """Give the last so many full calendar months.

    >>> last_months(24, date(2026, 11, 26)).text("en")
    '1 November 2024 through 31 October 2026'
    """
    first = (today or current().today).replace(day=1)
    return Period(add_months(first, -count), days_after(first, -1))


def found_place(folder: Path, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Find the workspace: what AKKOORD_WORKSPACE names, else the nearest folder upward that is one."""
    named = environment.get(VARIABLE)
    if named:
        return Path(named)
    return next((each for each in (folder, *folder.parents) if (each / FILE).is_file()), None)
