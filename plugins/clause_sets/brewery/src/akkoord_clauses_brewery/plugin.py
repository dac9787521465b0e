"""What this distribution offers Akkoord: the clause set of Brouwerij Zilverbeek, and its looks."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from akkoord import hookimpl
from akkoord.closing import ClauseSet, legal_form
from akkoord.ending import TerminationPolicy
from akkoord.facts import term_dates
from akkoord.hookspecs import Theme
from akkoord.language import Words
from akkoord_clauses_brewery.benefit import expected, on_loan
from akkoord_clauses_brewery.derived import consent, names_of_beer, writeoff
from akkoord_clauses_brewery.highlights import HIGHLIGHTS
from akkoord_clauses_brewery.leaving import POLICY
from akkoord_clauses_brewery.questions import GROUPS

__all__ = ["ACCENT", "clause_sets", "termination_policy", "theme"]

ACCENT = "#1d5c46"
"""Bottle green: contrast 7.9 : 1 with white."""


@hookimpl
def clause_sets() -> Iterable[ClauseSet]:
    """Give the clause set `brewery`."""
    return [_brewery()]


@hookimpl
def termination_policy() -> TerminationPolicy:
    """Give the reasons for which outlets leave the brewery."""
    return POLICY


@hookimpl
def theme() -> Theme:
    """Give the brewery's colour, name and mark."""
    logo = files("akkoord_clauses_brewery").joinpath("logo.svg").read_bytes()
    return Theme(accent=ACCENT, name="Brouwerij Zilverbeek", logo=logo)


@cache
def _brewery() -> ClauseSet:
    """Read and check the clause set; once, since nothing in it changes while a program runs."""
    package = files("akkoord_clauses_brewery")
    return ClauseSet.read(
        name="brewery",
        title=Words("Overeenkomst tot levering van bier", "Agreement for the supply of beer"),
        folder=package / "clauses",
        groups=GROUPS,
        validations=package / "validations.yaml",
        derived=(term_dates, legal_form, names_of_beer, writeoff, consent, on_loan),
        client="A",
        distribution="akkoord-clauses-brewery",
        highlights=HIGHLIGHTS,
        expected=expected,
        assets="equipment.assets",
    )
