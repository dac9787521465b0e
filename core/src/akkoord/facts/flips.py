"""Find, for each answer in a condition, the nearest other one that turns the decision by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from akkoord.facts.kinds import NUMBERS, FactValue, as_date, comparable
from akkoord.facts.nodes import Comparison, Fact, Leaf, Node, Operand, Truth, evaluate, leaves, names
from akkoord.facts.wording import answer_words, filled_in_words
from akkoord.language import Language

if TYPE_CHECKING:
    from akkoord.facts.facts import Facts
    from akkoord.facts.question_set import Questions
    from akkoord.facts.questions import Question


@dataclass(frozen=True, slots=True)
class Flip:
    """One other answer that would turn the decision: `name` answered with `value` (None: left open).

    `filled_in`: it only matters that there is an answer; `value` is then an example.
    """

    name: str
    value: FactValue
    filled_in: bool = field(default=False, compare=False)

    def words(self, questions: "Questions", language: Language) -> str:
        """Say the other answer: the label and what it would be."""
        if self.filled_in:
            return filled_in_words(self.name, questions).text(language)
        return answer_words(self.name, self.value, questions).text(language)


def find_flips(tree: Node, facts: "Facts", questions: "Questions") -> tuple[Flip, ...]:
    """Give the flips of a decision, in the order of the condition; those that leave an answer open come last."""
    holds = evaluate(tree, facts.comparable.get)
    found = []
    for name in names(tree):
        for flip in _candidates(name, tree, facts, questions.get(name)):
            changed = {**facts.comparable, name: comparable(flip.value)}
            if evaluate(tree, changed.get) is not holds:
                found.append(flip)
                break
    return tuple(sorted(found, key=lambda flip: flip.value is None))


def _candidates(name: str, tree: Node, facts: "Facts", question: "Question | None") -> Iterator[Flip]:
    """Give other answers to try, nearest first; then any answer at all; leaving the question open comes last."""
    now = facts[name]
    compared = list(_compared_with(name, tree, facts))
    kind = question.type if question else _guess(name, tree, compared)
    for value in _nearest(kind, now, compared, question):
        if comparable(value) != comparable(now):
            yield Flip(name, value)
    if now is None:
        yield from (Flip(name, value, filled_in=True) for value in _examples(kind, question))
    elif question is None or not question.required:
        yield Flip(name, None)


def _nearest(kind: str, now: FactValue, compared: list[FactValue], question: "Question | None") -> list[FactValue]:
    if kind == "enum" and question is not None:
        return list(question.choices or ())
    if kind == "bool":
        return [True, False]
    if kind in NUMBERS:
        return _near_numbers(now, compared, question)
    if kind == "date":
        return _near_dates(now, compared)
    if kind == "list":
        return _near_lists(now, compared, question)
    return [value for value in compared if isinstance(value, str)]


def _examples(kind: str, question: "Question | None") -> list[FactValue]:
    """Give examples of an answer, for conditions that only want one to be there."""
    if kind in NUMBERS:
        figures = [Decimal(1), question.minimum, question.maximum] if question else [Decimal(1)]
        allowed = [figure for figure in figures if figure and (question is None or question.allows(figure))]
        return [int(figure) if kind == "int" else figure for figure in allowed]
    if kind == "date":
        return [date(2000, 1, 1)]
    if kind == "list":
        return [({},)]
    return [(question.example if question else None) or "\N{HORIZONTAL ELLIPSIS}"]


def _compared_with(name: str, tree: Node, facts: "Facts") -> Iterator[FactValue]:
    """Give what a fact is compared with: fixed values, members of lists, and the answers of other facts."""
    for leaf in leaves(tree):
        if isinstance(leaf, Comparison):
            for this, other in ((leaf.left, leaf.right), (leaf.right, leaf.left)):
                if isinstance(this, Fact) and this.name == name:
                    yield from _values(other, facts)


def _values(operand: Operand, facts: "Facts") -> Iterator[FactValue]:
    value = facts[operand.name] if isinstance(operand, Fact) else operand.raw
    if isinstance(value, tuple | list):
        yield from value
    elif isinstance(value, str | int | Decimal | date):
        yield value


def _guess(name: str, tree: Node, compared: list[FactValue]) -> str:
    """Guess the kind of a fact that no question asks for, from how the condition uses it."""
    if any(_is_container(name, leaf) for leaf in leaves(tree)):
        return "list"
    if any(isinstance(value, bool) for value in compared):
        return "bool"
    if any(isinstance(comparable(value), int | Decimal) for value in compared):
        return "decimal"
    if any(as_date(value) for value in compared):
        return "date"
    if any(isinstance(leaf, Truth) and leaf.fact.name == name for leaf in leaves(tree)):
        return "bool"
    return "text"


def _is_container(name: str, leaf: Leaf) -> bool:
    return isinstance(leaf, Comparison) and leaf.operator in {"in", "not in"} and leaf.right == Fact(name)


_UNITS: Final = {"money": Decimal("0.01"), "rate": Decimal("0.01")}


def _near_numbers(now: FactValue, compared: list[FactValue], question: "Question | None") -> list[FactValue]:
    """Give the figures compared with and the limits, those just beside and between them; the nearest first."""
    bounds = (question.minimum, question.maximum) if question else ()
    figures = sorted({Decimal(figure) for value in (*compared, *bounds) if (figure := _figure(value)) is not None})
    unit = _UNITS.get(question.type, Decimal(1)) if question else Decimal(1)
    if not figures and now is not None:
        figures = [Decimal(0)]
    near = {figure + move for figure in figures for move in (-unit, Decimal(0), unit)}
    near |= {(one + other) / 2 for one, other in pairwise(figures)}
    origin = _figure(now) or Decimal(0)
    ordered = sorted(near, key=lambda figure: (abs(figure - origin), figure))
    whole = question is not None and question.type == "int"
    rounded = [int(figure) if whole or figure == int(figure) else figure for figure in ordered]
    return [figure for figure in rounded if question is None or question.allows(figure)]


def _figure(value: FactValue) -> Decimal | None:
    figure = comparable(value)
    return Decimal(figure) if isinstance(figure, int | Decimal) and not isinstance(figure, bool) else None


def _near_dates(now: FactValue, compared: list[FactValue]) -> list[FactValue]:
    days = [day for value in compared if (day := as_date(value))]
    near = {day + timedelta(days=move) for day in days for move in (-1, 0, 1)}
    start = as_date(now) or date.min
    return [*sorted(near, key=lambda day: (abs(day - start), day))]


def _near_lists(now: FactValue, compared: list[FactValue], question: "Question | None") -> list[FactValue]:
    has = now if isinstance(now, tuple) else ()
    offered = [*compared, *((question.choices if question else None) or ())]
    added: list[FactValue] = [(*has, value) for value in offered if value not in has]
    removed = [tuple(item for item in has if item != value) for value in compared if value in has]
    return [*added, *removed, ()]
