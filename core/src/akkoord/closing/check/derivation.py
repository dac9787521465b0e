"""The derived facts of a set, asked of its own functions as a contract does, and what the solver learns from them."""

from collections.abc import Collection, Iterator

import z3

from akkoord.closing.check import symbols
from akkoord.closing.check.causes import Given, Outcome, Trial, causes
from akkoord.closing.check.encoding import Encoding
from akkoord.closing.check.model import Model
from akkoord.closing.check.samples import answered, first_row, samples
from akkoord.closing.check.symbols import Constant
from akkoord.closing.check.watching import Watched
from akkoord.closing.clause_set import ClauseSet
from akkoord.facts import Derived, Facts, Question, Questions
from akkoord.facts.kinds import NUMBERS

__all__ = ["Derivation", "given_by", "read_by"]


class Derivation:
    """What the functions of a set derive; `gives` names what each does, as far as has been seen."""

    def __init__(self, clause_set: ClauseSet, encoding: Encoding, gives: dict[Derived, set[str]]) -> None:
        self._functions = clause_set.derived
        self._questions = clause_set.questions
        self._encoding = encoding
        self._gives = gives

    def facts(self, model: Model) -> tuple[Facts, bool]:
        """Give the facts of a model with what is derived from them, and whether the solver was taught better."""
        facts, is_taught = Facts.merge(self._questions, model.nested()), False
        for function in self._functions:
            if not self._is_asked_about(self._gives[function]):
                continue
            watched = Watched(facts)
            found = Facts(function(watched), facts.questions)
            self._gives[function].update(found)
            is_taught |= self._teach(function, watched.read, found, facts)
            facts = facts.with_(found.nested)
        return facts, is_taught

    def _is_asked_about(self, names: Collection[str]) -> bool:
        """Tell whether the solver was asked about any of these facts, or about the columns of one."""
        return any(name in self._encoding.symbols or self._encoding.columns(name) for name in names)

    def _teach(self, function: Derived, read: Collection[str], found: Facts, before: Facts) -> bool:
        """Teach the solver what a function derives, and from what; what it read is an unknown from now on."""
        known = set(self._encoding.symbols)
        given = list(self._given(read, before))
        trial = Trial(function, before)
        outcomes = list(self._outcomes(found, before))
        for outcome in outcomes:
            cause = [symbols.like(one.symbol, one.value) for one in causes(trial, given, outcome)]
            self._encoding.solver.add(z3.Implies(z3.And(*cause), symbols.like(outcome.symbol, outcome.value)))
        return bool(outcomes) or any(one.name not in known for one in given)

    def _given(self, read: Collection[str], facts: Facts) -> Iterator[Given]:
        """Give what was read that somebody could answer in another way."""
        for name in sorted(read):
            question = self._encoding.question(name)
            rows = None if self._encoding.is_fact(name) else name.rpartition(".")[0]
            if question is not None and (rows is None or _decides(question)):
                symbol = self._encoding.symbol(name)
                value = first_row(facts[rows]).get(question.key) if rows else facts[name]
                if not isinstance(symbol, Constant) and not (rows and not facts[rows]):
                    yield Given(name, rows, symbol, question, value)

    def _outcomes(self, found: Facts, before: Facts) -> Iterator[Outcome]:
        """Give what a function derives and the solver thought otherwise."""
        for name in [name for name in found if found[name] != before[name]]:
            symbol = self._encoding.symbols.get(name, Constant(None))
            if not isinstance(symbol, Constant) and not symbols.alike(symbol, found[name], before[name]):
                yield Outcome(name, None, symbol, found[name])
            was, now = first_row(before[name]), first_row(found[name])
            for key, column in self._encoding.columns(name).items():
                if now and not symbols.alike(column, was.get(key), now.get(key)):
                    yield Outcome(name, key, column, now.get(key))


def given_by(clause_set: ClauseSet) -> dict[Derived, set[str]]:
    """Name what each function derives, from answers to everything and from answers to what is required."""
    return {function: set(_given_by(function, clause_set.questions)) for function in clause_set.derived}


def read_by(function: Derived, questions: Questions) -> set[str]:
    """Name what a function is made of, as far as samples of answers show."""
    read: set[str] = set()
    for asked in answered(questions):
        watched = Watched(Facts(samples(asked), questions))
        function(watched)
        read |= watched.read
    return read


def _given_by(function: Derived, questions: Questions) -> Iterator[str]:
    for asked in answered(questions):
        yield from Facts(function(Facts(samples(asked), questions)), questions)


def _decides(column: Question) -> bool:
    """Tell whether a column has few values, or may be left open, or be nought."""
    return column.type in {"enum", "bool"} or not column.required or (column.type in NUMBERS and column.allows(0))
