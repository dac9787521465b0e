"""Fill a demonstration once for all demands on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from weakref import finalize

from akkoord.workspace import FillDemo, SignIn, Workspace

__all__ = ["Filled", "filled"]


_FILLED: "Final[dict[tuple[int, datetime], Filled]]" = {}


@dataclass(frozen=True)
class Filled:
    """A demonstration as it was filled: the open workspace, who can sign in, and the moment of its clock."""

    workspace: Workspace
    sign_ins: Sequence[SignIn]
    at: datetime


def filled(demo: FillDemo, at: datetime) -> Filled:
    """Fill a demonstration, once; its folder goes when the process does."""
    key = (id(demo), at)
    if key not in _FILLED:
        _FILLED[key] = _newly(demo, at)
    return _FILLED[key]


def _newly(demo: FillDemo, at: datetime) -> Filled:
    folder = TemporaryDirectory()
    sign_ins = demo(Path(folder.name) / "demo", lambda: at)
    found = Filled(Workspace.open(Path(folder.name) / "demo", clock=lambda: at), sign_ins, at)
    finalize(found, folder.cleanup)
    return found
