"""Read what people type into a form, in their language, and say per box what cannot be read."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from akkoord.facts.answers import json_answer
from akkoord.facts.kinds import NUMBERS, FactValue, Json
from akkoord.facts.limits import check_answer
from akkoord.facts.questions import Question
from akkoord.language import AkkoordError, Language, Message
from akkoord.values.formats import parse_date, parse_number
from akkoord.values.identifiers import CHECKS

YES: Final = frozenset({"yes", "ja", "y", "j", "on", "true", "1"})
_ROW_NUMBER: Final = re.compile(r"[0-9]{1,6}")
NO: Final = frozenset({"no", "nee", "n", "off", "false", "0"})


class Unreadable(AkkoordError):
    """What was typed is not an answer to the question."""


class Reading(NamedTuple):
    """What was read from a form.

    `answers` are nested canonical JSON, ready to be recorded; `errors` have a message for each box that could not be
    read, under its name: what was typed there is in the form still, and is not recorded.
    """

    answers: dict[str, Json]
    errors: dict[str, Message]


def read_form(questions: Iterable[Question], raw: Mapping[str, str], language: Language) -> Reading:
    """Read the boxes of these questions that are in the form."""
    reading = Reading({}, {})
    for question in questions:
        if question.type == "list":
            _read_list(question, raw, language, reading)
        elif question.name in raw:
            _read_box(question, raw, language, reading)
    return reading


def read_answer(question: Question, text: str, language: Language) -> FactValue:
    """Read one box; nothing but blanks is no answer.

    :raises AkkoordError: saying what is wrong with it and what to write instead.
    """
    typed = clean_text(text, lines=question.type == "longtext")
    if not typed:
        return None
    value = _READERS.get(question.type, _read_text)(question, typed, language)
    wrong = check_answer(question, value)
    if wrong is not None:
        raise Unreadable(wrong)
    return value


def clean_text(text: str, *, lines: bool) -> str:
    r"""Normalise typed text: composed characters, no control or direction marks, line ends only where they belong.

    >>> clean_text(" Café\r\nDe Zwaan\u202e ", lines=False)
    'Café De Zwaan'
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(char for char in composed if char in "\n\t" or unicodedata.category(char) != "Cc")
    plain = _DIRECTION_MARKS.sub("", kept)
    return plain.strip() if lines else re.sub(r"[\n\t]+", " ", plain).strip()


_DIRECTION_MARKS: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff]")


def _read_box(question: Question, raw: Mapping[str, str], language: Language, reading: Reading) -> None:
    try:
        value = read_answer(question, raw[question.name], language)
    except AkkoordError as error:
        reading.errors[question.name] = error.message
    else:
        _put(reading.answers, question.name, json_answer(question, value))


def _read_list(question: Question, raw: Mapping[str, str], language: Language, reading: Reading) -> None:
    inside = {name: text for name, text in raw.items() if name.startswith(f"{question.name}.")}
    if not inside and question.name not in raw:
        return
    if question.columns:
        rows, errors = _read_rows(question, inside, language)
        reading.errors.update(errors)
        if not errors:
            _put(reading.answers, question.name, rows)
        return
    offered = question.choices or {}
    ticked = [key for key in offered if inside.get(f"{question.name}.{key}", "").strip().lower() in YES]
    _put(reading.answers, question.name, list[Json](ticked))


def _read_rows(
    question: Question, inside: Mapping[str, str], language: Language
) -> tuple[list[Json], dict[str, Message]]:
    """Read rows in the order of their numbers; a row with nothing in it is no row."""
    rows: list[Json] = []
    errors: dict[str, Message] = {}
    numbers = {name.removeprefix(f"{question.name}.").partition(".")[0] for name in inside}
    for number in sorted((number for number in numbers if _ROW_NUMBER.fullmatch(number)), key=int):
        row: dict[str, Json] = {}
        for column in question.columns:
            box = f"{question.name}.{number}.{column.key}"
            try:
                row[column.key] = json_answer(column, read_answer(column, inside.get(box, ""), language))
            except AkkoordError as error:
                errors[box] = error.message
                row[column.key] = inside[box]
        if any(value is not None for value in row.values()):
            rows.append(row)
    return rows, errors


def _put(answers: dict[str, Json], name: str, value: Json) -> None:
    *path, key = name.split(".")
    for step in path:
        inner = answers.setdefault(step, {})
        if not isinstance(inner, dict):
            raise TypeError(f"{name} stands inside another answer")
        answers = inner
    answers[key] = value


def _read_text(_question: Question, typed: str, _language: Language) -> str:
    return typed


def _read_number(_question: Question, typed: str, language: Language) -> Decimal:
    return parse_number(typed, language)


def _read_whole(question: Question, typed: str, language: Language) -> int:
    number = parse_number(typed, language)
    if number != number.to_integral_value():
        raise Unreadable(
            Message("{label} must be a whole number, not {answer}.", {"label": question.label, "answer": number})
        )
    return int(number)


def _read_date(_question: Question, typed: str, language: Language) -> date:
    return parse_date(typed, language)


def _read_yes_no(question: Question, typed: str, _language: Language) -> bool:
    word = typed.lower()
    if word not in YES | NO:
        raise Unreadable(Message("{label}: answer yes or no, not “{text}”.", {"label": question.label, "text": typed}))
    return word in YES


def _read_identifier(question: Question, typed: str, _language: Language) -> str:
    return CHECKS[question.type](typed)


_READERS: Final[dict[str, Callable[[Question, str, Language], FactValue]]] = {
    **dict.fromkeys(NUMBERS - {"int"}, _read_number),
    "int": _read_whole,
    "date": _read_date,
    "bool": _read_yes_no,
    **dict.fromkeys(CHECKS, _read_identifier),
}
