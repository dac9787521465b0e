"""Configure a client's workspace: every setting with what it is, where it comes from and what it may be."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import tomlkit

from akkoord.facts.answers import json_answer
from akkoord.language import Language, Message
from akkoord.notebook.asked import Asked, Checked
from akkoord.notebook.display import Displayed
from akkoord.notebook.entries import ORIGINS, Entry, From, NoSetting, limits_of, shown
from akkoord.notebook.session import Session, current
from akkoord.notebook.toml_places import as_toml, at, put
from akkoord.reporting.parts import Note, Section, Table
from akkoord.settings import EXPECTED, InvalidSettings, Settings, settings_of, wrong_terms
from akkoord.workspace import settings_file

if TYPE_CHECKING:
    from ipywidgets import Widget

__all__ = ["Configuration", "configure"]


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
        text = tomlkit.dumps(self._document)
        put(self._document, self[key].key, as_toml(value))
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
    def questions(self) -> Asked:
        """What the clause set asks, question by question."""
        return Asked(self.session)

    @property
    def validations(self) -> Checked:
        """What the clause set checks over the answers together."""
        return Checked(self.session)

    def diff(self) -> "SettingsDifference":
        """Tell what differs from what is stored: per key what stands there and what would."""
        before = tomlkit.parse(self._stored).unwrap()
        after = self._document.unwrap()
        rows = tuple((key, at(before, key), at(after, key)) for key in self._changed)
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
            (entry.key, entry.label, shown(entry.value), ORIGINS[entry.origin], entry.limits) for entry in self.entries
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
                value = at(stored, key)
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
        yield Section(title, (Table(title, headings, tuple((k, shown(a), shown(b)) for k, a, b in self.rows)),))


def configure(session: Session | None = None) -> Configuration:
    """Give the settings of the open workspace, to look at, change and save."""
    return Configuration(session or current())
