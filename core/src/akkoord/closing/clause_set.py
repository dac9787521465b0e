"""A clause set: the clauses, questions and validations of one client company, checked as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from akkoord.closing.clauses import Clause
from akkoord.facts import Condition, Derived, Questions
from akkoord.language import Language, Words


@dataclass(frozen=True, slots=True)
class Validation:
    """A check on the facts: when its condition is true there is an issue with this code and severity."""

    code: str
    severity: Literal["error", "approval", "warning"]
    when: Condition
    message: Words


@dataclass(frozen=True, slots=True)
class ClauseSet:
    """What one client company closes its contracts with.

    `client` is the letter or name by which case files call it. `clauses` are sorted by (order, id).
    """

    name: str
    title: Words
    questions: Questions
    clauses: tuple[Clause, ...]
    validations: tuple[Validation, ...] = ()
    derived: tuple[Derived, ...] = ()
    language: Language = "nl"
    client: str | None = None
    distribution: str = ""
    layout: str | None = None
    by_id: Mapping[str, Clause] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the clauses and look them up by id."""
        ordered = tuple(sorted(self.clauses, key=lambda clause: (clause.order, clause.id)))
        object.__setattr__(self, "clauses", ordered)
        object.__setattr__(self, "by_id", MappingProxyType({clause.id: clause for clause in ordered}))
