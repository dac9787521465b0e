"""Explain why a clause is in a contract or not: what decided, by which answers, and what would turn it."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from akkoord.closing.clause_set import ClauseSet
from akkoord.closing.derive import derive
from akkoord.closing.select import Adjustment, Reason, select
from akkoord.facts import Explanation, Facts, FactValue, Flip
from akkoord.language import Language, Message


@dataclass(frozen=True, slots=True)
class Through:
    """A clause that brings the explained clause along, or would if it were selected.

    `path` leads from it to the explained clause by what each requires: (it, ..., the explained clause).
    """

    clause: str
    path: tuple[str, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Why:
    """Why one clause is in or out.

    `own` explains its own condition. `through` are, for a clause that is in, the selected clauses that bring it along;
    for one that is out, every clause that would. `flips` are single answers that, all else equal, turn the decision:
    nearest first, each tried out on the whole selection.
    """

    clause: str
    selected: bool
    reason: Reason
    own: Explanation
    through: tuple[Through, ...]
    flips: tuple[Flip, ...]

    @property
    def answers(self) -> Mapping[str, FactValue]:
        """The answers that decided: with these alone, the decision is the same."""
        found: dict[str, FactValue] = {}
        for explanation in (self.own, *(through.explanation for through in self.through)):
            found |= explanation.answers
        return MappingProxyType(found)

    def words(self, clause_set: ClauseSet, language: Language) -> tuple[str, ...]:
        """Say it: a sentence for each ground, and one for what would turn it."""
        return (*self._grounds(clause_set, language), self._turned_by(clause_set, language))

    def _grounds(self, clause_set: ClauseSet, language: Language) -> Iterator[str]:
        """Say what decided."""
        questions = clause_set.questions
        for adjustment in self.reason.adjusted:
            values = {"plugin": adjustment.plugin, "reason": adjustment.reason}
            added = Message("Added by plugin {plugin}: {reason}", values)
            removed = Message("Taken out by plugin {plugin}: {reason}", values)
            yield (added if adjustment.include else removed).text(language)
        if self.reason.holds or not self.selected:
            yield self.own.words(questions, language)
        for through in self.through:
            values = {"title": clause_set.by_id[through.clause].title}
            values["because"] = through.explanation.words(questions, language)
            required = Message("Belongs to “{title}”: {because}", values)
            not_required = Message("Would come with “{title}”: {because}", values)
            yield (required if self.selected else not_required).text(language)

    def _turned_by(self, clause_set: ClauseSet, language: Language) -> str:
        """Say which single answer would turn the decision."""
        if not self.flips:
            return Message("No single other answer changes this.").text(language)
        values = {"answer": self.flips[0].words(clause_set.questions, language)}
        leaves = Message("It would drop out with: {answer}", values)
        comes = Message("It would come in with: {answer}", values)
        return (leaves if self.selected else comes).text(language)


def why(clause_set: ClauseSet, facts: Facts, clause: str, adjustments: Sequence[Adjustment] = ()) -> Why:
    """Explain one clause of the set, given the facts of a composition (derived ones included).

    Raises KeyError when the set has no such clause.
    """
    selection = select(clause_set, facts, adjustments)
    reason = selection.reasons[clause]
    questions = clause_set.questions
    through = tuple(
        Through(path[0], path, clause_set.by_id[path[0]].when.explain(facts, questions))
        for path in _paths(clause_set, clause)
        if not reason.selected or selection.reasons[path[0]].ground in {"holds", "added"}
    )
    own = clause_set.by_id[clause].when.explain(facts, questions)
    flips = _flips(clause_set, facts, clause, adjustments, (own, *(item.explanation for item in through)))
    return Why(clause, reason.selected, reason, own, through, flips)


def _paths(clause_set: ClauseSet, clause: str) -> Iterator[tuple[str, ...]]:
    """Give the shortest path to the clause from every other one that requires it, also through others."""
    seen = {clause}
    waiting: deque[tuple[str, ...]] = deque([(clause,)])
    while waiting:
        path = waiting.popleft()
        for other in clause_set.clauses:
            if path[0] in other.requires and other.id not in seen:
                seen.add(other.id)
                waiting.append((other.id, *path))
                yield waiting[-1]


def _flips(
    clause_set: ClauseSet,
    facts: Facts,
    clause: str,
    adjustments: Sequence[Adjustment],
    explanations: Sequence[Explanation],
) -> tuple[Flip, ...]:
    """Try the answers that turn one of the conditions, and keep those that turn the decision on the clause."""
    selected = clause in select(clause_set, facts, adjustments)
    tried: dict[tuple[str, str], Flip] = {}
    for explanation in explanations:
        for flip in explanation.flips:
            tried.setdefault((flip.name, repr(flip.value)), flip)
    return tuple(
        flip
        for flip in tried.values()
        if (clause in select(clause_set, answered(clause_set, facts, flip), adjustments)) is not selected
    )


def answered(clause_set: ClauseSet, facts: Facts, flip: Flip) -> Facts:
    """Give the facts with one other answer, and with the derived facts that follow from it."""
    nested: object = flip.value
    for part in reversed(flip.name.split(".")):
        nested = {part: nested}
    return derive(clause_set, facts.with_(nested if isinstance(nested, dict) else {}))
