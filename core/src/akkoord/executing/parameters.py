"""The types of rule parameters: exact figures, days, periods; and what a form needs to ask for them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Final, get_args

from annotated_types import Ge, Gt, Le, Lt, MinLen
from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer
from pydantic.fields import FieldInfo

from akkoord.facts import Ask, FactType, FactValue, Question
from akkoord.facts.questions import Kind
from akkoord.language import N_, Words
from akkoord.values import InvalidDate, Period, end_of_day, moment_of
from akkoord.values.exact import EXACT, exact_decimal, plain


def exact(value: object) -> Fraction:
    """Take an exact figure: a Decimal, an int, a Fraction, or text as `as_text` writes it. Floats are refused.

    >>> exact("12.50")
    Fraction(25, 2)
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise ValueError(N_("give an exact number, as text"))  # noqa: TRY004 - pydantic collects ValueErrors
    try:
        return _of_text(value) if isinstance(value, str) else Fraction(exact_decimal(value))
    except (InvalidOperation, ValueError, ZeroDivisionError) as error:
        raise ValueError(N_("this is not a number")) from error


@lru_cache(maxsize=10_000)
def _of_text(written: str) -> Fraction:
    """Read a figure; thousands of contracts agree the same few hundred rates."""
    return Fraction(written) if "/" in written else Fraction(exact_decimal(written))


def as_text(value: Fraction) -> str:
    """Write an exact figure as it stands in files; what has no end in decimals stays a fraction.

    >>> as_text(Fraction(25, 2)), as_text(Fraction(1, 3))
    ('12.5', '1/3')
    """
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    return plain(EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)))


def _period(value: object) -> object:
    """Take a period as files write it: `{"from": ..., "to": ...}`, both days included."""
    if isinstance(value, Mapping) and set(value) == {"from", "to"}:
        return Period(_day(value["from"]), _day(value["to"]))
    if isinstance(value, list | tuple) and len(value) == 2:  # noqa: PLR2004 - the first and the last day
        return Period(_day(value[0]), _day(value[1]))
    return value


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _moment(value: object) -> datetime:
    if not isinstance(value, date | str):
        raise ValueError(N_("give a moment, as text"))  # noqa: TRY004 - pydantic collects ValueErrors
    try:
        return moment_of(value)
    except InvalidDate as error:
        raise ValueError(str(error)) from error


def _until(value: object) -> datetime:
    """Take the last moment; a day that is written without a time counts to its end."""
    moment = _moment(value)
    whole_day = isinstance(value, str) and len(value.strip()) == len("2026-03-31")
    if whole_day or not isinstance(value, datetime | str):
        return end_of_day(moment)
    return moment


def _written_period(value: Period) -> dict[str, str]:
    return {"from": value.first.isoformat(), "to": value.last.isoformat()}


_EXACT: Final = BeforeValidator(exact)
_TEXT: Final = PlainSerializer(as_text)

Number = Annotated[Fraction, _EXACT, _TEXT, Kind("decimal")]
Euro = Annotated[Fraction, _EXACT, _TEXT, Kind("money")]
Rate = Annotated[Fraction, _EXACT, _TEXT, Kind("rate")]
Pct = Annotated[Fraction, _EXACT, _TEXT, Kind("pct")]
Whole = Annotated[int, Kind("int")]
Day = Annotated[date, Kind("date")]
Days = Annotated[Period, BeforeValidator(_period), PlainSerializer(_written_period), Kind("text")]
Moment = Annotated[datetime, BeforeValidator(_moment), PlainSerializer(datetime.isoformat), Kind("text")]
Until = Annotated[datetime, BeforeValidator(_until), PlainSerializer(datetime.isoformat), Kind("text")]
Text = Annotated[str, Kind("text")]
Choice = Kind("enum")
Texts = Annotated[tuple[str, ...], Kind("list")]
Groups = Annotated[tuple[str, ...], Kind("list"), MinLen(1)]
Numbers = Annotated[tuple[Annotated[Fraction, _EXACT, _TEXT], ...], Kind("list")]
Listed = Kind("list")
"""Marks a parameter that is a list of rows."""


class RuleRow(BaseModel):
    """A row of a parameter that is a list, such as a tier: its fields are the columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)


def questions_of(kind: str, model: type[BaseModel], prefix: str = "") -> tuple[Question, ...]:
    """Give the parameters of a rule as questions, so that forms ask them like any other."""
    return tuple(
        _question(kind, f"{prefix or kind}.{info.alias or name}", info)
        for name, info in model.model_fields.items()
        if _ask(info) is not None
    )


def _question(kind: str, name: str, info: FieldInfo) -> Question:
    ask = _ask(info) or Ask(Words(nl=name, en=name))
    limits = {type(limit): limit for limit in info.metadata}
    return Question(
        name=name,
        group=kind,
        part="proposal",
        type=_type(info),
        label=ask.label,
        unit=ask.unit,
        help=ask.help,
        choices=ask.choices,
        minimum=_limit(limits.get(Ge), "ge"),
        maximum=_limit(limits.get(Le), "le"),
        above=_limit(limits.get(Gt), "gt"),
        below=_limit(limits.get(Lt), "lt"),
        required=info.is_required(),
        default=None if info.is_required() else _default(info.get_default(call_default_factory=True)),
        example=ask.example,
        columns=_columns(kind, name, info),
    )


def _ask(info: FieldInfo) -> Ask | None:
    return next((item for item in info.metadata if isinstance(item, Ask)), None)


def _kinds(info: FieldInfo) -> list[Kind]:
    """Find the marks of a field, also those inside `... | None`."""
    inside = [item for part in get_args(info.annotation) for item in get_args(part)]
    return [item for item in (*info.metadata, *inside) if isinstance(item, Kind)]


def _type(info: FieldInfo) -> FactType:
    found = _kinds(info)
    if found:
        return found[0].type
    return "bool" if info.annotation is bool else "text"


def _columns(kind: str, name: str, info: FieldInfo) -> tuple[Question, ...]:
    parts = [info.annotation, *get_args(info.annotation)]
    rows = [part for each in parts for part in (each, *get_args(each))]
    models = {part: None for part in rows if isinstance(part, type) and issubclass(part, RuleRow)}
    return tuple(question for model in models for question in questions_of(kind, model, name))


def _limit(limit: object, key: str) -> Decimal | None:
    value = getattr(limit, key, None)
    return None if value is None else Decimal(str(value))


def _default(value: object) -> FactValue:
    """Give a default as a fact: figures as decimals, lists as texts."""
    if isinstance(value, Fraction):
        return Decimal(as_text(value))
    return value if isinstance(value, str | int | bool | date) else None
