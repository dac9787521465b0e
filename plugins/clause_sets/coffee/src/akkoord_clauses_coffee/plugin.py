"""What this distribution offers Akkoord: the clause set of Kopwaarts Koffieservice, and its looks."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from akkoord import hookimpl
from akkoord.closing import ClauseSet, legal_form
from akkoord.ending import TerminationPolicy
from akkoord.facts import term_dates
from akkoord.hookspecs import Theme
from akkoord.language import Words
from akkoord_clauses_coffee.expected import expected
from akkoord_clauses_coffee.highlights import HIGHLIGHTS
from akkoord_clauses_coffee.leaving import POLICY
from akkoord_clauses_coffee.questions import GROUPS

__all__ = ["ACCENT", "clause_sets", "termination_policy", "theme"]

ACCENT = "#7a3b1d"
"""Roasted brown: contrast 8.5 : 1 with white."""


@hookimpl
def clause_sets() -> Iterable[ClauseSet]:
    """Give the clause set `coffee`."""
    return [_coffee()]


@hookimpl
def termination_policy() -> TerminationPolicy:
    """Give the reasons for which customers of Kopwaarts leave."""
    return POLICY


@hookimpl
def theme() -> Theme:
    """Give the colour, name and mark of Kopwaarts."""
    logo = files("akkoord_clauses_coffee").joinpath("logo.svg").read_bytes()
    return Theme(accent=ACCENT, name="Kopwaarts Koffieservice", logo=logo)


@cache
def _coffee() -> ClauseSet:
    """Read and check the clause set; once, since nothing in it changes while a program runs."""
    package = files("akkoord_clauses_coffee")
    return ClauseSet.read(
        name="coffee",
        title=Words("Overeenkomst koffievoorziening", "Agreement for coffee at work"),
        folder=package / "clauses",
        groups=GROUPS,
        validations=package / "validations.yaml",
        derived=(term_dates, legal_form, expected),
        client="B",
        distribution="akkoord-clauses-coffee",
        highlights=HIGHLIGHTS,
        assets="equipment.assets",
    )
