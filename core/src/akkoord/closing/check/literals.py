"""Amounts, percentages and dates that a text spells out where a fact could be printed."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from akkoord.closing.check.wording import Wording
from akkoord.closing.due import MONTHS
from akkoord.facts import Questions

__all__ = ["literals"]

_MONTHS_NL: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_KINDS: Final[Mapping[str, tuple[frozenset[str], re.Pattern[str]]]] = {
    "amount": (
        frozenset({"money", "rate"}),
        re.compile(r"(?:€|EUR)\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:euro|EUR)\b"),
    ),
    "percentage": (frozenset({"pct"}), re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:%|procent\b)")),
    "date": (
        frozenset({"date"}),
        re.compile(
            rf"\b\d{{1,2}}\s(?:{'|'.join((*_MONTHS_NL, *MONTHS))})\s\d{{4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
            r"|\b\d{1,2}-\d{1,2}-\d{4}\b",
            re.IGNORECASE,
        ),
    ),
}


def literals(wording: Wording, questions: Questions) -> Iterator[tuple[str, int]]:
    """Give the literal values of a text whose kind some question asks for, each with its line."""
    asked = {question.type for question in questions.values()}
    for part in wording.prose:
        for kinds, pattern in _KINDS.values():
            if asked & kinds:
                for match in pattern.finditer(part.text):
                    yield match[0].strip(" .,"), part.line + part.text.count("\n", 0, match.start())
