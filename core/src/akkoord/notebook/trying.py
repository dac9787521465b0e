"""Try a contract out: compose it from answers, ask why a clause is in or out, and see what another answer changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from markupsafe import Markup

from akkoord.closing import ClauseSet
from akkoord.closing.assembling import House, Preview, asked_facts, composed, starting_facts
from akkoord.closing.document import Document, Section
from akkoord.closing.explain import Why, why
from akkoord.closing.page import document_html
from akkoord.closing.redline import blocks_of, redline
from akkoord.facts import Facts, deep_merge
from akkoord.language import AkkoordError, Language, Message
from akkoord.notebook.display import framed
from akkoord.store import Json

__all__ = ["ChangedClause", "Difference", "NoClause", "Reasons", "Tried", "compared", "try_out"]


_DOTS: Final = "<p>…</p>"


class NoClause(AkkoordError, KeyError):
    """The clause set has no clause of this name."""


@dataclass(frozen=True, slots=True)
class ChangedClause:
    """A part of a contract that reads otherwise, came in or went out: its HTML before and after."""

    id: str
    title: str
    before: str
    after: str

    @property
    def words(self) -> Message:
        """Say what happens to it."""
        values = {"title": self.title}
        if not self.before:
            return Message("“{title}” comes in", values)
        return Message("“{title}” reads otherwise", values) if self.after else Message("“{title}” goes out", values)


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """What changes in a contract: part by part, with what was taken out and put in."""

    changes: tuple[ChangedClause, ...]
    language: Language

    def __len__(self) -> int:
        return len(self.changes)

    def _repr_html_(self) -> str:
        if not self.changes:
            said = Message("Nothing in the contract changes.").text(self.language)
            return str(framed(Markup('<p class="report-note">{}</p>').format(said)))
        pieces = [
            Markup("<h3>{}</h3>{}").format(one.words.text(self.language), _where_it_changes(one))
            for one in self.changes
        ]
        return str(framed(Markup('<div class="paper">{}</div>').format(Markup("").join(pieces))))

    def __repr__(self) -> str:
        return "\n".join(one.words.text(self.language) for one in self.changes) or "-"


def _where_it_changes(one: ChangedClause) -> Markup:
    """Show what was taken out and put in, with its paragraphs; the other paragraphs are dots."""
    paragraphs = [f"{each}</p>" for each in str(redline(one.before, one.after)).split("</p>") if each]
    shown: list[str] = []
    for each in paragraphs:
        changed = "<ins>" in each or "<del>" in each
        if changed or not shown or shown[-1] != _DOTS:
            shown.append(each if changed else _DOTS)
    return Markup("".join(shown))  # noqa: S704 - every word was escaped by the comparison


@dataclass(frozen=True, slots=True, repr=False)
class Reasons:
    """Why a clause is in a contract or not, in sentences."""

    why: Why
    clause_set: ClauseSet
    language: Language

    @property
    def sentences(self) -> tuple[str, ...]:
        """What decided, and what would turn it."""
        return self.why.words(self.clause_set, self.language)

    def _repr_html_(self) -> str:
        title = self.clause_set.by_id[self.why.clause].title
        state = Message("“{title}” is in the contract", {"title": title})
        if not self.why.selected:
            state = Message("“{title}” is not in the contract", {"title": title})
        said = Markup("").join(Markup("<li>{}</li>").format(each) for each in self.sentences)
        return str(framed(Markup("<h3>{}</h3><ul>{}</ul>").format(state.text(self.language), said)))

    def __repr__(self) -> str:
        return "\n".join(self.sentences)


@dataclass(frozen=True, repr=False)
class Tried:
    """A contract as it would be with these answers. It shows itself as it would print."""

    house: House
    answers: Mapping[str, Json]
    preview: Preview

    @property
    def language(self) -> Language:
        """The language of the contract."""
        return self.house.clause_set.language

    @property
    def clauses(self) -> tuple[str, ...]:
        """The ids of the parts, in their order."""
        return tuple(placed.id for placed in self.preview.composition.placed)

    @property
    def missing(self) -> tuple[str, ...]:
        """The answers that the text lacks, by their names."""
        return tuple(dict.fromkeys(value.question for value in self.preview.document.missing))

    @property
    def issues(self) -> tuple[str, ...]:
        """What blocks it, needs approval or is worth knowing."""
        return tuple(issue.message.text(self.language) for issue in self.preview.composition.issues)

    def with_(self, **answers: object) -> "Tried":
        """Give the contract with other answers, by group: `tried.with_(term={"months": 60})`."""
        return try_out(self.house, cast("Mapping[str, Json]", deep_merge(self.answers, answers)))

    def diff(self, **answers: object) -> Difference:
        """Tell what changes in the contract with other answers."""
        return compared(self.preview.document, self.with_(**answers).preview.document)

    def why(self, clause: str) -> Reasons:
        """Explain why a clause is in this contract, or why it is not. Raises NoClause."""
        if clause not in self.house.clause_set.by_id:
            raise NoClause(Message("There is no clause {name!r}.", {"name": clause}))
        advice = self.house.advise(self.preview.draft)
        found = why(self.house.clause_set, self.preview.composition.facts, clause, advice.adjustments)
        return Reasons(found, self.house.clause_set, self.language)

    def under(self, clause_set: ClauseSet) -> "Tried":
        """Give the contract of the same answers by another clause set, such as one with an edited clause."""
        return try_out(replace(self.house, clause_set=clause_set), self.answers)

    def _repr_html_(self) -> str:
        notes = Markup("").join(Markup('<p class="report-note warn">{}</p>').format(each) for each in self.issues)
        return str(framed(notes + Markup('<div class="paper">{}</div>').format(document_html(self.preview.document))))

    def __repr__(self) -> str:
        return "\n".join(blocks_of(str(self.preview.document.html)))


def try_out(house: House, answers: Mapping[str, object]) -> Tried:
    """Compose and write out a contract from a house's standing terms and these answers.

    Raises WrongFact for an answer of the wrong kind, ClauseTextError when a clause is at fault.
    """
    questions = house.clause_set.questions
    facts = asked_facts(questions, Facts.merge(questions, *starting_facts(house), answers))
    return Tried(house, cast("Mapping[str, Json]", answers), composed(house, facts))


def compared(before: Document, after: Document) -> Difference:
    """Compare two contracts part by part, in the order of the later one; what goes out comes last."""
    old, new = _by_id(before), _by_id(after)
    found = [
        ChangedClause(name, section.title, str(old[name].html) if name in old else "", str(section.html))
        for name, section in new.items()
        if name not in old or blocks_of(str(old[name].html)) != blocks_of(str(section.html))
    ]
    gone = [ChangedClause(name, section.title, str(section.html), "") for name, section in _gone(old, new)]
    return Difference((*found, *gone), after.language)


def _gone(old: Mapping[str, Section], new: Mapping[str, Section]) -> Iterator[tuple[str, Section]]:
    return ((name, section) for name, section in old.items() if name not in new)


def _by_id(document: Document) -> dict[str, Section]:
    return {section.id: section for section in document.sections}
