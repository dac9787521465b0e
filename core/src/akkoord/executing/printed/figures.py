"""The numbers of a rule as a contract prints them, and the words about a bound that stand around a printed number."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from akkoord.executing.parameters import exact
from akkoord.facts import FactType, Question
from akkoord.language import Language
from akkoord.values import formats, round_half_up

__all__ = ["Bound", "Figure", "amounts_at_most", "bounds_in", "figures_of", "is_printed"]

Bound = Literal["from", "above", "at most", "until"]
"""What words say of a number: it counts itself, it does not, nothing goes beyond it, it is the first that does not."""
_FIGURES: Final = frozenset({"money", "rate", "pct", "decimal", "int"})
_BEFORE: Final[Mapping[Bound, re.Pattern[str]]] = {
    "from": re.compile(
        r"\b(?:vanaf|ten minste|minimaal|minstens|from|at least|starting at)\s+(?:de\s+|the\s+)?$", re.IGNORECASE
    ),
    "above": re.compile(
        r"\b(?:boven|meer dan|hoger dan|above|more than|over|exceeding)\s+(?:de\s+|the\s+)?$", re.IGNORECASE
    ),
    "at most": re.compile(
        r"\b(?:ten hoogste|maximaal|hoogstens|at most|tot en met|t/m|through|up to)\s+$", re.IGNORECASE
    ),
    "until": re.compile(r"\b(?:tot|minder dan|lager dan|until|less than|below|under)\s+$", re.IGNORECASE),
}
_AT_MOST: Final = re.compile(
    r"\b(?:ten hoogste|maximaal|hoogstens|at most|up to)\s+(?P<amount>€\s?\d[\d.,]*\d|€\s?\d)", re.IGNORECASE
)
_AFTER: Final[Mapping[Bound, re.Pattern[str]]] = {
    "from": re.compile(r"^(?:\s+\S+)?\s+(?:of meer|or more|of hoger|or higher)\b", re.IGNORECASE),
    "at most": re.compile(r"^(?:\s+\S+)?\s+(?:of minder|or less|or fewer)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a day among the parameters of a rule; `row` tells figures of one row of a list from others."""

    name: str
    type: FactType
    value: Fraction | date
    row: int | None = None

    def forms(self, language: Language) -> tuple[str, ...]:
        """Give every way in which a contract prints it."""
        if isinstance(self.value, date):
            return (formats.date_long(self.value, language),)
        figure = round_half_up(self.value, 4)
        if self.type in {"money", "rate"}:
            return (formats.euro(figure, language), formats.rate(figure, language))
        if self.type == "pct":
            return (formats.percentage(figure, language),)
        return (formats.number(figure, language),)


def figures_of(questions: Sequence[Question], parameters: Mapping[str, object]) -> Iterator[Figure]:
    """Give the figures among parameters, by the questions of their kind; nought says nothing, so it is left out."""
    for question in questions:
        name = question.name.rpartition(".")[2]
        value = parameters.get(name)
        if question.columns and isinstance(value, list | tuple):
            for number, row in enumerate(value):
                for figure in figures_of(question.columns, row if isinstance(row, Mapping) else {}):
                    yield Figure(f"{name}.{figure.name}", figure.type, figure.value, number)
        elif value is not None and question.type in _FIGURES and exact(value):
            yield Figure(name, question.type, exact(value))
        elif value is not None and question.type == "date":
            yield Figure(name, "date", value if isinstance(value, date) else date.fromisoformat(str(value)))


def is_printed(figure: Figure, text: str, language: Language) -> bool:
    """Tell whether a text holds a figure, as a number of its own."""
    return any(True for _ in _places(figure, text, language))


def bounds_in(figure: Figure, text: str, language: Language) -> Iterator[Bound]:
    """Give what the words around a figure say of it, wherever the text prints it."""
    for first, last in _places(figure, text, language):
        before, after = text[max(0, first - 30) : first], text[last : last + 30]
        yield from (bound for bound, pattern in _BEFORE.items() if pattern.search(before))
        yield from (bound for bound, pattern in _AFTER.items() if pattern.search(after))


def amounts_at_most(text: str) -> Sequence[str]:
    """Give the amounts before which a text says *at most*.

    >>> amounts_at_most("The bonus is at most € 900,00 a year, over at most 3%.")
    ['€ 900,00']
    """
    return [match["amount"] for match in _AT_MOST.finditer(text)]


def _places(figure: Figure, text: str, language: Language) -> Iterator[tuple[int, int]]:
    for form in dict.fromkeys(_plain(form) for form in figure.forms(language)):
        alone = r"(?<![\d.,€])(?<!€ )" if form[:1].isdigit() else r"(?<![\d.,])"
        unlike_pct = "" if figure.type in {"pct", "date"} else r"(?!\s?%)"
        for match in re.finditer(rf"{alone}{re.escape(form)}(?![.,]?\d){unlike_pct}", text):
            yield match.span()


def _plain(text: str) -> str:
    return " ".join(text.split())
