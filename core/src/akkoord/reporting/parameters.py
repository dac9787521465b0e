"""What can be chosen of a report: typed, declared once, for the form, the command line and notebooks alike."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from akkoord.executing.parameters import questions_of
from akkoord.executing.periods import read_period
from akkoord.facts import Ask, Question
from akkoord.facts.questions import Kind
from akkoord.language import AkkoordError, Message, Sentences, Speaks, Words
from akkoord.values import Period

__all__ = ["InvalidParameters", "OfPeriod", "Parameters", "Typed"]


class InvalidParameters(AkkoordError):
    """What was chosen of a report cannot be; `problems` says so by parameter."""

    def __init__(self, problems: Mapping[str, Speaks]) -> None:
        super().__init__(Message("{problems}", {"problems": Sentences(tuple(problems.values()))}))
        self.problems = problems


def _period(value: object) -> object:
    return read_period(value) if isinstance(value, str) else value


def _written(period: Period) -> str:
    return f"{period.first.isoformat()}/{period.last.isoformat()}"


OfPeriod = Annotated[
    Period,
    BeforeValidator(_period),
    PlainSerializer(_written),
    Kind("text"),
    Ask(
        Words(nl="Periode", en="Period"),
        help=Words(
            nl="Bijvoorbeeld 2026, 2026-H1, 2026-Q3 of 2026-07.", en="Such as 2026, 2026-H1, 2026-Q3 or 2026-07."
        ),
    ),
]
"""A period as people write it: a year, half year, quarter or month."""
Typed = Annotated[str | None, Kind("text")]
"""A short text, or nothing."""


class Parameters(BaseModel):
    """What every report lets one choose; a report adds its own as fields of a subclass, each with an `Ask`."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    period: OfPeriod
    account_manager: Annotated[
        Typed,
        Ask(
            Words(nl="Accountmanager", en="Account manager"),
            help=Words(nl="De inlognaam; leeg is iedereen.", en="The sign-in name; empty is everyone."),
        ),
    ] = None
    team: Annotated[
        Typed,
        Ask(
            Words(nl="Team", en="Team"),
            help=Words(
                nl="Het team van de accountmanager; leeg is elk.", en="The account manager's team; empty is any."
            ),
        ),
    ] = None
    place: Annotated[
        Typed,
        Ask(
            Words(nl="Plaats of postcode", en="Place or postcode"),
            help=Words(
                nl="De plaats van de klant, of hoe de postcode begint, zoals 74; leeg is overal.",
                en="The customer's place, or how the postcode begins, such as 74; empty is everywhere.",
            ),
        ),
    ] = None

    @classmethod
    def read(cls, typed: Mapping[str, object]) -> Self:
        """Take what was typed; what was left empty is not there. Raises InvalidParameters with every problem."""
        given = {name: value for name, value in typed.items() if value is not None and value != ""}
        problems: dict[str, Speaks] = {}
        try:
            return cls.model_validate(given)
        except AkkoordError as error:
            problems["period"] = error
        except ValidationError as error:
            for each in error.errors():
                name = str(each["loc"][0]) if each["loc"] else "-"
                problems[name] = _problem(name, each["type"], given.get(name))
        raise InvalidParameters(problems)

    @classmethod
    def questions(cls) -> tuple[Question, ...]:
        """Give the parameters as questions with label, unit, choices and help."""
        return questions_of("report", cls)

    @property
    def chosen(self) -> tuple[tuple[Speaks, str], ...]:
        """What was chosen besides the period, by label."""
        values = {question.key: getattr(self, question.key) for question in self.questions()}
        return tuple(
            (question.label, str(values[question.key]))
            for question in self.questions()
            if question.key != "period" and values[question.key] is not None
        )


def _problem(name: str, kind: str, value: object) -> Message:
    if kind == "missing":
        return Message("{name} is missing.", {"name": name})
    if kind == "extra_forbidden":
        return Message("This report has no parameter {name}.", {"name": name})
    return Message("{name} cannot be {value!r}.", {"name": name, "value": value})
