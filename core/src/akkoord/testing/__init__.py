"""What authors of plugins test with: a pytest plugin, which pytest finds by itself once Akkoord is installed.

Fixtures: `clock` (a clock that stands still until told otherwise), `small_clause_set` (a clause set of window cleaners,
with which contracts can be made), `facts` (from which the small set makes a contract), `workspace` (a real one, in a
temporary folder, with that clause set) and `clause_set_loads` (does my plugin's clause set load?).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from akkoord.closing import ClauseSet
    from akkoord.workspace import Workspace

__all__ = ["NOON", "FakeClock", "clause_set_loads", "clock", "facts", "small_clause_set", "workspace"]

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
"""The moment at which the fake clock starts: 1 June 2026, noon in UTC."""


class FakeClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.at

    def advance(self, by: timedelta) -> datetime:
        """Go on by some time; return the new time."""
        self.at += by
        return self.at


@pytest.fixture
def clock() -> FakeClock:
    """Give a clock that stands still at noon."""
    return FakeClock()


@pytest.fixture(scope="session")
def small_clause_set() -> "ClauseSet":
    """Give the clause set of the window cleaners; it is the same one in every test."""
    found: ClauseSet = _kit().cleaning.clause_set()
    return found


@pytest.fixture
def facts() -> Mapping[str, object]:
    """Give facts, as they would stand in a file, from which the small set makes a contract."""
    given: Mapping[str, object] = _kit().cleaning.facts()
    return given


@pytest.fixture
def workspace(tmp_path: Path, clock: FakeClock) -> "Iterator[Workspace]":
    """Give a real workspace in a temporary folder, with the small clause set and no other plugin."""
    with _kit().make_workspace(tmp_path / "workspace", clock) as made:
        yield made


@pytest.fixture(scope="session")
def clause_set_loads() -> "Callable[..., ClauseSet]":
    """Give a function that loads a plugin's module as Akkoord does and returns its clause set.

    Call it in a test of one line; it fails with everything that is wrong, each on a line.
    """
    check: Callable[..., ClauseSet] = _kit().clause_set_loads
    return check


def _kit() -> ModuleType:
    from akkoord.testing import kit  # noqa: PLC0415 - pytest imports this page at every run, the kit loads all of Akkoord

    return kit
