"""Configure a client's workspace: every setting with what it is, where it comes from and what it may be."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Item

from akkoord.executing import Rule
from akkoord.facts import Question
from akkoord.facts.answers import json_answer
from akkoord.language import AkkoordError, Language, Message, Speaks
from akkoord.notebook.display import Displayed
from akkoord.notebook.session import Session, current
from akkoord.reporting.parts import Note, Section, Table
from akkoord.settings import EXPECTED, InvalidSettings, Settings, settings_of, wrong_terms
from akkoord.workspace import settings_file

if TYPE_CHECKING:
    from ipywidgets import Widget

__all__ = ["Configuration", "Entry", "NoSetting", "RuleParameters", "configure", "limits_of", "parameters"]

From = Literal["file", "changed", "clause set", "Akkoord", "nobody"]
ORIGINS: Final[Mapping[From, Message]] = {
    "file": Message("akkoord.toml"),
    "changed": Message("changed, not saved"),
    "clause set": Message("the clause set"),
    "Akkoord": Message("Akkoord"),
    "nobody": Message("not answered"),
}
"""Where a value comes from."""


class NoSetting(AkkoordError, KeyError):
    """There is no setting or parameter of this name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting: its key, what it is called, its value and where that comes from, and what it may be."""

    key: str
    label: Speaks
    value: object
    origin: From
    limits: Speaks
    question: Question | None = None


class Configuration(Displayed):
    """The settings of a workspace. What is changed is validated at once, and kept only by `save()`."""

    def __init__(self, session: Session) -> None:
        """Read the settings as they stand in the file."""
        self.session = session
        self.file: Path = settings_file(session.place)
        self._stored = self.file.read_text(encoding="utf-8")
        self._document = tomlkit.parse(self._stored)
        self._changed: dict[str, object] = {}

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.session.language

    @property
    def settings(self) -> Settings:
        """The settings as they would be saved now."""
        return settings_of(tomlkit.dumps(self._document), self.file)

    def __iter__(self) -> Iterator[str]:
        return iter(entry.key for entry in self.entries)

    def __getitem__(self, key: str) -> Entry:
        found = next((entry for entry in self.entries if entry.key == key), None)
        if found is None:
            raise NoSetting(Message("There is no setting {key!r}.", {"key": key}))
        return found

    def __setitem__(self, key: str, value: object) -> None:
        """Change a setting. Raises NoSetting, or InvalidSettings, which says what is expected; then nothing changes."""
        entry = self[key]
        text = tomlkit.dumps(self._document)
        _put(self._document, key, _toml(entry, value))
        try:
            self._require_right()
        except InvalidSettings:
            self._document = tomlkit.parse(text)
            raise
        self._changed[key] = value

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All settings: those of Akkoord itself, the supplier, and the standing terms."""
        return (*self._plain(), *self._asked())

    @property
    def questions(self) -> "Asked":
        """What the clause set asks, question by question."""
        return Asked(self.session)

    @property
    def validations(self) -> "Checked":
        """What the clause set checks over the answers together."""
        return Checked(self.session)

    def diff(self) -> "SettingsDifference":
        """Tell what differs from what is stored: per key what stands there and what would."""
        before = tomlkit.parse(self._stored).unwrap()
        after = self._document.unwrap()
        rows = tuple((key, _at(before, key), _at(after, key)) for key in self._changed)
        return SettingsDifference(tuple(row for row in rows if row[1] != row[2]), self.language)

    def save(self) -> Path:
        """Write the settings to their file, with its comments and order as they are.

        Raises InvalidSettings when the file was changed in the meantime; nothing is overwritten then.
        """
        self._require_right()
        if self.file.read_text(encoding="utf-8") != self._stored:
            raise InvalidSettings(
                self.file, [Message("It was changed in the meantime. Configure again, and change it anew.")]
            )
        text = tomlkit.dumps(self._document)
        new = self.file.with_name(f".{self.file.name}.new")
        new.write_text(text, encoding="utf-8")
        os.replace(new, self.file)  # noqa: PTH105 - a file that is there whole or not at all
        self._stored, self._changed = text, {}
        return self.file

    def form(self, *keys: str) -> "Widget":
        """Give a form for some settings, or for all; what is typed is validated at once and kept by its button."""
        from akkoord.notebook.forms import settings_form  # noqa: PLC0415 - only a form needs widgets

        return settings_form(self, keys or tuple(self))

    def sections(self) -> Iterator[Section]:
        """Show every setting: what it is, its value, where that comes from, what it may be."""
        title = Message("Settings")
        headings = (Message("Key"), Message("What it is"), Message("Value"), Message("From where"), Message("Limits"))
        rows = tuple(
            (entry.key, entry.label, _shown(entry.value), ORIGINS[entry.origin], entry.limits) for entry in self.entries
        )
        notes = (Note(Message("Not saved yet: {keys}", {"keys": sorted(self._changed)}), "warn"),)
        yield Section(title, (*(notes if self._changed else ()), Table(title, headings, rows)))

    def _plain(self) -> Iterator[Entry]:
        settings, stored = self.settings, self._document.unwrap()
        for name, info in Settings.model_fields.items():
            if name in ("supplier", "terms", "plugins", "mail", "sales"):
                continue
            expected = EXPECTED.get(name, Message("text"))
            origin: From = "changed" if name in self._changed else "file" if name in stored else "Akkoord"
            del info
            yield Entry(name, expected, getattr(settings, name), origin, expected)

    def _asked(self) -> Iterator[Entry]:
        questions = self.session.clause_set.questions
        supplier = [group for group in questions.of("party") if group.name == "supplier"]
        stored = self._document.unwrap()
        for group in (*supplier, *questions.of("terms")):
            for question in group.questions:
                if question.columns:
                    continue
                key = question.name if group.name == "supplier" else f"terms.{question.name}"
                value = _at(stored, key)
                origin: From = "changed" if key in self._changed else "file" if value is not None else "nobody"
                if value is None and question.default is not None:
                    value, origin = json_answer(question, question.default), "clause set"
                yield Entry(key, question.label, value, origin, limits_of(question), question)

    def _require_right(self) -> None:
        problems = wrong_terms(self.settings, self.session.clause_set.questions)
        if problems:
            raise InvalidSettings(self.file, problems)


@dataclass(frozen=True, slots=True, repr=False)
class SettingsDifference(Displayed):
    """What differs from what is stored: key, what stands there, what would."""

    rows: tuple[tuple[str, object, object], ...]
    language_: Language

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.language_

    def sections(self) -> Iterator[Section]:
        """Show each key with both values."""
        title = Message("What differs from what is stored")
        headings = (Message("Key"), Message("Stored"), Message("New"))
        yield Section(title, (Table(title, headings, tuple((k, _shown(a), _shown(b)) for k, a, b in self.rows)),))


@dataclass(frozen=True, slots=True, repr=False)
class Asked(Displayed):
    """The questions of the clause set, with what each may be and when it is asked."""

    session: Session

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.session.language

    def __getitem__(self, name: str) -> Question:
        found = self.session.clause_set.questions.get(name)
        if found is None:
            raise NoSetting(Message("There is no question {name!r}.", {"name": name}))
        return found

    def sections(self) -> Iterator[Section]:
        """Show every question."""
        questions = self.session.clause_set.questions
        headings = (Message("Fact"), Message("Question"), Message("Limits"), Message("Asked when"))
        rows = tuple(
            (each.name, each.label, limits_of(each), each.when.source if each.when else "")
            for group in questions.groups
            for each in group.questions
        )
        title = Message("Questions")
        yield Section(title, (Table(title, headings, rows),))


@dataclass(frozen=True, slots=True, repr=False)
class Checked(Displayed):
    """The validations of the clause set: what each holds against, and how strictly."""

    session: Session

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.session.language

    def sections(self) -> Iterator[Section]:
        """Show every validation."""
        headings = (Message("Code"), Message("Severity"), Message("Applies when"), Message("What it says"))
        rows = tuple(
            (each.code, each.severity, each.when.source, each.message) for each in self.session.clause_set.validations
        )
        title = Message("Validations")
        yield Section(title, (Table(title, headings, rows),))


@dataclass(frozen=True, slots=True, repr=False)
class RuleParameters(Displayed):
    """The parameters of a rule: what each is, its value, where that comes from, what it may be."""

    rule: Rule
    language_: Language

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.language_

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every parameter."""
        given, own = self.rule.parameters(), self.rule.model_fields_set
        fields = {info.alias or name: name for name, info in type(self.rule).model_fields.items()}
        return tuple(
            Entry(question.key, question.label, given.get(question.key),
                  "changed" if fields[question.key] in own else "Akkoord", limits_of(question), question)
            for question in self.rule.questions()
        )  # fmt: skip

    def with_(self, **changed: object) -> Rule:
        """Give the rule with other parameters. Raises InvalidRule, which says what is wrong."""
        return type(self.rule).read({**self.rule.parameters(), **changed})

    def form(self) -> "Widget":
        """Give a form for the parameters; its `rule` is the rule as it stands in the form."""
        from akkoord.notebook.forms import rule_form  # noqa: PLC0415 - only a form needs widgets

        return rule_form(self)

    def sections(self) -> Iterator[Section]:
        """Show every parameter."""
        headings = (Message("Parameter"), Message("What it is"), Message("Value"), Message("Limits"))
        rows = tuple((each.key, each.label, _shown(each.value), each.limits) for each in self.entries)
        yield Section(self.rule.label, (Note(self.rule.in_words()), Table(Message("Parameters"), headings, rows)))


def configure(session: Session | None = None) -> Configuration:
    """Give the settings of the open workspace, to look at, change and save."""
    return Configuration(session or current())


def parameters(rule: Rule, language: Language | None = None) -> RuleParameters:
    """Give the parameters of a rule, to look at and change."""
    return RuleParameters(rule, language or current().language)


def limits_of(question: Question) -> Message:
    """Say what an answer may be: its choices, or its kind, unit and limits."""
    if question.choices:
        return Message("one of {choices}", {"choices": sorted(question.choices)})
    values = {"type": question.type, "unit": question.unit or ""}
    kind = Message("{type} {unit}", values) if question.unit else Message("{type}", values)
    low = question.minimum if question.minimum is not None else question.above
    high = question.maximum if question.maximum is not None else question.below
    if low is not None and high is not None:
        return Message("{kind}, from {low} through {high}", {"kind": kind, "low": low, "high": high})
    if low is not None:
        return Message("{kind}, at least {low}", {"kind": kind, "low": low})
    return Message("{kind}, at most {high}", {"kind": kind, "high": high}) if high is not None else kind


def _toml(entry: Entry, value: object) -> object:
    """Write a value as TOML knows it: amounts and other decimals as text, never as binary fractions."""
    if isinstance(value, bool | int | str | date):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | tuple):
        return [_toml(entry, each) for each in value]
    raise NoSetting(Message("{value!r} cannot stand in a file; write it as text.", {"value": str(value)}))


def _put(document: TOMLDocument, key: str, value: object) -> None:
    """Put a value in its place, and keep the comment that stands behind it."""
    *path, last = key.split(".")
    table = cast("dict[str, object]", document)
    for name in path:
        if name not in table:
            table[name] = tomlkit.table()
        table = cast("dict[str, object]", table[name])
    new = tomlkit.item(value)
    before = table.get(last)
    if isinstance(before, Item):
        new.trivia.comment, new.trivia.comment_ws = before.trivia.comment, before.trivia.comment_ws
    table[last] = new


def _at(tree: Mapping[str, object], key: str) -> object:
    found: object = tree
    for name in key.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _shown(value: object) -> str:
    return "" if value is None else ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
