"""Questions whose answers nothing uses, and where in its plugin a question is written down."""

import inspect
import linecache
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePath

from akkoord.closing.check.claims import claim_names
from akkoord.closing.check.findings import Finding
from akkoord.closing.check.over_answers import parameters_of
from akkoord.closing.check.wording import Wording
from akkoord.closing.check.world import World
from akkoord.closing.clause_file import allowances
from akkoord.closing.clause_set import ClauseSet
from akkoord.closing.clauses import Allowance, Clause
from akkoord.facts import Place, QuestionGroup
from akkoord.language import Message

__all__ = ["question_allowances", "unused_questions"]

PARTS = frozenset({"proposal", "terms"})
"""The parts of which every answer must be used; the situation is recorded for its own sake."""


def unused_questions(world: World, wordings: Mapping[str, Wording], used: Collection[str] = ()) -> Iterator[Finding]:
    """Find questions that no clause, condition, rule, obligation, highlight or derived fact uses.

    `used` are the facts that others use, such as reports.
    """
    clause_set = world.clause_set
    found = {*used, *_in_conditions(clause_set), *world.read_by_derived()}
    found |= {highlight.fact for highlight in clause_set.highlights}
    for clause in clause_set.clauses:
        found |= set(_in_clause(clause, wordings[clause.id]))
    for group in clause_set.questions.groups:
        for question in group.questions if group.part in PARTS else ():
            if question.name not in found and question.group not in found:
                message = Message("Nothing uses the answer to {fact!r}.", {"fact": question.name})
                yield Finding("unused-question", _place(group, question.key)[0], message, about=question.name)


def question_allowances(clause_set: ClauseSet) -> Mapping[str, tuple[Place, Allowance]]:
    """Give what authors of questions accept, by the name of the question, and where they say so."""
    found = {}
    for group in clause_set.questions.groups:
        for question in group.questions:
            place, allowed = _place(group, question.key)
            for allowance in allowed:
                found[question.name] = (Place(place.file, allowance.line), allowance)
    return found


def _in_conditions(clause_set: ClauseSet) -> Iterator[str]:
    groups = clause_set.questions.groups
    conditions = [clause.when for clause in clause_set.clauses]
    conditions += [validation.when for validation in clause_set.validations]
    conditions += [when for group in groups for when in (group.when, *(one.when for one in group.questions)) if when]
    for condition in conditions:
        yield from condition.names


def _in_clause(clause: Clause, wording: Wording) -> Iterator[str]:
    for rule in clause.rules:
        yield from parameters_of(rule)
        yield from rule.when.names if rule.when else ()
        yield from (name for name in (rule.each, rule.settle, rule.cumulation, rule.item) if name)
    for obligation in clause.obligations:
        yield from obligation.due.facts
    yield from (printed.name for printed in wording.printed)
    yield from (loop.name for loop in wording.loops)
    for claim in (*(test[0] for test in wording.tests), *(printed.path for printed in wording.printed)):
        yield from claim_names(claim)
    for part in wording.prose:
        yield from claim_names(part.path)


def _place(group: QuestionGroup, key: str) -> tuple[Place, tuple[Allowance, ...]]:
    """Find the line on which a question is declared, and what the comments right above it or its group accept."""
    try:
        lines, first = inspect.getsourcelines(group.model) if group.model else ([], 1)
        file = inspect.getsourcefile(group.model) if group.model else None
    except (OSError, TypeError):
        lines, first, file = [], 1, None
    if file is None or group.model is None:
        return Place(group.key), ()
    at = next((number for number, line in enumerate(lines) if line.lstrip().startswith(f"{key}:")), 0)
    whole = PurePath(file).with_suffix("").parts
    depth = len(group.model.__module__.split("."))
    place = Place("/".join(whole[-depth:]) + ".py", first + at)
    above = _comments(lines[:at], first) + _comments(linecache.getlines(file)[: first - 1], 1)
    return place, above


def _comments(lines: list[str], first: int) -> tuple[Allowance, ...]:
    """Read the allowances in the comments that lines end with."""
    start = len(lines)
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    found = allowances(lines[start:])
    return tuple(Allowance(one.code, one.reason, first + start + one.line - 1) for one in found)
