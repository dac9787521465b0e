"""Declare the questions of a clause set as pydantic models, and look them up by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final, Literal, TypeVar, get_args

from annotated_types import Ge, Gt, Le, Lt, MaxLen
from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from akkoord.facts.conditions import Condition, parse_condition
from akkoord.facts.kinds import MOST_DECIMALS, FactType, FactValue
from akkoord.facts.places import Place
from akkoord.language import AkkoordError, Message, Words
from akkoord.values.exact import decimals_of

Part = Literal["situation", "proposal", "terms", "party", "contract"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)


LONGEST: Final[Mapping[FactType, int]] = {"text": 500, "longtext": 20_000}
"""How many characters an answer may have when its question does not say."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Marks a field with the kind of fact it is."""

    type: FactType


@dataclass(frozen=True, slots=True)
class Ask:
    """How a question is put to a person.

    `unit` is `hl`, `month`, `EUR/hl`, `%`, ...; `choices` are the answers of an enum, or what a list may hold;
    `when` is the condition on which the question is asked; `now` names the fact of the situation that it is set
    against (now / proposal); `step` is what one press of + or - adds; `required`: a contract cannot do without.
    """

    label: Words
    help: Words | None = None
    unit: str | None = None
    choices: Mapping[str, Words] | None = None
    when: str | None = None
    now: str | None = None
    step: Decimal | int | None = None
    required: bool = False
    warn: Words | None = None
    example: str | None = None


RowModel = TypeVar("RowModel", bound="Row")

Text = Annotated[str | None, Kind("text")]
LongText = Annotated[str | None, Kind("longtext")]
Whole = Annotated[int | None, Kind("int")]
Number = Annotated[Decimal | None, Kind("decimal")]
Euro = Annotated[Decimal | None, Kind("money")]
Rate = Annotated[Decimal | None, Kind("rate")]
Pct = Annotated[Decimal | None, Kind("pct")]
Date = Annotated[date | None, Kind("date")]
YesNo = Annotated[bool | None, Kind("bool")]
Choice = Annotated[str | None, Kind("enum")]
Choices = Annotated[tuple[str, ...], Kind("list")]
Rows = Annotated[tuple[RowModel, ...], Kind("list")]
KvkNumber = Annotated[str | None, Kind("kvk")]
VatNumber = Annotated[str | None, Kind("vat_id")]
IbanNumber = Annotated[str | None, Kind("iban")]
PostalCode = Annotated[str | None, Kind("postcode")]


@dataclass(frozen=True, slots=True)
class About:
    """What a group of questions is: its name in the facts, its part, and how it is shown."""

    name: str
    part: Part
    label: Words
    help: Words | None = None
    when: str | None = None
    icon: str | None = None
    key: str | None = None


class Group(BaseModel):
    """A group of questions, declared with its name and part as class keywords.

    ```python
    class Term(Group, name="term", part="proposal", label=Words(nl="Looptijd", en="Term")):
        kind: Annotated[Choice, Ask(Words(nl="Soort", en="Kind"), choices=KINDS)] = "fixed"
        months: Annotated[Whole, Ask(Words(nl="Duur", en="Months"), unit="month"), Field(ge=1, le=120)] = None
    ```

    Facts of one name may be asked on several cards, also of different parts (`payment.days` in the proposal,
    `payment.settlement_days` among the standing terms): each of these groups but one then has a `key` of its own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=False)
    about__: ClassVar[About]

    def __init_subclass__(
        cls,
        *,
        name: str,
        part: Part,
        label: Words,
        help: Words | None = None,  # noqa: A002 - reads as what it is
        when: str | None = None,
        icon: str | None = None,
        key: str | None = None,
    ) -> None:
        super().__init_subclass__()
        cls.about__ = About(name, part, label, help, when, icon, key)


class Row(BaseModel):
    """A row of a list question: its fields are the columns."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Question:
    """A typed question: what a fact is, how it is asked, and within which limits.

    For a list, `columns` are the questions of a row, or `choices` what may be in it.
    """

    name: str
    group: str
    part: Part
    type: FactType
    label: Words
    unit: str | None = None
    help: Words | None = None
    choices: Mapping[str, Words] | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    max_length: int | None = None
    required: bool = False
    when: Condition | None = None
    default: FactValue = None
    now: str | None = None
    step: Decimal | None = None
    warn: Words | None = None
    example: str | None = None
    columns: tuple["Question", ...] = ()

    @property
    def key(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2]

    def column(self, key: str) -> "Question | None":
        """Give the column of a list with this key."""
        return next((column for column in self.columns if column.key == key), None)

    def allows(self, number: Decimal | int) -> bool:
        """Tell whether a number is within the limits and has no more decimals than its kind can hold."""
        return not (
            decimals_of(Decimal(number)) > MOST_DECIMALS.get(self.type, 0)
            or (self.minimum is not None and number < self.minimum)
            or (self.maximum is not None and number > self.maximum)
            or (self.above is not None and number <= self.above)
            or (self.below is not None and number >= self.below)
        )


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """A group of questions as it is shown: one card. `name` is that of its facts; `key` tells it from other groups."""

    key: str
    name: str
    part: Part
    label: Words
    help: Words | None
    when: Condition | None
    icon: str | None
    questions: tuple[Question, ...]
    model: type[Group] | None = field(default=None, compare=False, repr=False)


class InvalidQuestions(AkkoordError):
    """Questions are declared wrongly."""


def group_of(model: type[Group]) -> QuestionGroup:
    """Read the questions of a group off its model."""
    about = model.about__
    place = Place(f"{model.__module__}.{model.__qualname__}")
    when = parse_condition(about.when, place) if about.when else None
    questions = tuple(_question(f"{about.name}.{key}", about, info, place) for key, info in model.model_fields.items())
    key = about.key or about.name
    return QuestionGroup(key, about.name, about.part, about.label, about.help, when, about.icon, questions, model)


def _question(name: str, about: About, info: FieldInfo, place: Place) -> Question:
    kind, ask = _find(info, Kind), _find(info, Ask)
    if kind is None or ask is None:
        raise InvalidQuestions(
            Message(
                "Question {name!r} needs one of the types of akkoord.facts (Text, Euro, ...) and an Ask(...).",
                {"name": name},
            )
        )
    if kind.type == "enum" and not ask.choices:
        raise InvalidQuestions(Message("Question {name!r} offers no choices.", {"name": name}))
    default = None if info.is_required() else info.get_default(call_default_factory=True)
    limits = {type(limit): limit for limit in info.metadata}
    return Question(
        name=name,
        group=about.name,
        part=about.part,
        type=kind.type,
        label=ask.label,
        unit=ask.unit,
        help=ask.help,
        choices=ask.choices,
        minimum=_limit(limits.get(Ge), "ge"),
        maximum=_limit(limits.get(Le), "le"),
        above=_limit(limits.get(Gt), "gt"),
        below=_limit(limits.get(Lt), "lt"),
        max_length=getattr(limits.get(MaxLen), "max_length", LONGEST.get(kind.type)),
        required=ask.required or info.is_required(),
        when=parse_condition(ask.when, place) if ask.when else None,
        default=default,
        now=ask.now,
        step=None if ask.step is None else Decimal(ask.step),
        warn=ask.warn,
        example=ask.example,
        columns=_columns(name, about, info, place),
    )


_Mark = TypeVar("_Mark", Kind, Ask)


def _find(info: FieldInfo, mark: type[_Mark]) -> _Mark | None:
    return next((item for item in info.metadata if isinstance(item, mark)), None)


def _limit(limit: object, key: str) -> Decimal | None:
    value = getattr(limit, key, None)
    return None if value is None else Decimal(str(value))


def _columns(name: str, about: About, info: FieldInfo, place: Place) -> tuple[Question, ...]:
    models = [arg for arg in get_args(info.annotation) if isinstance(arg, type) and issubclass(arg, Row)]
    columns = tuple(
        _question(f"{name}.{key}", about, column, place)
        for model in models
        for key, column in model.model_fields.items()
    )
    for column in columns:
        if column.when is not None:
            raise InvalidQuestions(Message("{name!r} is a column; only questions have a when.", {"name": column.name}))
    return columns
