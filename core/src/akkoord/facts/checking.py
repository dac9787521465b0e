"""Check a condition against the questions before it is ever answered: unknown facts, wrong types, odd values."""

from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from akkoord.facts.conditions import Condition
from akkoord.facts.kinds import KIND_WORDS, NUMBERS, TEXTS, FactType, as_date
from akkoord.facts.nodes import Comparison, Fact, Leaf, Operand, Truth, Value, leaf_names, leaves
from akkoord.facts.places import Problem
from akkoord.facts.question_set import Questions
from akkoord.facts.questions import Question
from akkoord.language import Message

_ORDERED: Final[frozenset[FactType]] = NUMBERS | {"date"}
_ORDER: Final = frozenset({"<", "<=", ">", ">="})


def check_condition(condition: Condition, questions: Questions) -> tuple[Problem, ...]:
    """Give everything about a condition that cannot be right, each with the place of the condition."""
    messages = dict.fromkeys(message for leaf in leaves(condition.tree) for message in _check(leaf, questions))
    return tuple(Problem(condition.place, message) for message in messages)


def check_questions(questions: Questions) -> tuple[Problem, ...]:
    """Give everything that cannot be right about the questions themselves.

    That is: a `when` over facts that are not asked for, a `now` that names no question of the situation's kind.
    """
    conditions = [group.when for group in questions.groups if group.when]
    asked = [question for group in questions.groups for question in group.questions]
    conditions += [question.when for question in asked if question.when]
    problems = [problem for condition in conditions for problem in check_condition(condition, questions)]
    return (*problems, *(Problem(None, message) for question in asked for message in _check_now(question, questions)))


def _check_now(question: Question, questions: Questions) -> Iterator[Message]:
    if question.now is None:
        return
    if question.now not in questions:
        yield _unknown(question.now, questions)
    elif _family(questions[question.now].type) != _family(question.type):
        yield Message(
            "{name} is set against {now}, which is {kind}.",
            {"name": question.name, "now": question.now, "kind": KIND_WORDS[questions[question.now].type]},
        )


def _check(leaf: Leaf, questions: Questions) -> Iterator[Message]:
    unknown = [name for name in leaf_names(leaf) if name not in questions]
    if unknown:
        yield from (_unknown(name, questions) for name in unknown)
    elif isinstance(leaf, Truth):
        yield from _check_truth(questions[leaf.fact.name])
    elif isinstance(leaf, Comparison):
        yield from _check_comparison(leaf, questions)


def _unknown(name: str, questions: Questions) -> Message:
    close = get_close_matches(name, questions, n=1)
    if close:
        return Message("There is no fact {name}. Did you mean {close}?", {"name": name, "close": close[0]})
    if "." not in name:
        return Message("There is no fact {name}. A fixed text stands between quotes: '{name}'.", {"name": name})
    return Message("There is no fact {name}. No question of this clause set asks for it.", {"name": name})


def _check_truth(question: Question) -> Iterator[Message]:
    if question.type == "enum":
        yield Message(
            "{name} is one of {choices}, so it is always true by itself. Compare it with one of these.",
            {"name": question.name, "choices": _quoted(question)},
        )


def _check_comparison(leaf: Comparison, questions: Questions) -> Iterator[Message]:
    left, right = leaf.left, leaf.right
    if isinstance(left, Value) and isinstance(right, Value):
        yield Message("“{part}” compares two fixed values. Name a fact.", {"part": leaf.source})
    elif leaf.operator in {"in", "not in"}:
        yield from _check_membership(leaf, questions)
    elif leaf.operator in _ORDER:
        yield from _check_order(leaf, questions)
    else:
        yield from _check_pair(leaf, left, right, questions)


def _check_membership(leaf: Comparison, questions: Questions) -> Iterator[Message]:
    if isinstance(leaf.right, Fact):
        container = questions[leaf.right.name]
        if container.type != "list":
            yield Message(
                "“{part}” looks for something in {name}, which is {kind}, not a list.",
                {"part": leaf.source, "name": container.name, "kind": KIND_WORDS[container.type]},
            )
        elif isinstance(leaf.left, Value) and container.choices and leaf.left.raw not in container.choices:
            yield _no_choice(container, leaf.left.raw)
    elif not isinstance(leaf.right.raw, tuple):
        yield Message("“{part}” needs a list after in, such as ['a', 'b'].", {"part": leaf.source})
    elif isinstance(leaf.left, Fact):
        question = questions[leaf.left.name]
        for item in leaf.right.raw:
            yield from _check_value(leaf, question, item)


def _check_order(leaf: Comparison, questions: Questions) -> Iterator[Message]:
    for operand in (leaf.left, leaf.right):
        if isinstance(operand, Fact) and questions[operand.name].type not in _ORDERED:
            question = questions[operand.name]
            yield Message(
                "“{part}” puts {name} in order, but it is {kind}. Use == or in.",
                {"part": leaf.source, "name": question.name, "kind": KIND_WORDS[question.type]},
            )
            return
        if isinstance(operand, Value) and operand.raw is None:
            yield Message("“{part}” is never true: nothing is more or less than None.", {"part": leaf.source})
            return
    yield from _check_pair(leaf, leaf.left, leaf.right, questions)


def _check_pair(leaf: Comparison, left: Operand, right: Operand, questions: Questions) -> Iterator[Message]:
    if isinstance(left, Fact) and isinstance(right, Fact):
        one, other = questions[left.name], questions[right.name]
        if _family(one.type) != _family(other.type):
            yield Message(
                "“{part}” compares {one} with {other}.",
                {"part": leaf.source, "one": KIND_WORDS[one.type], "other": KIND_WORDS[other.type]},
            )
    elif isinstance(left, Fact) and isinstance(right, Value):
        yield from _check_value(leaf, questions[left.name], right.raw)
    elif isinstance(left, Value) and isinstance(right, Fact):
        yield from _check_value(leaf, questions[right.name], left.raw)


def _check_value(leaf: Comparison, question: Question, raw: object) -> Iterator[Message]:
    if raw is None:
        return
    if question.type == "enum":
        if raw not in (question.choices or {}):
            yield _no_choice(question, raw)
    elif not _fits(question.type, raw):
        yield Message(
            "“{part}” compares {name}, which is {kind}, with {value}.",
            {"part": leaf.source, "name": question.name, "kind": KIND_WORDS[question.type], "value": repr(raw)},
        )


def _no_choice(question: Question, raw: object) -> Message:
    return Message(
        "{value} is not one of the choices of {name}: {choices}.",
        {
            "value": repr(str(raw) if isinstance(raw, Decimal) else raw),
            "name": question.name,
            "choices": _quoted(question),
        },
    )


def _fits(kind: FactType, raw: object) -> bool:
    if kind == "bool":
        return isinstance(raw, bool)
    if kind in NUMBERS:
        return isinstance(raw, int | Decimal) and not isinstance(raw, bool)
    if kind == "date":
        return isinstance(raw, str) and as_date(raw) is not None
    if kind == "list":
        return isinstance(raw, tuple)
    return isinstance(raw, str)


def _family(kind: FactType) -> str:
    return "number" if kind in NUMBERS else "text" if kind in TEXTS else kind


def _quoted(question: Question) -> str:
    return ", ".join(repr(choice) for choice in question.choices or {})
