"""A contract written out: its sections and paragraphs, references, places to sign, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from akkoord.closing.clauses import Kind
from akkoord.closing.compose import Issue
from akkoord.closing.helpers import Slot
from akkoord.closing.references import Reference
from akkoord.language import AkkoordError, Language, Message, Words, plural_message


@dataclass(frozen=True, slots=True)
class MissingValue:
    """A fact that the contract needs and that is not known.

    `name` is the full name, with the number of the row for a list (`loan.rates.2.rate`); `question` is the name of
    the question that asks for it, `label` how that question reads, and `clauses` are the clauses that need it.
    """

    name: str
    question: str
    label: Words | None
    clauses: tuple[str, ...]


class MissingValues(AkkoordError):
    """The contract cannot be made yet: `missing` lists every fact that it needs and lacks."""

    def __init__(self, missing: Sequence[MissingValue]) -> None:
        labels = tuple(dict.fromkeys(value.label or value.name for value in missing))
        super().__init__(
            plural_message(
                "The contract needs {count} more answer: {labels}.",
                "The contract needs {count} more answers: {labels}.",
                len(labels),
                {"labels": labels},
            )
        )
        self.missing = tuple(missing)


class UnfinishedText(AkkoordError):
    """The text of the contract has faults; `issues` says which."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        message = Message("The text of the contract is not right: {problem}", {"problem": issues[0].message})
        super().__init__(message)
        self.issues = tuple(issues)


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph of a section: its number (`7.2`, `B.`; none outside articles and recitals), its id, its HTML."""

    label: str | None
    anchor: str | None
    element: str
    html: Markup
    is_own_text: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the contract: the HTML of a clause or an own text with its heading and numbers.

    In the HTML, `<div data-slot="customer-1"></div>` stands where somebody signs.
    """

    id: str
    label: str | None
    kind: Kind
    title: str
    html: Markup
    paragraphs: tuple[NumberedParagraph, ...]
    is_own_text: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A contract written out. While answers are missing it shows gaps; `require_complete` is what making it asks."""

    language: Language
    title: str
    number: str | None
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    slots: tuple[Slot, ...]
    missing: tuple[MissingValue, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def html(self) -> Markup:
        """The sections one after another, with the places to sign still empty."""
        return Markup("\n").join(section.html for section in self.sections)

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing and nothing is wrong with the text."""
        return not self.missing and not self.issues

    def require_complete(self) -> None:
        """Raise `UnfinishedText` when the text has faults, `MissingValues` with every absent fact when any is."""
        if self.issues:
            raise UnfinishedText(self.issues)
        if self.missing:
            raise MissingValues(self.missing)
