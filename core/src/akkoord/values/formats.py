"""Write and read money, numbers and dates the way people do, in Dutch and in English (DOMAIN 2.4)."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from babel.dates import format_date, get_month_names
from babel.numbers import NumberFormatError, parse_decimal

from akkoord.language import Language, Message, locale_of, plural_message
from akkoord.language.spoken import OR, date_long, joined
from akkoord.language.spoken import number as _number
from akkoord.values.errors import AmbiguousNumber, InvalidDate, InvalidNumber, InvalidValue
from akkoord.values.exact import decimals_of, exact_decimal
from akkoord.values.money import Money
from akkoord.values.percentage import Percentage

Figure = Decimal | int | str
RATE_DECIMALS: Final = 4


def euro(amount: Money | Figure, language: Language) -> str:
    r"""Write an amount in euros, always with two decimals; more than two are refused, not rounded.

    >>> euro(Decimal("1234.56"), "nl"), euro("-5", "en")
    ('€\xa01.234,56', '-€5.00')
    """
    return (amount if isinstance(amount, Money) else Money.of(amount)).text(language)


def rate(amount: Figure, language: Language) -> str:
    r"""Write a rate in euros with two to four decimals.

    >>> rate("12.5", "nl"), rate("0.0985", "nl")
    ('€\xa012,50', '€\xa00,0985')
    """
    value = exact_decimal(amount)
    if decimals_of(value) > RATE_DECIMALS:
        raise InvalidValue(Message("A rate has at most four decimals, not {amount}.", {"amount": value}))
    sign, digits = "-" if value < 0 else "", _number(abs(value), language, places=2)
    return f"€\N{NO-BREAK SPACE}{sign}{digits}" if language == "nl" else f"{sign}€{digits}"


def number(value: Figure, language: Language, *, places: int = 0) -> str:
    """Write a number with separators and without needless zeros.

    >>> number("1234.50", "nl"), number(1234, "en", places=2)
    ('1.234,5', '1,234.00')
    """
    return _number(exact_decimal(value), language, places=places)


def percentage(value: Percentage | Figure, language: Language) -> str:
    """Write a percentage without a space.

    >>> percentage("2.50", "nl")
    '2,5%'
    """
    return (value if isinstance(value, Percentage) else Percentage.of(value)).text(language)


def date_short(day: date, language: Language) -> str:
    """Write a date as in tables.

    >>> date_short(date(2026, 1, 31), "nl"), date_short(date(2026, 1, 31), "en")
    ('31-01-2026', '31/01/2026')
    """
    return f"{day:%d-%m-%Y}" if language == "nl" else f"{day:%d/%m/%Y}"


def date_medium(day: date, language: Language) -> str:
    """Write a date with a short month name.

    >>> date_medium(date(2026, 12, 31), "nl")
    '31 dec 2026'
    """
    return format_date(day, "d MMM y", locale=locale_of(language))


def months(count: int, language: Language) -> str:
    """Write a number of months.

    >>> months(1, "nl"), months(60, "nl")
    ('1 maand', '60 maanden')
    """
    return plural_message("{count} month", "{count} months", count).text(language)


def weeks(count: int, language: Language) -> str:
    """Write a number of weeks.

    >>> weeks(2, "nl")
    '2 weken'
    """
    return plural_message("{count} week", "{count} weeks", count).text(language)


def days(count: int, language: Language) -> str:
    """Write a number of days.

    >>> days(1, "nl"), days(14, "nl")
    ('1 dag', '14 dagen')
    """
    return plural_message("{count} day", "{count} days", count).text(language)


def hectolitres(amount: Figure, language: Language) -> str:
    """Write hectolitres in full, as in contract texts.

    >>> hectolitres("87.50", "nl")
    '87,5 hectoliter'
    """
    value = exact_decimal(amount)
    return plural_message("{count} hectolitre", "{count} hectolitres", 1 if value == 1 else 2, {"count": value}).text(
        language
    )


def rows(count: int, language: Language) -> str:
    """Write a number of rows of a list.

    >>> rows(3, "nl")
    '3 regels'
    """
    return plural_message("{count} row", "{count} rows", count).text(language)


def relative(day: date, today: date, language: Language) -> str:
    """Say how far away a day is.

    >>> relative(date(2026, 12, 31), date(2026, 11, 23), "nl")
    'over 38 dagen'
    """
    distance = (day - today).days
    if distance > 1:
        return plural_message("in {count} day", "in {count} days", distance).text(language)
    if distance < -1:
        return plural_message("{count} day ago", "{count} days ago", -distance).text(language)
    return (Message("yesterday"), Message("today"), Message("tomorrow"))[distance + 1].text(language)


def all_of(items: Sequence[str], language: Language) -> str:
    """Join words with "and".

    >>> all_of(["mevrouw A. Jansen", "de heer B. Bos"], "nl")
    'mevrouw A. Jansen en de heer B. Bos'
    """
    return joined(items, language)


def one_of(items: Sequence[str], language: Language) -> str:
    """Join words with "or".

    >>> one_of(["artikel 3", "artikel 12.2"], "nl")
    'artikel 3 of artikel 12.2'
    """
    return joined(items, language, last=OR)


LONGEST_NUMBER: Final = 40
_TYPED_NUMBER: Final = re.compile(
    r"""(?P<sign>[-+\u2212]?)\s*
        (?:€|EUR)?\s*
        (?P<inner_sign>[-+\u2212]?)\s*
        (?P<figure>[0-9][0-9.,]*?)\s*
        (?:€|EUR|%|,-)?""",
    re.VERBOSE | re.IGNORECASE,
)


def parse_number(text: str, language: Language) -> Decimal:
    """Read a number that a person typed, strictly: what can be read in two ways is refused with both readings.

    A currency or percent sign, blanks around it, `,-` behind it and a real minus sign do no harm.

    >>> parse_number("€ 1.234,56", "nl"), parse_number("1.234", "nl")
    (Decimal('1234.56'), Decimal('1234'))
    """
    typed = " ".join(text.split())
    match = _TYPED_NUMBER.fullmatch(typed) if len(typed) <= LONGEST_NUMBER else None
    if match is None or (match["sign"] and match["inner_sign"]):
        raise InvalidNumber(_no_number(typed))
    sign = (match["sign"] or match["inner_sign"]).replace("\N{MINUS SIGN}", "-")
    figure = f"{sign}{match['figure']}"
    try:
        return parse_decimal(figure, locale=locale_of(language), strict=True)
    except NumberFormatError as error:
        readings = _readings(figure, error, language)
        raise AmbiguousNumber(_doubt(typed, readings), readings) from None


def _readings(figure: str, error: NumberFormatError, language: Language) -> tuple[Decimal, ...]:
    found = {parse_decimal(text, locale=locale_of(language), strict=True): None for text in error.suggestions or ()}
    # "0.5" is never 05: nobody writes thousands with a nought in front.
    leading_zero = re.match(r"[+-]?0[.,]", figure) is not None
    return tuple(sorted(value for value in found if not leading_zero or abs(value) < 1))


def shorten(text: str) -> str:
    """Cut typed text to what fits in a message.

    >>> shorten("x" * 100) == "x" * 39 + "…"
    True
    """
    typed = text.strip()
    return typed if len(typed) <= LONGEST_NUMBER else f"{typed[: LONGEST_NUMBER - 1]}…"


def _doubt(typed: str, readings: tuple[Decimal, ...]) -> Message:
    match readings:
        case (one, other):
            return Message(
                "“{text}” can be read in two ways: {one} or {other}. Write one of these.",
                {"text": typed, "one": one, "other": other},
            )
        case (one,):
            return Message("“{text}” is not written as a number. Did you mean {one}?", {"text": typed, "one": one})
        case _:
            return _no_number(typed)


def _no_number(typed: str) -> Message:
    return Message(
        "“{text}” is not a number. Write it like {example}.", {"text": shorten(typed), "example": Decimal("1234.5")}
    )


_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_NAMED: Final = re.compile(r"([0-9]{1,2})[ -]?([^\W\d_]+)\.?[ -]?([0-9]{4})")
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199


def parse_date(text: str, language: Language) -> date:
    """Read a date that a person typed: `31-12-2026`, `31 dec 2026` or `2026-12-31`; the year in four digits.

    Month names of both languages are understood.

    >>> parse_date("1 mrt 2026", "nl")
    datetime.date(2026, 3, 1)
    """
    typed = " ".join(text.split()).lower()
    example = {"text": shorten(text), "example": date_short(date(2026, 12, 31), language)}
    parts = _date_parts(typed)
    if parts is None:
        raise InvalidDate(Message("“{text}” is not a date. Write it like {example}, the year in four digits.", example))
    try:
        found = date(*parts)
    except ValueError:
        raise InvalidDate(
            Message("“{text}” does not exist in the calendar. Write a date like {example}.", example)
        ) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise InvalidDate(Message("The year of “{text}” cannot be right. Write a date like {example}.", example))
    return found


def _date_parts(typed: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(typed):
        year, month, day = match.groups()
        return int(year), int(month), int(day)
    if match := _DAY_FIRST.fullmatch(typed):
        day, month, year = match.groups()
        return int(year), int(month), int(day)
    if (match := _NAMED.fullmatch(typed)) and (named := _MONTHS.get(match[2])):
        return int(match[3]), named, int(match[1])
    return None


def _month_names() -> dict[str, int]:
    return {
        name.lower().rstrip("."): month
        for locale in ("nl_NL", "en_GB", "en_US")
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, locale=locale).items()
    } | {"maa": 3, "mar": 3, "mrt": 3, "sep": 9, "sept": 9}


_MONTHS: Final = _month_names()

__all__ = [
    "AmbiguousNumber",
    "InvalidDate",
    "InvalidNumber",
    "all_of",
    "date_long",
    "date_medium",
    "date_short",
    "days",
    "euro",
    "hectolitres",
    "months",
    "number",
    "one_of",
    "parse_date",
    "parse_number",
    "percentage",
    "rate",
    "relative",
    "rows",
    "shorten",
    "weeks",
]
