"""What this distribution offers Akkoord: the clause set of Schoonkring Afvalinzameling, and its looks."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from akkoord import hookimpl
from akkoord.closing import ClauseSet, legal_form
from akkoord.ending import TerminationPolicy
from akkoord.facts import term_dates
from akkoord.hookspecs import Theme
from akkoord.language import Words
from akkoord_clauses_waste.derived import lines, streams
from akkoord_clauses_waste.expected import expected
from akkoord_clauses_waste.highlights import HIGHLIGHTS
from akkoord_clauses_waste.leaving import POLICY
from akkoord_clauses_waste.questions import GROUPS

__all__ = ["ACCENT", "clause_sets", "termination_policy", "theme"]

ACCENT = "#0b6b3a"
"""Green of the lorries: contrast 6.6 : 1 with white."""


@hookimpl
def clause_sets() -> Iterable[ClauseSet]:
    """Give the clause set `waste`."""
    return [_waste()]


@hookimpl
def termination_policy() -> TerminationPolicy:
    """Give the reasons for which customers of Schoonkring leave."""
    return POLICY


@hookimpl
def theme() -> Theme:
    """Give the colour, name and mark of Schoonkring."""
    logo = files("akkoord_clauses_waste").joinpath("logo.svg").read_bytes()
    return Theme(accent=ACCENT, name="Schoonkring Afvalinzameling", logo=logo)


@cache
def _waste() -> ClauseSet:
    """Read and check the clause set; once, since nothing in it changes while a program runs."""
    package = files("akkoord_clauses_waste")
    return ClauseSet.read(
        name="waste",
        title=Words("Overeenkomst afvalinzameling", "Agreement for waste collection"),
        folder=package / "clauses",
        groups=GROUPS,
        validations=package / "validations.yaml",
        derived=(term_dates, legal_form, streams, lines, expected),
        events=("call", "collection", "schedule", "transport"),
        client="C",
        distribution="akkoord-clauses-waste",
        highlights=HIGHLIGHTS,
        assets="containers.rents",
    )
