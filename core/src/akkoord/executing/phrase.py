"""Say the working of a sum in words and figures: templates in both languages, filled with exact values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from akkoord.language import Language, Message, Words, plural_message, spoken
from akkoord.language.spoken import number
from akkoord.values import round_half_up

Form = Literal["number", "euro", "percent"]

MOST_DECIMALS: Final = 6
"""A figure with more decimals than this is shown rounded, with a sign that it is."""
SHOWN_DECIMALS: Final = 4
_FINEST: Final = 10**MOST_DECIMALS
_NO_VALUES: Final[Mapping[str, object]] = MappingProxyType({})


class Figure(NamedTuple):
    r"""An exact figure as it is shown; `≈` stands before one that has no end in decimals.

    >>> Figure(Fraction(2500, 2), "euro").text("nl"), Figure(Fraction(1, 3)).text("en")
    ('€\xa01.250,00', '≈\xa00.3333')
    """

    value: Fraction
    form: Form = "number"
    unit: str = ""

    def text(self, language: Language) -> str:
        """Write the figure as people do."""
        is_exact = not _FINEST % self.value.denominator
        about = "" if is_exact else "≈\N{NO-BREAK SPACE}"
        shown = round_half_up(self.value, MOST_DECIMALS if is_exact else SHOWN_DECIMALS)
        unit = _unit(self.unit, language, count=1 if shown == 1 else 2) if self.unit else ""
        return about + _written(shown, self.form, language) + unit


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with `{named}` places, and the exact values that belong in them.

    >>> Phrase(Words(nl="{q} te weinig", en="{q} too few"), {"q": Fraction(3, 2)}).text("nl")
    '1,5 te weinig'
    """

    words: Words
    values: Mapping[str, object] = field(default_factory=lambda: _NO_VALUES, hash=False)

    def text(self, language: Language = "en") -> str:
        """Fill in the values and say it."""
        shown = {name: _shown(value, language) for name, value in self.values.items()}
        return self.words.text(language).format(**shown)

    def __str__(self) -> str:
        return self.text("en")


def _shown(value: object, language: Language) -> str:
    """Say a value; figures, which are most of them, first."""
    if type(value) is Figure:
        return value.text(language)
    return spoken(Figure(value) if isinstance(value, Fraction) else value, language)


def said(nl: str, en: str, /, **values: object) -> Phrase:
    """Say something in Dutch and in English, with values.

    >>> said("{a} maal {b}", "{a} times {b}", a=Fraction(2), b=euros(Fraction(9))).text("en")
    '2 times €9.00'
    """
    return Phrase(_words(nl, en), values)


@lru_cache(maxsize=5_000)
def _words(nl: str, en: str) -> Words:
    """Give words that were checked once; the same few are said of a great many lines."""
    return Words(nl=nl, en=en)


def euros(value: Fraction) -> Figure:
    """Show an amount or a rate in euros."""
    return Figure(value, "euro")


def percent(value: Fraction) -> Figure:
    """Show a figure per hundred."""
    return Figure(value, "percent")


def amount_of(value: Fraction, unit: str) -> Figure:
    """Show a quantity with its unit."""
    return Figure(value, "number", unit)


def _written(value: Decimal, form: Form, language: Language) -> str:
    if form == "number":
        return number(value, language)
    if form == "percent":
        return f"{number(value, language)}%"
    sign, digits = "-" if value < 0 else "", number(abs(value), language, places=2)
    return f"€\N{NO-BREAK SPACE}{sign}{digits}" if language == "nl" else f"{sign}€{digits}"


@lru_cache(maxsize=1_000)
def _unit(unit: str, language: Language, *, count: int) -> str:
    """Name a unit behind a figure; a few come again and again."""
    name = _UNITS.get(unit)
    return f"\N{NO-BREAK SPACE}{name(count).text(language) if name else unit}"


_UNITS: Final[Mapping[str, Callable[[int], Message]]] = {
    "cup": lambda count: plural_message("cup", "cups", count),
    "lift": lambda count: plural_message("lift", "lifts", count),
    "piece": lambda count: plural_message("piece", "pieces", count),
    "month": lambda count: plural_message("month", "months", count),
    "t": lambda count: plural_message("tonne", "tonnes", count),
}
