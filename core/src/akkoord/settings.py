"""Read and write `akkoord.toml`: the settings of one workspace."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Annotated, Final, Literal, cast
from zoneinfo import ZoneInfo, available_timezones

import tomlkit
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, ValidationError
from pydantic_core import ErrorDetails

from akkoord.executing.sales_mapping import SalesMapping
from akkoord.facts import QuestionGroup, Questions
from akkoord.facts.answers import json_answer
from akkoord.files import unusable
from akkoord.hookspecs import COLOUR
from akkoord.language import AkkoordError, Language, Message, Sentences
from akkoord.store import Json

FILE: Final = "akkoord.toml"
CONTRACT_NUMBERS: Final = "{year}-{n:04}"
STATEMENT_NUMBERS: Final = "S{year}-{n:05}"
ZONE: Final = "Europe/Amsterdam"

EXPECTED: Final[Mapping[str, Message]] = MappingProxyType(
    {
        "name": Message("a name in quotes"),
        "language": Message('"nl" or "en"'),
        "clause_set": Message("the name of an installed clause set, in quotes"),
        "zone": Message('a time zone such as "Europe/Amsterdam"'),
        "contract_numbers": Message('a pattern with {{n}}, and {{year}} if wanted, such as "ZB-{{year}}-{{n:04}}"'),
        "statement_numbers": Message('a pattern with {{n}}, and {{year}} if wanted, such as "ZB-{{year}}-{{n:04}}"'),
        "approve_alone_up_to": Message('an amount in quotes, such as "1000.00"'),
        "accent": Message('a colour such as "#1f6f54"'),
        "supplier": Message("a section [supplier] with texts, whole numbers, dates, true or false"),
        "terms": Message("sections such as [terms.payment] with texts, whole numbers, dates, true or false"),
        "sales": Message('sections such as [sales.default] with numbers = "nl", dates, and [sales.default.columns]'),
        "plugins": Message("a section [plugins] with the lists disabled and required"),
        "mail": Message("a section [mail] with server, sender, and if wanted port, encryption and user"),
        "mail.server": Message('the name of a mail server, such as "smtp.example.org"'),
        "mail.port": Message("a number from 1 to 65535"),
        "mail.encryption": Message('"starttls", "tls" or "none"'),
        "mail.sender": Message('an e-mail address, such as "akkoord@example.org"'),
        "mail.user": Message("the name to sign in with at the mail server, in quotes"),
        "plugins.disabled": Message('a list of names of plugins, such as ["brewery"]'),
        "plugins.required": Message('a list of names of plugins, such as ["brewery"]'),
    }
)
"""What belongs at each key, for the sentence that says what is wrong there."""


class InvalidSettings(AkkoordError):
    """Settings that cannot be used. `problems` says of each key what stands there and what is expected."""

    def __init__(self, file: Path, problems: Sequence[Message]) -> None:
        super().__init__(
            Message("{file} cannot be used. {problems}", {"file": str(file), "problems": Sentences(tuple(problems))})
        )
        self.file = file
        self.problems = tuple(problems)


def _known_zone(name: str) -> str:
    """Refuse a time zone that does not exist."""
    if name not in _zones():
        raise ValueError(name)
    return name


@cache
def _zones() -> frozenset[str]:
    """Read once which time zones there are: it walks through all their files."""
    return frozenset(available_timezones())


def _number_pattern(pattern: str) -> str:
    """Refuse a pattern that gives no numbers, or the same one twice."""
    fields = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
    if "n" not in fields or not fields <= {"n", "year"}:
        raise ValueError(pattern)
    if pattern.format(year=2026, n=1) == pattern.format(year=2026, n=2):
        raise ValueError(pattern)
    return pattern


def _colour(text: str) -> str:
    """Refuse what is no colour."""
    if not COLOUR.fullmatch(text):
        raise ValueError(text)
    return text


def _exact(value: JsonValue) -> JsonValue:
    """Refuse a binary fraction, however deep: it is not the amount that was meant."""
    if isinstance(value, float):
        raise ValueError(value)  # noqa: TRY004 - pydantic takes a ValueError
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _exact(item)
    return value


Filled = Annotated[str, Field(min_length=1, pattern=r"\S")]
Exact = Annotated[JsonValue, AfterValidator(_exact)]


class PluginSettings(BaseModel):
    """Which plugins are switched off, and without which nothing is decided in which plugins have a say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    disabled: tuple[Filled, ...] = ()
    required: tuple[Filled, ...] = ()


class MailSettings(BaseModel):
    """Through which server e-mail goes out, and from whom; its password stands in the environment only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    server: Filled
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    encryption: Literal["starttls", "tls", "none"] = "starttls"
    sender: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    user: Filled | None = None


class Settings(BaseModel):
    """What one client company set for its workspace.

    `supplier` and `terms` are facts that every contract starts from: who supplies, and the standing terms by group.
    Their amounts are text or whole numbers, never binary fractions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Filled
    clause_set: Filled
    language: Language = "nl"
    zone: Annotated[str, AfterValidator(_known_zone)] = ZONE
    contract_numbers: Annotated[str, AfterValidator(_number_pattern)] = CONTRACT_NUMBERS
    statement_numbers: Annotated[str, AfterValidator(_number_pattern)] = STATEMENT_NUMBERS
    approve_alone_up_to: Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,2})?$")] = "1000.00"
    accent: Annotated[str, AfterValidator(_colour)] | None = None
    supplier: Mapping[str, Exact] = Field(default_factory=dict)
    terms: Mapping[str, Mapping[str, Exact]] = Field(default_factory=dict)
    plugins: PluginSettings = PluginSettings()
    mail: MailSettings | None = None
    sales: Mapping[str, SalesMapping] = Field(default_factory=dict)

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone in which a day begins and ends for this client."""
        return ZoneInfo(self.zone)

    @property
    def defaults(self) -> Mapping[str, Json]:
        """The facts that every contract starts from."""
        groups = {**self.terms, "supplier": self.supplier} if self.supplier else self.terms
        return {group: cast("Json", dict(facts)) for group, facts in groups.items()}

    def sales_mapping(self, name: str | None = None) -> SalesMapping:
        """Give a mapping of sales files: the one named, else `default`, else headings as they are. Raises KeyError."""
        if name is None:
            return self.sales.get("default", SalesMapping())
        return self.sales[name]

    def contract_number(self, year: int, n: int) -> str:
        """Write the number of the n-th contract.

        >>> Settings(name="x", clause_set="y", contract_numbers="ZB-{year}-{n:04}").contract_number(2026, 7)
        'ZB-2026-0007'
        """
        return self.contract_numbers.format(year=year, n=n)

    def statement_number(self, year: int, n: int) -> str:
        """Write the number of the n-th statement posted in a year."""
        return self.statement_numbers.format(year=year, n=n)


def read_settings(file: Path) -> Settings:
    """Read the settings of a workspace. Raises InvalidSettings with every problem."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidSettings(file, [Message("It is not UTF-8 text; save it as such.")]) from error
    except OSError as error:
        raise InvalidSettings(file, [unusable(error, file.name)]) from error
    return settings_of(text, file)


def settings_of(text: str, file: Path) -> Settings:
    """Take settings from their text; `file` is what messages call it. Raises InvalidSettings with every problem."""
    try:
        # An amount such as 12.50 stays text: a binary fraction would not be that amount.
        return Settings.model_validate(_plain(tomllib.loads(text, parse_float=str)))
    except tomllib.TOMLDecodeError as error:
        raise InvalidSettings(file, [_not_toml(str(error), text)]) from error
    except ValidationError as error:
        raise InvalidSettings(file, [_problem(details) for details in error.errors()]) from error


def write_settings(file: Path, settings: Settings, questions: Questions) -> None:
    """Write settings to a new file, with a word on each for who reads it.

    What the clause set's `questions` want to know of the supplier and the standing terms, and the settings do not say
    yet, is written as a comment, to be filled in.
    """
    say = partial(Message.text, language=settings.language)
    document = tomlkit.document()
    document.add(tomlkit.comment(say(Message("Settings of this workspace. Akkoord reads them when it starts."))))
    plain = settings.model_dump(mode="json", exclude={"supplier", "terms", "plugins", "sales"}, exclude_none=True)
    for key, value in plain.items():
        document.add(key, tomlkit.item(value).comment(say(EXPECTED[key])))
    for key in ("plugins", "supplier", "terms", "sales"):
        section = settings.model_dump(mode="json", include={key}, exclude_none=True)[key]
        if section:
            document.add(key, tomlkit.item(section))
    text = tomlkit.dumps(document)
    for group in (*questions.of("party"), *questions.of("terms")):
        if group.name not in settings.defaults and (group.part == "terms" or group.name == "supplier"):
            text += "\n" + "".join(f"# {line}\n" for line in _to_fill_in(group, settings.language))
    file.write_text(text, encoding="utf-8")


def _to_fill_in(group: QuestionGroup, language: Language) -> Iterator[str]:
    """Write a section with a line for each question of a group."""
    name = "supplier" if group.name == "supplier" else f"terms.{group.name}"
    yield f"[{name}]  # {group.label.text(language)}"
    for question in group.questions:
        if question.type != "list":
            default = json_answer(question, question.default)
            yield f"{question.key} = {json.dumps(default or '', ensure_ascii=False)}  # {question.label.text(language)}"


def wrong_terms(settings: Settings, questions: Questions) -> list[Message]:
    """Say which supplier's facts and standing terms the questions of a clause set cannot take, each with its key."""
    problems = [
        Message("At {key}: {problem}", {"key": _key(name), "problem": problem})
        for name, problem in sorted(questions.validate(settings.defaults).items())
    ]
    for name in questions.unknown(settings.terms):
        near = get_close_matches(name, questions, n=1, cutoff=0)
        values = {"key": _key(name), "near": _key(near[0]) if near else ""}
        problems.append(Message("{key} is not a term of this clause set; the nearest is {near}.", values))
    return problems


def _key(name: str) -> str:
    """Write the key under which a fact stands in the file."""
    return name if name.startswith("supplier.") else f"terms.{name}"


def _plain(value: object) -> JsonValue:
    """Turn what TOML knows into what facts know: dates and times become ISO text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"TOML has no {type(value).__name__}")


def _not_toml(problem: str, text: str) -> Message:
    """Show the line that cannot be read."""
    place = re.search(r"line (\d+), column (\d+)", problem)
    lines = text.splitlines()
    if place is None or int(place[1]) > len(lines):
        return Message("It ends too early: a quote or bracket is not closed.")
    return Message(
        "Line {line}, column {column} is not TOML: {text!r}. Texts stand in quotes.",
        {"line": place[1], "column": place[2], "text": lines[int(place[1]) - 1].strip()},
    )


def _problem(details: ErrorDetails) -> Message:
    """Say what is wrong at one key."""
    path = [str(part) for part in details["loc"]]
    key = ".".join(path)
    if details["type"] == "extra_forbidden":
        section = path[:-1]
        known = [name for name in EXPECTED if name.split(".")[:-1] == section]
        near = get_close_matches(path[-1], [name.split(".")[-1] for name in known], n=1, cutoff=0)
        return Message(
            "{key} is not a setting; the nearest is {near}.", {"key": key, "near": ".".join([*section, *near])}
        )
    expected = EXPECTED.get(key) or EXPECTED.get(".".join(path[:2])) or EXPECTED[path[0]]
    if details["type"] == "missing":
        return Message("{key} is missing; expected is {expected}.", {"key": key, "expected": expected})
    return Message(
        "At {key} stands {found}; expected is {expected}.",
        {"key": key, "found": json.dumps(details["input"], ensure_ascii=False, default=str), "expected": expected},
    )
