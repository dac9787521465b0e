"""The kinds of fact: how each stands in JSON, how it is typed, and how conditions compare it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, Literal, get_args

from akkoord.language import AkkoordError, Message
from akkoord.values.exact import plain

FactType = Literal[
    "text",
    "longtext",
    "int",
    "decimal",
    "money",
    "rate",
    "pct",
    "date",
    "bool",
    "enum",
    "list",
    "kvk",
    "vat_id",
    "iban",
    "postcode",
]
FACT_TYPES: Final[tuple[FactType, ...]] = get_args(FactType)
NUMBERS: Final[frozenset[FactType]] = frozenset({"int", "decimal", "money", "rate", "pct"})
TEXTS: Final[frozenset[FactType]] = frozenset({"text", "longtext", "kvk", "vat_id", "iban", "postcode"})

FactValue = str | int | Decimal | bool | date | tuple["FactValue", ...] | Mapping[str, "FactValue"] | None
Comparable = str | int | Decimal | bool | tuple[object, ...] | None
Json = str | int | bool | list["Json"] | dict[str, "Json"] | None

MOST_DECIMALS: Final[Mapping[FactType, int]] = {"money": 2, "rate": 4, "pct": 4, "decimal": 4}
_LEAST_DECIMALS: Final[Mapping[FactType, int]] = {"money": 2, "rate": 2}
MOST_DIGITS: Final = 30
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMERIC: Final = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?")


class WrongFact(AkkoordError):
    """A recorded fact is not of the kind that its question asks for; `name` says which."""

    def __init__(self, name: str, message: Message) -> None:
        super().__init__(message)
        self.name = name


def typed_value(kind: FactType, value: object, name: str) -> FactValue:
    """Type a scalar that comes from JSON, TOML or Python; text is taken for the amount or the date it spells.

    :raises WrongFact: when it cannot be of this kind.
    """
    if value is None or value == "":
        return None
    try:
        return _CONVERSIONS[kind](value)
    except (TypeError, ValueError, InvalidOperation):
        message = Message(
            "{name} should be {kind}, not {value}.", {"name": name, "kind": KIND_WORDS[kind], "value": repr(value)}
        )
        raise WrongFact(name, message) from None


def untyped_value(value: object, name: str) -> FactValue:
    """Take a value that no question knows: JSON types are kept, floats become the decimals they were written as."""
    match value:
        case None | bool() | str() | int() | Decimal() | date():
            return value
        case float():
            return _decimal(value)
        case Mapping():
            return {str(key): untyped_value(item, f"{name}.{key}") for key, item in value.items()}
        case Sequence():
            return tuple(untyped_value(item, name) for item in value)
        case _:
            raise WrongFact(
                name, Message("{name} cannot be a fact: {value}.", {"name": name, "value": type(value).__name__})
            )


def json_value(value: FactValue, kind: FactType | None = None) -> Json:
    """Write a value as canonical JSON: amounts as text, dates as ISO text, never a float."""
    match value:
        case None | bool() | str() | int():
            return value
        case Decimal():
            return plain(value, _LEAST_DECIMALS.get(kind, 0) if kind else 0)
        case date():
            return value.isoformat()
        case Mapping():
            return {key: json_value(item) for key, item in value.items()}
        case _:
            return [json_value(item) for item in value]


def comparable(value: object) -> Comparable:
    """Bring a value into the form in which conditions compare (RULES 0.5): numeric text as number, dates as ISO text.

    Text with leading zeros is a code (a KvK number, say), not a number.

    >>> comparable("25.00"), comparable(date(2026, 1, 1)), comparable("007")
    (Decimal('25.00'), '2026-01-01', '007')
    """
    match value:
        case str():
            return Decimal(value) if _NUMERIC.fullmatch(value) else value
        case None | bool() | int() | Decimal():
            return value
        case date():
            return value.isoformat()
        case tuple() | list():
            return tuple(item if isinstance(item, Mapping) else comparable(item) for item in value)
        case _:
            return None


def is_sane(number: Decimal) -> bool:
    """Tell whether a number is finite and of a size that agreements know; `1E+999999` would fill the memory."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DIGITS and number.adjusted() < MOST_DIGITS


def as_date(value: object) -> date | None:
    """Take a date, or ISO text for one; anything else is None."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _ISO_DATE.fullmatch(value) else None
    except ValueError:
        return None


def _text(value: object) -> str:
    if not isinstance(value, str | int | Decimal) or isinstance(value, bool):
        raise TypeError
    return str(value)


def _int(value: object) -> int:
    number = _decimal(value)
    if number != number.to_integral_value():
        raise ValueError
    return int(number)


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise TypeError
    # repr gives a float back as it was written; binary noise never becomes an amount.
    number = Decimal(repr(value) if isinstance(value, float) else value)
    if not is_sane(number):
        raise ValueError
    return number


def _date(value: object) -> date:
    day = as_date(value)
    if day is None:
        raise TypeError
    return date(day.year, day.month, day.day)


def _bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _list(value: object) -> tuple[FactValue, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError
    return tuple(untyped_value(item, "") for item in value)


_CONVERSIONS: Final[Mapping[FactType, Callable[[object], FactValue]]] = {
    **dict.fromkeys(TEXTS, _text),
    "enum": _text,
    "int": _int,
    **dict.fromkeys(NUMBERS - {"int"}, _decimal),
    "date": _date,
    "bool": _bool,
    "list": _list,
}

KIND_WORDS: Final[Mapping[FactType, Message]] = {
    **dict.fromkeys(TEXTS, Message("a text")),
    "enum": Message("one of its choices"),
    "int": Message("a whole number"),
    "decimal": Message("a number"),
    "money": Message("an amount"),
    "rate": Message("a rate"),
    "pct": Message("a percentage"),
    "date": Message("a date"),
    "bool": Message("yes or no"),
    "list": Message("a list"),
}
