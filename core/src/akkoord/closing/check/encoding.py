"""Say claims to the solver: a fact becomes an unknown when it is first spoken of, within the limits of its question."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import z3

from akkoord.closing.check import symbols
from akkoord.closing.check.claims import FALSE, All, Claim, Has, No, Said, Some, Unknown, both, either, of_node
from akkoord.closing.check.comparisons import compared
from akkoord.closing.check.selecting import clause_claims, texts_named
from akkoord.closing.check.symbols import Constant, Figure, Known, Members, Rows, Symbol
from akkoord.closing.clause_set import ClauseSet
from akkoord.facts import Question, term_dates
from akkoord.facts.kinds import Comparable
from akkoord.facts.nodes import Always, Comparison, Fact, Leaf, Operand, Truth, Value

__all__ = ["GIVEN", "Encoding"]

GIVEN: Final = frozenset({"contract.number"})
"""Facts that every contract has when it is made."""
SLOWEST: Final = 20_000
"""Milliseconds after which the solver gives up on one question."""


class Encoding:
    """The questions and clauses of a set in the terms of a solver of its own.

    `is_derived` tells whether some function of the set gives a fact.
    """

    def __init__(self, clause_set: ClauseSet, is_derived: Callable[[str], bool]) -> None:
        # Expressions of an earlier check would steer the solver to other answers: each encoding begins with nothing.
        z3.z3._main_ctx = None  # noqa: SLF001 - z3 offers no other way to begin anew in a process
        self.solver = z3.Solver()
        self.solver.set("timeout", SLOWEST)
        self.symbols: dict[str, Symbol] = {}
        self.unknowns: dict[str, z3.BoolRef] = {}
        self.called_for = {clause.id: clause_claims(clause_set, clause.id) for clause in clause_set.clauses}
        self._questions = clause_set.questions
        self._has_term_dates = term_dates in clause_set.derived and "term.kind" in self._questions
        self._is_derived = is_derived
        self._texts = texts_named(clause_set)
        self._said: dict[Claim, z3.BoolRef] = {}

    @property
    def known(self) -> dict[str, Known]:
        """The unknowns so far of facts that somebody could give."""
        return {name: symbol for name, symbol in self.symbols.items() if not isinstance(symbol, Constant)}

    def of(self, claim: Claim) -> z3.BoolRef:
        """Say a claim, each claim once."""
        if claim not in self._said:
            self._said[claim] = self._newly(claim)
        return self._said[claim]

    def symbol(self, name: str) -> Symbol:
        """Give the unknown of a fact, or of a column of a list (`list.column`)."""
        if name not in self.symbols:
            question = self.question(name)
            if question is not None and not self.is_fact(name):
                self.symbol(name.rpartition(".")[0])  # what a column holds is read from a row of its list
            if question is None:
                # What an own text consists of is always there; a fact that nobody asks for never is.
                self.symbols[name] = Constant(symbols.OTHERS[0] if name.startswith("own_texts.") else None)
            else:
                symbol = self.symbols[name] = symbols.symbol_of(name, question, self._texts)
                self.solver.add(*symbol.limits(), *self._rules_of(name, question, symbol))
        return self.symbols[name]

    def is_fact(self, name: str) -> bool:
        """Tell a fact from the column of a list."""
        return name in self._questions

    def question(self, name: str) -> Question | None:
        """Give the question of a fact, or the column of a list."""
        if name in self._questions:
            return self._questions[name]
        rows, _, column = name.rpartition(".")
        return self._questions[rows].column(column) if rows in self._questions else None

    def columns(self, name: str) -> dict[str, Known]:
        """Give the unknowns so far of the columns of a list, by key."""
        found = {key.removeprefix(f"{name}."): s for key, s in self.symbols.items() if key.startswith(f"{name}.")}
        return {key: symbol for key, symbol in found.items() if not isinstance(symbol, Constant)}

    def asked(self, name: str) -> Claim:
        """Claim that a question is asked."""
        question = self._questions[name]
        groups = [group.when for group in self._questions.groups if question in group.questions]
        return both(*(of_node(when.tree) for when in (*groups, question.when) if when is not None))

    def _newly(self, claim: Claim) -> z3.BoolRef:
        match claim:
            case Said(leaf):
                return self._leaf(leaf)
            case Has(clause):
                return self.of(self.called_for.get(clause, FALSE))
            case Unknown(source):
                return self.unknowns.setdefault(source, z3.Bool(f"unknown {source}"))
            case No(inner):
                return z3.Not(self.of(inner))
            case All(parts):
                return z3.And(*(self.of(part) for part in parts))
            case Some(parts):
                return z3.Or(*(self.of(part) for part in parts))

    def _leaf(self, leaf: Leaf) -> z3.BoolRef:
        match leaf:
            case Always(truth):
                return z3.BoolVal(truth)
            case Truth(fact):
                return symbols.true(self.symbol(fact.name))
            case Comparison(left, operator, right, source):
                found = compared(self._operand(left), operator, self._operand(right))
                return self.of(Unknown(source)) if found is None else found

    def _operand(self, operand: Operand) -> Symbol:
        return Constant(operand.value) if isinstance(operand, Value) else self.symbol(operand.name)

    def _rules_of(self, name: str, question: Question, symbol: Known) -> Iterator[z3.BoolRef]:
        """Say when a fact is missing: when it is not asked; a required one that is asked never is."""
        known = z3.Not(symbol.missing)
        if name in GIVEN or name.startswith("own_texts."):
            yield known
        if name == "own_texts.unplaced_items":
            yield symbols.true(symbol) == symbols.true(self.symbol("own_texts.unplaced"))
        elif name == "own_texts.unplaced" and isinstance(symbol, Figure):
            yield symbol.var >= 0
        elif name in _DATES and self._has_term_dates:
            yield known == self.of(_DATES[name])
        elif name not in self._questions:
            if question.required:
                yield known
        elif question.part == "contract":
            if question.default is not None and not self._is_derived(name):
                yield known
        else:
            asked = self.of(self.asked(name))
            yield z3.Implies(z3.Not(asked), symbol.missing)
            if question.required:
                yield z3.Implies(asked, symbols.true(symbol) if isinstance(symbol, Members | Rows) else known)


def _said(name: str, operator: str, value: Comparable) -> Claim:
    return Said(Comparison(Fact(name), operator, Value(value, value), f"{name} {operator} {value!r}"))  # type: ignore[arg-type] # a literal is comparable


_HAS_END: Final = both(
    _said("term.kind", "==", "fixed"), _said("term.commencement", "!=", None), _said("term.months", ">=", 1)
)
_DATES: Final[Mapping[str, Claim]] = {
    "term.end": _HAS_END,
    "term.notice_deadline": both(
        _HAS_END, either(_said("term.notice_months", ">", 0), _said("term.notice_weeks", ">", 0))
    ),
}
