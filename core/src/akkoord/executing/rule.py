"""The base of a rule kind: typed parameters in, exact lines with their working out. Pure, exact, no I/O."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from akkoord.executing.counted import Counted
from akkoord.executing.errors import InvalidRule
from akkoord.executing.line import ExactLine
from akkoord.executing.parameters import questions_of
from akkoord.executing.phrase import euros
from akkoord.facts import Question
from akkoord.language import Language, Message, Speaks, Words
from akkoord.values import Period, round_to_cents


@dataclass(frozen=True, slots=True)
class Concern:
    """What is wrong or odd about a parameter, and how many euros may be at stake."""

    parameter: str
    said: Speaks
    at_stake: Fraction | None = None

    def text(self, language: Language = "en") -> str:
        """Say the concern, with the amount at stake where there is one."""
        if self.at_stake is None:
            return self.said.text(language)
        return Message("{said} At stake: {amount}.", {"said": self.said, "amount": euros(self.at_stake)}).text(language)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example that a clause can print: what was given, and what the rule itself makes of it."""

    given: Speaks
    lines: tuple[ExactLine, ...]

    @property
    def amount(self) -> Fraction:
        """The exact amount that comes out."""
        return sum((line.amount for line in self.lines), Fraction(0))

    def text(self, language: Language = "en") -> str:
        """Write the example down: given, working, outcome."""
        values = {
            "given": self.given,
            "working": "; ".join(line.working(language) for line in self.lines),
            "amount": round_to_cents(self.amount),
        }
        return Message("{given}: {working}, which makes {amount}.", values).text(language)


EUROS: Final = "EUR"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a rule aims at in a period: the quantity to reach, what was reached, and what reaching it means.

    With the unit `EUR` it is a net turnover that is to be reached.
    """

    target: Fraction
    reached: Fraction
    unit: str
    said: Speaks

    @property
    def missing(self) -> Fraction:
        """What is still missing to the goal."""
        return max(Fraction(0), self.target - self.reached)


class Rule(BaseModel):
    """A rule with its parameters: the same parameters and facts always give the same lines.

    A kind is a subclass with a `kind` and a `label`; a subclass without a kind is a base for others.

    ```python
    class PerUnit(Rule, kind="per_unit", label=Words(nl="Vast bedrag per eenheid", en="Fixed rate per unit")):
        rate: Annotated[Rate, Ask(Words(nl="Tarief", en="Rate"), unit="EUR")]

        def lines(self, counted: Counted) -> Iterable[ExactLine]: ...
    ```
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)

    kind: ClassVar[str] = ""
    label: ClassVar[Words]

    def __init_subclass__(cls, *, kind: str = "", label: Words | None = None) -> None:
        """Keep the name of the kind and what people call it."""
        super().__init_subclass__()
        cls.kind = kind
        if kind and label is None:
            raise TypeError(f"rule kind {kind!r} has no label")
        if label is not None:
            cls.label = label

    def model_post_init(self, _context: object, /) -> None:
        """Refuse parameters that cannot be right. Raises InvalidRule."""
        problems = tuple(self.mistakes())
        if problems:
            raise InvalidRule(self.kind, self.label, problems)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Give the rule with other parameters; what it remembers of these (`cached_property`) is worked out anew."""
        copied = super().model_copy(update=update, deep=deep)
        for name in vars(copied).keys() - type(self).model_fields:
            del vars(copied)[name]
        return copied

    @classmethod
    def read(cls, parameters: Mapping[str, object]) -> Self:
        """Make the rule of parameters as they stand in a file. Raises InvalidRule, which says what is wrong."""
        try:
            return cls.model_validate(dict(parameters))
        except ValidationError as error:
            raise InvalidRule(cls.kind, cls.label, [_problem(each) for each in error.errors()]) from error

    @classmethod
    def questions(cls) -> tuple[Question, ...]:
        """Give the parameters as questions with label, unit and help: what a form asks."""
        return questions_of(cls.kind, cls)

    @abstractmethod
    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Compute the lines of a statement, with their working. No lines: the rule has nothing to say about it."""

    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:
        """Compute what the rule is worth when the contract ends on this day, besides what `lines` counts anyway."""
        del at, counted
        return ()

    def joined(self, versions: Sequence[tuple["Rule", Period]]) -> "Rule | None":
        """Make one rule of what held in the parts of a year that an amendment cut; this is the last of the versions.

        None: the versions do not go together, and each settles its own part.
        """
        del versions
        return None

    def goal(self, counted: Counted) -> Goal | None:
        """Tell what is aimed at in the period, such as the next tier; None when there is nothing to reach."""
        del counted
        return None

    @abstractmethod
    def in_words(self) -> Speaks:
        """Say what the rule does with these parameters, in one sentence."""

    @abstractmethod
    def sample(self) -> tuple[Speaks, Counted]:
        """Give the facts of a worked example, and say them (`Bij een afname van 120 hl`)."""

    def example(self) -> Example:
        """Work the example out, with the rule itself."""
        given, counted = self.sample()
        return Example(given, tuple(self.lines(counted)))

    @classmethod
    def counts_by_day(cls, parameters: Mapping[str, object]) -> bool:
        """Tell whether such a rule must know events by the day; else days that no period tells apart are added up."""
        del parameters
        return False

    @classmethod
    def counts_since_commencement(cls, parameters: Mapping[str, object]) -> bool:
        """Tell whether such a rule must know everything since the contract began, in every statement."""
        del parameters
        return False

    def needs(self) -> tuple[str, ...]:
        """Name the lines whose rounded amounts this rule builds on."""
        return ()

    def mistakes(self) -> Iterable[Concern]:
        """Say which parameters cannot be right; such a rule is refused."""
        return ()

    def warnings(self) -> Iterable[Concern]:
        """Say which parameters are odd, with the amount at stake; shown when the proposal is made."""
        return ()

    def parameters(self) -> dict[str, object]:
        """Give the parameters as plain data, for files and contract versions."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class EndingRule(Rule):
    """A rule that speaks only when the contract ends: its lines are its residual on the last day."""

    def lines(self, counted: Counted) -> Iterable[ExactLine]:
        """Give the residual in an end statement, and nothing before."""
        at = self.last_day(counted)
        return () if at is None else self.residual(at, counted)

    def last_day(self, counted: Counted) -> date | None:
        """Give the last day of the contract; a kind may have it as a parameter."""
        return counted.ends

    @abstractmethod
    def residual(self, at: date, counted: Counted) -> Iterable[ExactLine]:
        """Compute what the rule is worth when the contract ends on this day."""


def _problem(error: ErrorDetails) -> Message:
    """Say what is wrong with a parameter."""
    name = ".".join(str(step) for step in error["loc"]) or "-"
    if error["type"] == "missing":
        return Message("Parameter {name} is missing.", {"name": name})
    if error["type"] == "extra_forbidden":
        return Message("There is no parameter {name}.", {"name": name})
    limits = error.get("ctx", {})
    for key, template in _LIMITS.items():
        if key in limits:
            return Message(template, {"name": name, "limit": str(limits[key])})
    return Message("Parameter {name} has a value that does not belong there.", {"name": name})


_LIMITS = {
    "ge": Message("Parameter {name} must be at least {limit}.").template,
    "gt": Message("Parameter {name} must be more than {limit}.").template,
    "le": Message("Parameter {name} must be at most {limit}.").template,
    "lt": Message("Parameter {name} must be less than {limit}.").template,
    "min_length": Message("Parameter {name} must have at least {limit}.").template,
}
