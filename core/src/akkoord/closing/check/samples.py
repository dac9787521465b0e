"""Answers to try things with: a value that each question would take, and several that differ in what may matter."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from akkoord.closing.check import symbols
from akkoord.closing.check.symbols import Day, Figure, Finite, Known, Members, Rows
from akkoord.facts import FactValue, Question, Questions

__all__ = ["answered", "first_row", "others", "sample", "samples"]


def sample(question: Question) -> FactValue:
    """Give a value that a question would take."""
    lowest = question.minimum if question.minimum is not None else question.above
    values: Mapping[str, Callable[[], FactValue]] = {
        "bool": lambda: True,
        "date": lambda: date(2026, 1, 1),
        "enum": lambda: next(iter(question.choices or {}), None),
        "int": lambda: int(lowest or 0) + 1,
        "list": lambda: tuple(question.choices or ()),
    }
    if question.type in {"decimal", "money", "rate", "pct"}:
        return (lowest or Decimal(0)) + 1
    return values.get(question.type, lambda: symbols.OTHERS[0])()


def answered(questions: Questions) -> tuple[Sequence[Question], Sequence[Question]]:
    """Give the questions of two samples of answers: to everything, and to what is required."""
    asked = [question for group in questions.groups for question in group.questions]
    everything = [question for question in asked if question.part != "contract"]
    return everything, [question for question in everything if question.required or question.type == "bool"]


def samples(questions: Iterable[Question]) -> Mapping[str, object]:
    """Answer these questions, as nested facts."""
    nested: dict[str, dict[str, object]] = {}
    for question in questions:
        row = {column.key: sample(column) for column in question.columns if column.required}
        nested.setdefault(question.group, {})[question.key] = (row,) if row else sample(question)
    return nested


def others(symbol: Known, question: Question, value: FactValue, *, is_column: bool) -> tuple[FactValue, ...]:
    """Give answers that stand for all that a question may have, the given one first.

    Of numbers, dates and texts only what `symbols.like` tells apart: missing, nought, anything else.
    """
    found = [value, *_values(symbol, question, value)]
    if not (is_column and question.required):
        found.append(None)
    return tuple(one for place, one in enumerate(found) if one not in found[:place])


def first_row(value: FactValue) -> Mapping[str, FactValue]:
    """Give the first row of a list of rows; nothing where there is none."""
    row = value[0] if isinstance(value, tuple) and value else None
    return row if isinstance(row, Mapping) else {}


def _values(symbol: Known, question: Question, value: FactValue) -> Iterator[FactValue]:
    match symbol:
        case Finite() if not symbols.is_open(symbol):
            yield from symbol.values
        case Figure():
            if question.allows(0):
                yield 0 if question.type == "int" else Decimal(0)
            if not value:
                yield sample(question)
        case Finite() | Day():
            yield from () if value else (sample(question),)
        case Members():
            yield ()
            yield from ((one,) for one in symbol.members)
            yield tuple(symbol.members)
        case Rows():
            yield ()
            yield from () if value else ((_row(question),),)


def _row(question: Question) -> Mapping[str, FactValue]:
    return {column.key: sample(column) for column in question.columns}
