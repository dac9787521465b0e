"""Say a single value in a language: the plain forms of dates, numbers, yes and no, and lists."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from babel.dates import format_date

from akkoord.language.catalogs import N_, translate
from akkoord.language.words import Language, Speaks

_LOCALES: Final[dict[Language, str]] = {"nl": "nl_NL", "en": "en_GB"}
AND: Final = N_("and")
OR: Final = N_("or")
YES: Final = N_("yes")
NO: Final = N_("no")
_SWAP: Final = str.maketrans(",.", ".,")


def locale_of(language: Language) -> str:
    """Give the Babel locale of a language: Dutch as in the Netherlands, English as in Britain."""
    return _LOCALES[language]


def number(value: Decimal | int, language: Language, *, places: int = 0) -> str:
    """Write a number with separators, with at least `places` decimals and no further trailing zeros.

    >>> number(Decimal("1234.50"), "nl")
    '1.234,5'
    >>> number(Decimal("1234.50"), "en", places=2)
    '1,234.50'
    """
    whole, _, decimals = f"{Decimal(value):,f}".removeprefix("-" if not value else "").partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    text = f"{whole}.{decimals}" if decimals else whole
    return text.translate(_SWAP) if language == "nl" else text


def date_long(value: date, language: Language) -> str:
    """Write a date in full.

    >>> date_long(date(2026, 1, 1), "nl")
    '1 januari 2026'
    """
    return format_date(value, "d MMMM y", locale=_LOCALES[language])


def joined(items: Sequence[str], language: Language, *, last: str = AND) -> str:
    """Join words as one does in a sentence.

    >>> joined(["a", "b", "c"], "nl")
    'a, b en c'
    """
    *others, end = items or ("",)
    return f"{', '.join(others)} {translate(last, language)} {end}" if others else end


def spoken(value: object, language: Language) -> str:  # noqa: PLR0911 - one return per kind of value
    """Say a value of any kind in `language`; what has a `text(language)` of its own says it itself."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return "\N{EN DASH}"
    if isinstance(value, bool):
        return translate(YES if value else NO, language)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return number(value, language)
    if isinstance(value, date) and not isinstance(value, datetime):
        return date_long(value, language)
    if isinstance(value, Speaks):
        return value.text(language)
    if isinstance(value, list | tuple):
        return joined([spoken(item, language) for item in value], language)
    return str(value)
