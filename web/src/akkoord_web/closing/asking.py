"""Turn the questions of a clause set into cards of fields, and what was typed back into answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, cast

from akkoord.dossier import Answers
from akkoord.facts import (
    Facts,
    FactValue,
    Part,
    Question,
    QuestionGroup,
    Questions,
    Reading,
    deep_merge,
    input_text,
    unit_text,
    value_text,
)
from akkoord.language import Language, Message
from akkoord_web.fields import Field, Form, Option, choice_kind

__all__ = ["Card", "Typed", "card_form", "cards_of", "merged", "read_part"]

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_WIDE: Final = frozenset({"longtext", "list"})


@dataclass(frozen=True, slots=True)
class Card:
    """One subject on the screen: a group of questions that are asked now."""

    key: str
    label: str
    help: str | None
    icon: str | None
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the boxes that could not be read, and what is wrong there."""

    raw: Mapping[str, str] = field(default_factory=lambda: _NONE)
    errors: Mapping[str, Message] = field(default_factory=lambda: MappingProxyType({}))


def read_part(questions: Questions, part: Part | Iterable[Part], raw: Mapping[str, str], language: Language) -> Reading:
    """Read the boxes of these parts that are in the form; anything else in it is left alone."""
    parts = (part,) if isinstance(part, str) else tuple(part)
    return questions.read([group.key for one in parts for group in questions.of(one)], raw, language)


def merged(answers: Answers, reading: Reading) -> Answers:
    """Lay what was read over the answers so far."""
    return cast("Answers", deep_merge(answers, reading.answers))


def cards_of(
    questions: Questions, part: Part, facts: Facts, language: Language, typed: Typed | None = None
) -> list[Card]:
    """Make a card for each group of this part that asks something, given these facts."""
    found = []
    for group in questions.of(part):
        asked = [one for one in group.questions if questions.is_asked(one.name, facts)]
        if asked:
            fields = tuple(_field(questions, one, facts, language, typed or Typed()) for one in asked)
            found.append(_card(group, fields, language))
    return found


def card_form(form_id: str, cards: Iterable[Card], version: int | None, error: str | None = None) -> Form:
    """Make one form of these cards."""
    return Form(id=form_id, fields=tuple(one for card in cards for one in card.fields), version=version, error=error)


def _card(group: QuestionGroup, fields: tuple[Field, ...], language: Language) -> Card:
    said = group.help.text(language) if group.help else None
    return Card(group.key, group.label.text(language), said, group.icon, fields)


def _field(questions: Questions, question: Question, facts: Facts, language: Language, typed: Typed) -> Field:
    value = facts[question.name]
    wrong = typed.errors.get(question.name)
    plain = _plain(question, value, language, wrong.text(language) if wrong else None)
    if question.type == "list":
        return _list_field(plain, question, value, language, typed)
    shown = typed.raw.get(question.name, "") if wrong else input_text(question, value, language)
    return replace(plain, value=shown, now=_now(questions, question, facts, language))


def _plain(question: Question, value: FactValue, language: Language, error: str | None) -> Field:
    options = tuple(Option(code, words.text(language)) for code, words in (question.choices or {}).items())
    kind = choice_kind(options) if question.type == "enum" else "checks" if options else question.type
    return Field(
        name=question.name,
        label=question.label.text(language),
        kind=kind,
        hint=question.help.text(language) if question.help else None,
        error=error,
        unit=unit_text(question.unit, language, value) or None,
        options=options,
        optional=False,
        step=None if question.step is None else format(question.step, "f"),
        max_length=question.max_length,
        wide=question.type in _WIDE,
    )


def _list_field(plain: Field, question: Question, value: FactValue, language: Language, typed: Typed) -> Field:
    items = value if isinstance(value, tuple) else ()
    if question.choices and not question.columns:
        return replace(plain, ticked=frozenset(str(item) for item in items))
    columns = tuple(_column(column, None, language) for column in question.columns)
    inside = f"{question.name}."
    if any(name.startswith(inside) for name in typed.errors):
        rows = _typed_rows(question, language, typed)
    else:
        rows = tuple(
            tuple(_column(column, row.get(column.key), language) for column in question.columns)
            for row in items
            if isinstance(row, Mapping)
        )
    return replace(plain, columns=columns, rows=rows)


def _typed_rows(question: Question, language: Language, typed: Typed) -> tuple[tuple[Field, ...], ...]:
    """Give the rows as they were typed: one box in them could not be read, so none of them was kept."""
    inside = f"{question.name}."
    numbers = {name.removeprefix(inside).partition(".")[0] for name in typed.raw if name.startswith(inside)}
    rows = []
    for number in sorted((number for number in numbers if number.isdecimal()), key=int):
        boxes = [f"{inside}{number}.{column.key}" for column in question.columns]
        if not any(typed.raw.get(box, "").strip() for box in boxes):
            continue
        cells = []
        for column, box in zip(question.columns, boxes, strict=True):
            wrong = typed.errors.get(box)
            cell = _column(column, None, language)
            cells.append(replace(cell, value=typed.raw.get(box, ""), error=wrong.text(language) if wrong else None))
        rows.append(tuple(cells))
    return tuple(rows)


def _column(column: Question, value: FactValue, language: Language) -> Field:
    plain = _plain(column, value, language, None)
    kind = "select" if plain.kind == "segmented" else plain.kind
    return replace(plain, name=column.key, kind=kind, step=None, wide=False, value=input_text(column, value, language))


def _now(questions: Questions, question: Question, facts: Facts, language: Language) -> str | None:
    """Say what holds now, for the question that this one is set against."""
    if question.now is None or question.now not in questions:
        return None
    value = facts[question.now]
    return None if value is None else value_text(questions[question.now], value, language)
