"""Explain a decision: the parts that decided, the answers they looked at, and what would turn it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from akkoord.facts.kinds import NUMBERS, FactValue, comparable
from akkoord.facts.nodes import (
    Both,
    Comparison,
    Either,
    Fact,
    Get,
    Leaf,
    Node,
    Not,
    Operand,
    Truth,
    evaluate,
    leaf_names,
    leaves,
    names,
)
from akkoord.facts.wording import answer_words, part_words, sentence
from akkoord.language import Language

if TYPE_CHECKING:
    from akkoord.facts.facts import Facts
    from akkoord.facts.question_set import Questions
    from akkoord.facts.questions import Question


@dataclass(frozen=True, slots=True)
class DecidingPart:
    """A comparison that decided: as it is written, and whether it held."""

    source: str
    holds: bool
    leaf: Leaf = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Flip:
    """One other answer that would turn the decision: `name` answered with `value` (None: left open)."""

    name: str
    value: FactValue

    def words(self, questions: "Questions", language: Language) -> str:
        """Say the other answer: the label and what it would be."""
        return answer_words(self.name, self.value, questions).text(language)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a condition holds or not.

    `answers` are the answers that the deciding parts looked at: with these alone, whatever the others, the decision
    is the same. `flips` has, for each answer, the nearest other one that turns the decision by itself; nearest first.
    """

    holds: bool
    deciding: tuple[DecidingPart, ...]
    answers: Mapping[str, FactValue]
    flips: tuple[Flip, ...]

    def words(self, questions: "Questions", language: Language) -> str:
        """Say in a sentence which answers decided."""
        parts = [part_words(part.leaf, part.holds, self.answers, questions) for part in self.deciding]
        return sentence(parts, language)


def explain(tree: Node, facts: "Facts", questions: "Questions") -> Explanation:
    """Explain what a condition's tree makes of these facts."""
    get = facts.comparable.get
    holds = evaluate(tree, get)
    parts = tuple(dict.fromkeys(_deciding(tree, holds, get)))
    looked_at = {name: facts[name] for part in parts for name in leaf_names(part.leaf)}
    return Explanation(holds, parts, MappingProxyType(looked_at), _flips(tree, holds, facts, questions))


def _deciding(node: Node, holds: bool, get: Get) -> Iterator[DecidingPart]:  # noqa: FBT001 - the decision itself
    match node:
        case Not(inner):
            yield from _deciding(inner, not holds, get)
        case Both(parts) | Either(parts):
            decisive = holds is isinstance(node, Either)
            for part in parts:
                # "And" that holds and "or" that fails need all their parts; otherwise the parts that made it so decide.
                if not decisive or evaluate(part, get) is holds:
                    yield from _deciding(part, holds, get)
        case _:
            yield DecidingPart(node.source, holds, node)


def _flips(tree: Node, holds: bool, facts: "Facts", questions: "Questions") -> tuple[Flip, ...]:  # noqa: FBT001
    found = []
    for name in names(tree):
        for value in _candidates(name, tree, facts, questions.get(name)):
            changed = {**facts.comparable, name: comparable(value)}
            if evaluate(tree, changed.get) is not holds:
                found.append(Flip(name, value))
                break
    return tuple(sorted(found, key=lambda flip: flip.value is None))


def _candidates(name: str, tree: Node, facts: "Facts", question: "Question | None") -> Iterator[FactValue]:
    """Give other answers to try, nearest first; leaving the question open comes last."""
    now = facts[name]
    tried = [value for value in _nearest(name, tree, facts, question) if comparable(value) != comparable(now)]
    yield from tried
    if now is not None and not (question is not None and question.required):
        yield None


def _nearest(name: str, tree: Node, facts: "Facts", question: "Question | None") -> list[FactValue]:
    compared = list(_compared_with(name, tree, facts))
    kind = question.type if question else _guess(name, tree, compared)
    now = facts[name]
    if question is not None and kind == "enum":
        return list(question.choices or ())
    if kind == "bool":
        return [True, False]
    if kind in NUMBERS:
        return _near_numbers(now, compared, question)
    if kind == "date":
        return _near_dates(now, compared)
    if kind == "list":
        return _near_lists(now, compared)
    return [value for value in compared if isinstance(value, str)]


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
    if any(_as_date(value) for value in compared):
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
    near = {figure + move for figure in figures or [Decimal(0)] for move in (-unit, Decimal(0), unit)}
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
    days = [day for value in compared if (day := _as_date(value))]
    near = {day + timedelta(days=move) for day in days for move in (-1, 0, 1)}
    start = _as_date(now) or date.min
    return [*sorted(near, key=lambda day: (abs(day - start), day))]


def _near_lists(now: FactValue, compared: list[FactValue]) -> list[FactValue]:
    has = now if isinstance(now, tuple) else ()
    added = [(*has, value) for value in compared if value not in has]
    removed = [tuple(item for item in has if item != value) for value in compared if value in has]
    return [*added, *removed, ()]


def _as_date(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
