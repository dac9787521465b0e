"""Make contracts in which every number of a rule is a different one, so that none stands in a text by accident."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Final

from akkoord.closing import ClauseSet, Composition, Draft, compose
from akkoord.closing.check.claims import TRUE, Has, both, of_node
from akkoord.closing.check.over_answers import parameters_of
from akkoord.closing.check.samples import sample
from akkoord.closing.check.world import World
from akkoord.closing.clauses import Clause, RuleUse
from akkoord.facts import Facts, FactValue, Question
from akkoord.facts.answers import deep_merge
from akkoord.facts.kinds import NUMBERS

__all__ = ["Contract", "contract_with"]

_PRIMES: Final = (11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)
_SCALES: Final = (Decimal(100), Decimal(10), Decimal(1), Decimal("0.1"), Decimal("0.01"), Decimal("0.001"))
MOST_ROWS: Final = 8


@dataclass(frozen=True, slots=True)
class Contract:
    """A composed contract, and the answers to what its rule counts with."""

    composition: Composition
    answers: Mapping[str, FactValue]


def contract_with(world: World, clause: Clause, rule: RuleUse) -> Contract | None:
    """Make a contract in which a rule counts, with as many different numbers as its questions allow; None if none is.

    The rule itself need not count for every row that it is about.
    """
    when = TRUE if rule.when is None or rule.each else of_node(rule.when.tree)
    facts = world.facts_for(both(Has(clause.id), when))
    if facts is None:
        return None
    making = _Making(world.clause_set, clause, rule, _filled(world.clause_set, facts))
    for name in _named(rule, world.clause_set):
        making.try_numbers(name)
    return making.contract


@dataclass
class _Making:
    """Answers that are made different one after the other, as long as the contract stays one with the rule."""

    clause_set: ClauseSet
    clause: Clause
    rule: RuleUse
    answers: Mapping[str, object]
    contract: Contract | None = None
    changed: dict[str, FactValue] = field(default_factory=dict)
    _used: set[Decimal] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with the answers that were found."""
        self.contract = self._made(self.answers)

    def try_numbers(self, name: str) -> None:
        """Give a question another number, or a list rows with other numbers, if the contract allows it."""
        question = self.clause_set.questions[name]
        for value in self._values(question):
            group, _, key = name.partition(".")
            answers = deep_merge(self.answers, {group: {key: value}})
            made = self._made(answers, {name: value})
            if made is not None and name not in self.clause_set.questions.validate({group: answers[group]}):
                self.answers, self.contract = answers, made
                return

    def _made(self, answers: Mapping[str, object], more: Mapping[str, FactValue] | None = None) -> Contract | None:
        composition = compose(self.clause_set, Draft(Facts.merge(self.clause_set.questions, answers)))
        if not composition.ok or self.clause.id not in composition or not self._counts(composition.facts):
            return None
        self.changed.update(more or {})
        return Contract(composition, dict(self.changed))

    def _counts(self, facts: Facts) -> bool:
        return self.rule.when is None or self.rule.each is not None or self.rule.when.holds(facts)

    def _values(self, question: Question) -> Iterator[FactValue]:
        if question.columns:
            yield from self._tables(question)
        elif question.type == "date":
            yield date(2027, 3, 11) + timedelta(days=len(self._used))
        elif question.type in NUMBERS:
            yield from self._numbers(question)

    def _tables(self, question: Question) -> Iterator[tuple[Mapping[str, FactValue], ...]]:
        """Give rows with rising numbers; also from nought on, for a list that must begin there."""
        choices = [len(column.choices) for column in question.columns if column.choices]
        size = min(max([3, *choices]), MOST_ROWS)
        columns = {column.key: list(self._column(column, size)) for column in question.columns}
        rows = [{key: values[at] for key, values in columns.items()} for at in range(size)]
        yield tuple(rows)
        begin = next((one for one in question.columns if one.type in NUMBERS and one.allows(0)), None)
        if begin is not None:
            yield ({**rows[0], begin.key: 0 if begin.type == "int" else Decimal(0)}, *rows[1:])

    def _column(self, column: Question, size: int) -> Iterator[FactValue]:
        choices = cycle(column.choices or [None])
        for number in range(size):
            if column.type in NUMBERS:
                yield next(self._numbers(column), sample(column))
            elif column.type == "text":
                yield f"{sample(column)}{number + 1}"
            else:
                yield next(choices) if column.choices else sample(column)

    def _numbers(self, question: Question) -> Iterator[FactValue]:
        """Give the next number within the limits that was not given yet."""
        for scale in _SCALES:
            for prime in _PRIMES:
                number = prime * scale
                if number not in self._used and question.allows(number):
                    self._used.add(number)
                    yield int(number) if question.type == "int" else number
                    return


def _named(rule: RuleUse, clause_set: ClauseSet) -> Sequence[str]:
    """Name the questions of what a rule counts with that somebody answers; lists first, since others hang on them."""
    names = dict.fromkeys(_fact(name, clause_set) for name in parameters_of(rule))
    asked = [name for name in names if name in clause_set.questions and clause_set.questions[name].part != "contract"]
    return sorted(asked, key=lambda name: not clause_set.questions[name].columns)


def _fact(name: str, clause_set: ClauseSet) -> str:
    return name if name in clause_set.questions else name.rpartition(".")[0]


def _filled(clause_set: ClauseSet, found: Facts) -> Mapping[str, object]:
    """Answer what a contract needs besides what was found; what is derived is derived anew."""
    required = {
        question.group: {question.key: sample(question)}
        for group in clause_set.questions.groups
        for question in group.questions
        if question.required and question.part != "contract"
    }
    answers: Mapping[str, object] = {}
    for group, given in required.items():
        answers = deep_merge(answers, {group: given})
    return deep_merge(deep_merge(answers, clause_set.questions.defaults()), _own(clause_set, found))


def _own(clause_set: ClauseSet, found: Facts) -> Mapping[str, object]:
    nested: dict[str, dict[str, object]] = {}
    for name, value in found.items():
        if name in clause_set.questions and clause_set.questions[name].part != "contract":
            group, _, key = name.partition(".")
            nested.setdefault(group, {})[key] = value
    return nested
