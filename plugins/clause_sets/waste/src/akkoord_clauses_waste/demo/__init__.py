"""A workspace to try Akkoord out: Schoonkring Afvalinzameling with some customers in every state, all of it made up."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from akkoord.demo import fill as fill_with
from akkoord.demo import read_play
from akkoord.plugins import Clock
from akkoord.workspace import SignIn
from akkoord_clauses_waste.demo.taken import taken

__all__ = ["fill"]


def fill(folder: Path, clock: Clock) -> Sequence[SignIn]:
    """Make and fill the workspace of Schoonkring Afvalinzameling; tell who can sign in."""
    return fill_with(folder, clock, read_play(files("akkoord_clauses_waste") / "demo" / "play.toml"), taken)
