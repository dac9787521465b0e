"""All answers at once: the questions, clauses and validations of a set as one problem for the solver."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import z3

from akkoord.closing.check import symbols
from akkoord.closing.check.claims import (
    FALSE,
    TRUE,
    All,
    Claim,
    Has,
    No,
    Said,
    Some,
    Unknown,
    both,
    claim_names,
    clauses_named,
    either,
    holds,
    no,
    of_node,
)
from akkoord.closing.check.symbols import Constant, Day, Figure, Finite, Known, Members, Rows, Symbol
from akkoord.closing.clause_set import ClauseSet
from akkoord.closing.select import select
from akkoord.facts import Derived, Facts, FactValue, Question, Questions, term_dates
from akkoord.facts.kinds import Comparable
from akkoord.facts.nodes import Always, Comparison, Fact, Leaf, Operand, Truth, Value, leaves

__all__ = ["Witness", "World", "conflicts"]

MOST_TRIES: Final = 200
"""How often the derived facts may correct the solver in one search."""
_GIVEN: Final = frozenset({"contract.number"})
"""Facts that every contract has when it is made."""


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers that show something; `answers` are those that matter, `facts` all of them with the derived ones."""

    answers: Mapping[str, FactValue]
    facts: Facts


class World:
    """Everything that a person could answer to the questions of a set.

    What is found is never only the solver's word: the answers are put through the derived facts and the selection of
    clauses as a real contract is, and what does not come out there teaches the solver better.
    """

    def __init__(self, clause_set: ClauseSet) -> None:
        self.clause_set = clause_set
        self._questions = clause_set.questions
        self._texts = _texts_named(clause_set)
        self._symbols: dict[str, Symbol] = {}
        self._said: dict[Claim, z3.BoolRef] = {}
        self._unknowns: dict[str, z3.BoolRef] = {}
        # Expressions of an earlier check would steer the solver to other answers: each world begins with nothing.
        z3.z3._main_ctx = None  # noqa: SLF001 - z3 offers no other way to begin anew in a process
        self._solver = z3.Solver()
        self._solver.set("timeout", 20_000)
        self._called_for = {clause.id: clause_claims(clause_set, clause.id) for clause in clause_set.clauses}
        self._gives = {function: _given_by(function, self._questions) for function in clause_set.derived}
        self._allowed = both(
            *(no(of_node(check.when.tree)) for check in clause_set.validations if check.severity == "error")
        )
        self._may_be_made = both(
            self._allowed, *(no(both(Has(one), Has(other))) for one, other in conflicts(clause_set))
        )

    def find(self, claim: Claim, *, makeable: bool = True, conflicting: bool = False) -> Witness | None:
        """Find the smallest set of answers for which a claim holds.

        With `makeable` no error may block the contract; with `conflicting` none but a conflict of clauses.
        """
        wanted = both(claim, self._allowed if conflicting else self._may_be_made) if makeable else claim
        return self._smallest(self._encoded(wanted), wanted, claim) if self.can_be(wanted, makeable=False) else None

    def can_be(self, claim: Claim, *, makeable: bool = True) -> bool:
        """Tell whether there are answers for which a claim holds."""
        wanted = both(claim, self._may_be_made) if makeable else claim
        goal = self._encoded(wanted)
        for _ in range(MOST_TRIES):
            if self._solver.check(goal) != z3.sat:
                return False
            if self._confirmed(self._solver.model(), wanted):
                return True
        return False

    def always(self, claim: Claim) -> bool:
        """Tell whether a claim holds whatever is answered, errors or not."""
        return not self.can_be(no(claim), makeable=False)

    def agrees(self, claim: Claim, facts: Facts) -> bool:
        """Tell whether the solver decides a claim over known facts as the evaluator does; for tests."""
        goal = self._encoded(claim)
        fixed = [
            symbols.equals(symbol, facts[name])
            for name, symbol in self._symbols.items()
            if not isinstance(symbol, Constant)
        ]
        found = z3.Solver()
        found.add(
            *fixed, *(limit for s in self._symbols.values() if not isinstance(s, Constant) for limit in s.limits())
        )
        return bool(found.check(goal) == z3.sat) == holds(claim, facts.comparable.get, bool, bool)

    def read_by_derived(self) -> frozenset[str]:
        """Name the facts that derived facts are made of, as far as samples of answers show."""
        read: set[str] = set()
        for function in self.clause_set.derived:
            for answered in _answered(self._questions):
                watched = _Watched(_samples(answered), self._questions)
                function(watched)
                read |= watched.read
        return frozenset(read)

    def _encoded(self, claim: Claim) -> z3.BoolRef:
        """Say a claim to the solver, each claim once."""
        if claim not in self._said:
            self._said[claim] = self._newly_encoded(claim)
        return self._said[claim]

    def _newly_encoded(self, claim: Claim) -> z3.BoolRef:
        match claim:
            case Said(leaf):
                return self._leaf(leaf)
            case Has(clause):
                return self._encoded(self._called_for.get(clause, FALSE))
            case Unknown(source):
                return self._unknowns.setdefault(source, z3.Bool(f"unknown {source}"))
            case No(inner):
                return z3.Not(self._encoded(inner))
            case All(parts):
                return z3.And(*(self._encoded(part) for part in parts))
            case Some(parts):
                return z3.Or(*(self._encoded(part) for part in parts))

    def _leaf(self, leaf: Leaf) -> z3.BoolRef:
        match leaf:
            case Always(truth):
                return z3.BoolVal(truth)
            case Truth(fact):
                return symbols.true(self._symbol(fact.name))
            case Comparison(left, operator, right, source):
                found = symbols.compared(self._operand(left), operator, self._operand(right))
                return self._encoded(Unknown(source)) if found is None else found

    def _operand(self, operand: Operand) -> Symbol:
        return Constant(operand.value) if isinstance(operand, Value) else self._symbol(operand.name)

    def _symbol(self, name: str) -> Symbol:
        if name not in self._symbols:
            question = self._question(name)
            if question is None:
                # What an own text consists of is always there; a fact that nobody asks for never is.
                self._symbols[name] = Constant(symbols.OTHERS[0] if name.startswith("own_texts.") else None)
            else:
                symbol = self._symbols[name] = symbols.symbol_of(name, question, self._texts)
                self._solver.add(*symbol.limits(), *self._rules_of(name, question, symbol))
        return self._symbols[name]

    def _question(self, name: str) -> Question | None:
        if name in self._questions:
            return self._questions[name]
        rows, _, column = name.rpartition(".")
        return self._questions[rows].column(column) if rows in self._questions else None

    def _rules_of(self, name: str, question: Question, symbol: Known) -> Iterator[z3.BoolRef]:
        """Say when a fact is missing: when it is not asked; a required one that is asked never is."""
        known = z3.Not(symbol.missing)
        if name in _GIVEN or name.startswith("own_texts."):
            yield known
        if name == "own_texts.unplaced_items":
            yield symbols.true(symbol) == symbols.true(self._symbol("own_texts.unplaced"))
        elif name == "own_texts.unplaced" and isinstance(symbol, Figure):
            yield symbol.var >= 0
        elif name in _DATES and term_dates in self.clause_set.derived and "term.kind" in self._questions:
            yield known == self._encoded(_DATES[name])
        elif name not in self._questions:
            if question.required:
                yield known
        elif question.part == "contract":
            if question.default is not None and not any(name in given for given in self._gives.values()):
                yield known
        else:
            asked = self._encoded(self._asked(name))
            yield z3.Implies(z3.Not(asked), symbol.missing)
            if question.required:
                yield z3.Implies(asked, symbols.true(symbol) if isinstance(symbol, Members | Rows) else known)

    def _asked(self, name: str) -> Claim:
        question = self._questions[name]
        groups = [group.when for group in self._questions.groups if question in group.questions]
        return both(*(of_node(when.tree) for when in (*groups, question.when) if when is not None))

    def _confirmed(self, model: z3.ModelRef, claim: Claim) -> bool:
        """Put the answers of a model through the real thing; what the derived facts tell otherwise is remembered."""
        facts, corrected = self._derived(model)
        if corrected:
            return False
        selection = select(self.clause_set, facts)
        values = {**facts.comparable, **self._columns(model)}
        if holds(claim, values.get, lambda one: one in selection, lambda one: self._guess(model, one)):
            return True
        self._solver.add(z3.Not(z3.And(*(self._same(model, symbol) for symbol in self._known()))))
        return False

    def _derived(self, model: z3.ModelRef) -> tuple[Facts, bool]:
        facts, corrected = Facts.merge(self._questions, self._answers(model)), False
        for function in self.clause_set.derived:
            if not self._is_asked_about(self._gives[function]):
                continue
            watched = _Watched(facts.nested, facts.questions)
            found = Facts(function(watched), facts.questions)
            self._gives[function].update(found)
            corrected |= self._learnt(watched.read, found, facts)
            facts = facts.with_(found.nested)
        return facts, corrected

    def _is_asked_about(self, names: Collection[str]) -> bool:
        """Tell whether the solver was asked about any of these facts, or about the columns of one."""
        return any(name in self._symbols or self._column_symbols(name) for name in names)

    def _learnt(self, read: Collection[str], found: Facts, before: Facts) -> bool:
        """Remember what a function derives from what it read; what it read is an unknown from now on."""
        new = [name for name in read if name in self._questions and name not in self._symbols]
        told = list(self._told_otherwise(found, before))
        if told:
            cause = [symbols.like(symbol, value) for symbol, value in self._named(read, before)]
            for own_cause, outcome in told:
                self._solver.add(z3.Implies(z3.And(*cause, *own_cause), outcome))
        for _ in self._named(new, before):
            pass  # going through them makes them unknowns
        return bool(new or told)

    def _told_otherwise(self, found: Facts, before: Facts) -> Iterator[tuple[list[z3.BoolRef], z3.BoolRef]]:
        """Give what a function derives and the solver thought otherwise, each with what else it hangs on."""
        for name in [name for name in found if found[name] != before[name]]:
            symbol = self._symbols.get(name, Constant(None))
            if not isinstance(symbol, Constant) and not symbols.alike(symbol, found[name], before[name]):
                yield [], symbols.like(symbol, found[name])
            was, now = _first_row(before[name]), _first_row(found[name])
            columns = self._column_symbols(name)
            for key in [key for key in columns if not symbols.alike(columns[key], was.get(key), now.get(key))]:
                cause = [symbols.like(one, was.get(other)) for other, one in columns.items()]
                yield cause, symbols.like(columns[key], now.get(key))

    def _column_symbols(self, name: str) -> dict[str, Known]:
        """Give the unknowns of the columns of a list, by key."""
        found = {key.removeprefix(f"{name}."): s for key, s in self._symbols.items() if key.startswith(f"{name}.")}
        return {key: symbol for key, symbol in found.items() if not isinstance(symbol, Constant)}

    def _named(self, names: Collection[str], facts: Facts) -> Iterator[tuple[Known, FactValue]]:
        """Give the unknowns of these facts with their values, and those of the columns on which much may hang."""
        for name in sorted(names):
            symbol = self._symbol(name)
            if not isinstance(symbol, Constant):
                yield symbol, facts[name]
            for column in self._questions[name].columns if isinstance(symbol, Rows) else ():
                inner = self._symbol(f"{name}.{column.key}") if _decides(column) else Constant(None)
                if not isinstance(inner, Constant):
                    yield inner, _first_row(facts[name]).get(column.key)

    def _known(self) -> list[Known]:
        return [symbol for symbol in self._symbols.values() if not isinstance(symbol, Constant)]

    def _guess(self, model: z3.ModelRef, source: str) -> bool:
        return source in self._unknowns and z3.is_true(model.eval(self._unknowns[source], model_completion=True))

    def _answers(self, model: z3.ModelRef) -> Mapping[str, object]:
        """Give the answers of a model as nested facts."""
        nested: dict[str, dict[str, object]] = {}
        for name, symbol in self._symbols.items():
            if not isinstance(symbol, Constant) and name in self._questions:
                group, _, key = name.partition(".")
                nested.setdefault(group, {})[key] = self._value(model, name, symbol)
        return nested

    def _columns(self, model: z3.ModelRef) -> dict[str, Comparable]:
        return {
            name: Facts({"x": {"y": self._value(model, name, symbol)}}).comparable.get("x.y")
            for name, symbol in self._symbols.items()
            if not isinstance(symbol, Constant) and name not in self._questions
        }

    def _value(self, model: z3.ModelRef, name: str, symbol: Known) -> FactValue:
        if _is(model, symbol.missing):
            return None
        match symbol:
            case Finite():
                return symbol.values[_number(model, symbol.var)]
            case Figure():
                figure = Decimal(_number(model, symbol.var)) / symbol.scale
                return int(figure) if symbol.question.type == "int" else figure
            case Day():
                return date.fromordinal(_number(model, symbol.var))
            case Members():
                return tuple(key for key, bit in symbol.members.items() if _is(model, bit))
            case Rows():
                return (self._row(model, name),) if _is(model, symbol.filled) else ()

    def _row(self, model: z3.ModelRef, name: str) -> Mapping[str, FactValue]:
        """Make a row that a list of rows could have; what is asked of its columns decides on those."""
        row = {column.key: sample(column) for column in self._questions[name].columns}
        for key, symbol in self._column_symbols(name).items():
            row[key] = self._value(model, f"{name}.{key}", symbol)
        return row

    def _same(self, model: z3.ModelRef, symbol: Known) -> z3.BoolRef:
        parts = [symbol.missing]
        match symbol:
            case Members():
                parts += symbol.members.values()
            case Rows():
                parts.append(symbol.filled)
            case _:
                parts.append(symbol.var)
        return z3.And(*(part == model.eval(part, model_completion=True) for part in parts))

    def _smallest(self, goal: z3.BoolRef, wanted: Claim, claim: Claim) -> Witness | None:
        """Give as few answers other than the usual ones as will do."""
        kept: list[z3.BoolRef] = []
        for name, symbol in list(self._symbols.items()):
            if isinstance(symbol, Constant):
                continue
            for usual in self._usual(name, symbol):
                if self._solver.check(goal, *kept, usual) == z3.sat:
                    kept.append(usual)
                    break
        return self._shown(goal, kept, wanted, claim) or self._shown(goal, [], wanted, claim)

    def _shown(self, goal: z3.BoolRef, kept: Sequence[z3.BoolRef], wanted: Claim, claim: Claim) -> Witness | None:
        """Give answers for which a claim holds and which are the usual ones where `kept` says so."""
        for _ in range(MOST_TRIES):
            if self._solver.check(goal, *kept) != z3.sat:
                return None
            model = self._solver.model()
            if self._confirmed(model, wanted):
                return self._witness(model, claim)
        return None

    def _usual(self, name: str, symbol: Known) -> Iterator[z3.BoolRef]:
        """Say which answers are no news: the default, and else none."""
        default = self._questions[name].default if name in self._questions else None
        if default is not None:
            yield symbols.equals(symbol, default)
        yield symbol.missing

    def _witness(self, model: z3.ModelRef, claim: Claim) -> Witness:
        facts, _ = self._derived(model)
        matter = self._matter(claim)
        answers = {
            name: facts[name]
            for name in sorted(matter)
            if name in self._questions and name not in _GIVEN and facts[name] not in (self._questions[name].default, ())
        }
        return Witness(MappingProxyType(answers), facts)

    def _matter(self, claim: Claim) -> set[str]:
        """Name the facts that bear on a claim: those it speaks of, and those that its clauses and questions hang on."""
        names: set[str] = set()
        waiting = [claim, *(self._called_for.get(clause, TRUE) for clause in clauses_named(claim))]
        while waiting:
            for name in claim_names(waiting.pop()) - names:
                names.add(name)
                if name in self._questions:
                    waiting.append(self._asked(name))
        return names


class _Watched(Facts):
    """Facts that remember what was asked of them."""

    def __init__(self, nested: Mapping[str, object], questions: object) -> None:
        super().__init__(nested, questions)  # type: ignore[arg-type] # taken from other facts
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> FactValue:
        self.read.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: FactValue = None) -> FactValue:  # type: ignore[override] # facts have one type
        """Give a fact and remember that it was asked for."""
        self.read.add(name)
        return super().get(name, default)


def conflicts(clause_set: ClauseSet) -> list[tuple[str, str]]:
    """Give the pairs of clauses of which one names the other in its `conflicts`, sorted."""
    pairs = {(c.id, other) for c in clause_set.clauses for other in c.conflicts if other in clause_set.by_id}
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})


def _given_by(function: Derived, questions: Questions) -> set[str]:
    """Name what a function derives, from answers to everything and from answers to what is required."""
    return {
        name
        for answered in _answered(questions)
        for name in Facts(function(Facts(_samples(answered), questions)), questions)
    }


def _answered(questions: Questions) -> tuple[Sequence[Question], Sequence[Question]]:
    """Give the questions of two samples of answers: to everything, and to what is required."""
    asked = [question for group in questions.groups for question in group.questions]
    everything = [question for question in asked if question.part != "contract"]
    return everything, [question for question in everything if question.required or question.type == "bool"]


def _samples(answered: Iterable[Question]) -> Mapping[str, object]:
    nested: dict[str, dict[str, object]] = {}
    for question in answered:
        row = {column.key: sample(column) for column in question.columns if column.required}
        nested.setdefault(question.group, {})[question.key] = (row,) if row else sample(question)
    return nested


def clause_claims(clause_set: ClauseSet, clause: str) -> Claim:
    """Claim that a clause is selected: its own condition holds, or that of one that requires it, however far off."""
    asking = {clause}
    waiting = [clause]
    while waiting:
        one = waiting.pop()
        requirers = {other.id for other in clause_set.clauses if one in other.requires} - asking
        asking |= requirers
        waiting += requirers
    return either(*(of_node(clause_set.by_id[one].when.tree) for one in sorted(asking)))


def sample(question: Question) -> FactValue:
    """Give a value that a question would take."""
    lowest = question.minimum if question.minimum is not None else question.above
    samples: Mapping[str, Callable[[], FactValue]] = {
        "bool": lambda: True,
        "date": lambda: date(2026, 1, 1),
        "enum": lambda: next(iter(question.choices or {}), None),
        "int": lambda: int(lowest or 0) + 1,
        "list": lambda: tuple(question.choices or ()),
    }
    if question.type in {"decimal", "money", "rate", "pct"}:
        return (lowest or Decimal(0)) + 1
    return samples.get(question.type, lambda: symbols.OTHERS[0])()


def _texts_named(clause_set: ClauseSet) -> Sequence[str]:
    """Gather the texts that conditions compare with."""
    groups = [group.when for group in clause_set.questions.groups]
    asked = [question.when for group in clause_set.questions.groups for question in group.questions]
    conditions = [*groups, *asked, *(c.when for c in clause_set.clauses), *(v.when for v in clause_set.validations)]
    trees = [leaf for condition in conditions if condition for leaf in leaves(condition.tree)]
    values = [
        operand.raw
        for leaf in trees
        if isinstance(leaf, Comparison)
        for operand in (leaf.left, leaf.right)
        if isinstance(operand, Value)
    ]
    texts = [text for value in values for text in (value if isinstance(value, tuple) else (value,))]
    return [text for text in texts if isinstance(text, str) and text]


def _decides(column: Question) -> bool:
    """Tell whether a column has few values, or may be left open."""
    return column.type in {"enum", "bool"} or not column.required


def _first_row(value: FactValue) -> Mapping[str, FactValue]:
    row = value[0] if isinstance(value, tuple) and value else None
    return row if isinstance(row, Mapping) else {}


def _number(model: z3.ModelRef, var: z3.ArithRef) -> int:
    return int(model.eval(var, model_completion=True).as_long())


def _is(model: z3.ModelRef, bit: z3.BoolRef) -> bool:
    return bool(z3.is_true(model.eval(bit, model_completion=True)))


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
