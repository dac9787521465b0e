"""What the clause set of a workspace asks, and what it checks over the answers together."""

from collections.abc import Iterator
from dataclasses import dataclass

from akkoord.facts import Question
from akkoord.language import Language, Message
from akkoord.notebook.display import Displayed
from akkoord.notebook.entries import NoSetting, limits_of
from akkoord.notebook.session import Session
from akkoord.reporting.parts import Section, Table

__all__ = ["Asked", "Checked"]


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
