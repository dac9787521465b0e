"""Make a clause set that differs from another in some clauses: the others, and all that is asked, stay the same."""

from collections.abc import Iterable
from dataclasses import replace
from importlib.resources.abc import Traversable

from akkoord.closing.clause_set import ClauseSet, ClauseSetError, read_clauses
from akkoord.closing.clauses import Clause
from akkoord.closing.due import EVENTS
from akkoord.closing.set_checks import check_clauses, where
from akkoord.language import Words

__all__ = ["events_of", "variant"]


def variant(base: ClauseSet, *, name: str, title: Words, folder: Traversable, distribution: str = "") -> ClauseSet:
    """Read the clause files of a folder over those of another set: a clause takes the place of the one with its id.

    Raises `ClauseSetError` with everything that is wrong.
    """
    clauses, problems = read_clauses(folder, EVENTS | events_of(base.clauses))
    merged = tuple({clause.id: clause for clause in (*base.clauses, *clauses)}.values())
    found = [*problems, *check_clauses(merged, base.questions)]
    made = replace(base, name=name, title=title, clauses=merged, client=None, distribution=distribution)
    if found:
        raise ClauseSetError(name, sorted(found, key=where), made)
    return made


def events_of(clauses: Iterable[Clause]) -> frozenset[str]:
    """Give the moments that the obligations of clauses count from, those of the trade included."""
    dues = (obligation.due for clause in clauses for obligation in clause.obligations)
    return frozenset(anchor for due in dues for anchor in due.anchors if "." not in anchor)
