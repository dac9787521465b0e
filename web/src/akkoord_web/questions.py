"""Make fields of a clause set's questions: with the answer that is known, or with what was just typed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from akkoord.facts import Facts, FactType, FactValue, Question, input_text, unit_text, value_text
from akkoord.language import Message
from akkoord_web import context
from akkoord_web.fields import Field, FieldKind, Option, choice_kind
from akkoord_web.speech import say, text_of

__all__ = ["field_of", "fields_of"]

NOTHING_TYPED: Final[Mapping[str, str]] = {}
NO_ERRORS: Final[Mapping[str, Message]] = {}
_PLAIN_KINDS: Final[Mapping[FactType, FieldKind]] = {
    "text": "text",
    "longtext": "longtext",
    "int": "int",
    "decimal": "decimal",
    "money": "money",
    "rate": "rate",
    "pct": "pct",
    "date": "date",
    "kvk": "kvk",
    "vat_id": "vat_id",
    "iban": "iban",
    "postcode": "postcode",
}


def fields_of(
    questions: Iterable[Question],
    facts: Facts,
    *,
    typed: Mapping[str, str] = NOTHING_TYPED,
    errors: Mapping[str, Message] = NO_ERRORS,
    situation: Facts | None = None,
) -> tuple[Field, ...]:
    """Make the fields of these questions.

    :param typed: what was posted, by name: it goes before what is known, so that nothing typed is lost.
    :param situation: what holds now, shown under the questions that name such a fact.
    """
    return tuple(field_of(one, facts, typed=typed, errors=errors, situation=situation) for one in questions)


def field_of(
    question: Question,
    facts: Facts,
    *,
    typed: Mapping[str, str] = NOTHING_TYPED,
    errors: Mapping[str, Message] = NO_ERRORS,
    situation: Facts | None = None,
) -> Field:
    """Make the field of one question."""
    field = _blank(question)
    value = facts[question.name]
    field = replace(
        field,
        value=typed.get(question.name, _in_box(question, value)),
        error=_said(errors.get(question.name)),
        now=_now(question, facts, situation),
    )
    if question.type != "list":
        return field
    if question.columns:
        return replace(field, rows=_rows(question, value, typed, errors))
    return replace(field, ticked=_ticked(question, value, typed))


def _blank(question: Question) -> Field:
    options = tuple(Option(key, text_of(words)) for key, words in (question.choices or {}).items())
    return Field(
        name=question.name,
        label=text_of(question.label),
        kind=_kind(question, options),
        options=options or (_yes_no() if question.type == "bool" and question.default is None else ()),
        hint=_said(question.help),
        unit=unit_text(question.unit, context.language()) or None if question.unit != "%" else None,
        wide=question.type in {"longtext", "list"},
        step=None if question.step is None else f"{question.step:f}",
        max_length=question.max_length,
        columns=tuple(_cell(column, "") for column in question.columns),
    )


def _kind(question: Question, options: tuple[Option, ...]) -> FieldKind:
    if question.type == "bool":
        # A switch always says yes or no; without a default it is a question that has not been asked yet.
        return "segmented" if question.default is None else "bool"
    if question.type == "enum":
        return choice_kind(options)
    if question.type == "list":
        return "list" if question.columns else "checks"
    return _PLAIN_KINDS[question.type]


def _yes_no() -> tuple[Option, ...]:
    return Option("yes", text_of(say("Yes"))), Option("no", text_of(say("No")))


def _in_box(question: Question, value: FactValue) -> str:
    return "" if question.type == "list" else input_text(question, value, context.language())


def _now(question: Question, facts: Facts, situation: Facts | None) -> str | None:
    if question.now is None or situation is None or situation[question.now] is None:
        return None
    asked = facts.questions.get(question.now)
    return None if asked is None else value_text(asked, situation[question.now], context.language())


def _rows(
    question: Question, value: FactValue, typed: Mapping[str, str], errors: Mapping[str, Message]
) -> tuple[tuple[Field, ...], ...]:
    if question.name not in typed:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, tuple) else []
        return tuple(
            tuple(_cell(column, _in_box(column, row.get(column.key))) for column in question.columns) for row in rows
        )
    numbers = {number for name in typed if (number := _row_number(question, name)) is not None}
    boxes = [[f"{question.name}.{number}.{column.key}" for column in question.columns] for number in sorted(numbers)]
    return tuple(
        tuple(
            _cell(column, typed.get(box, ""), errors.get(box))
            for column, box in zip(question.columns, row, strict=True)
        )
        for row in boxes
    )


def _cell(column: Question, value: str, error: Message | None = None) -> Field:
    """Make one box of a row: there is no room for segments or steppers."""
    blank = _blank(column)
    kind: FieldKind = "select" if blank.kind == "segmented" else blank.kind
    return replace(blank, name=column.key, kind=kind, step=None, value=value, error=_said(error))


def _row_number(question: Question, name: str) -> int | None:
    head, _, rest = name.partition(f"{question.name}.")
    number = rest.partition(".")[0]
    return int(number) if not head and number.isdecimal() else None


def _ticked(question: Question, value: FactValue, typed: Mapping[str, str]) -> frozenset[str]:
    if question.name in typed:
        prefix = f"{question.name}."
        return frozenset(
            name.removeprefix(prefix) for name in typed if name.startswith(prefix) and typed[name] == "yes"
        )
    return frozenset(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else frozenset()


def _said(text: object) -> str | None:
    return None if text is None else text_of(text)
