"""A clause set: the clauses, questions and validations of one client company, read and checked as a whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Self

from akkoord.closing.clause_file import read_clause
from akkoord.closing.clauses import Clause
from akkoord.closing.due import EVENTS
from akkoord.closing.expected import ExpectedOf
from akkoord.closing.fields import read_file
from akkoord.closing.highlights import Figure, Highlight, check_highlights, figures
from akkoord.closing.set_checks import check_clauses, where
from akkoord.closing.validations import Validation, check_validations, read_validations
from akkoord.facts import Derived, Facts, Group, Place, Problem, Questions
from akkoord.language import AkkoordError, Language, Message, Words, plural_message


class ClauseSetError(AkkoordError):
    """A clause set that cannot be used; `problems` holds everything that is wrong, each with file and line.

    `partial` is the set as far as it could be read, for checking the rest of it: no contract is made from it.
    """

    def __init__(self, name: str, problems: Sequence[Problem], partial: "ClauseSet | None" = None) -> None:
        count = len(problems)
        super().__init__(
            plural_message(
                "Clause set {name!r} has {count} problem.",
                "Clause set {name!r} has {count} problems.",
                count,
                {"name": name},
            )
        )
        self.name = name
        self.problems = tuple(problems)
        self.partial = partial

    def lines(self, language: Language) -> tuple[str, ...]:
        """Say every problem on a line of its own: file, line number, and the sentence."""
        return tuple(problem.text(language) for problem in self.problems)

    def text(self, language: Language) -> str:
        """Say how many problems there are, and each of them."""
        return "\n".join((self.message.text(language), *self.lines(language)))

    def __str__(self) -> str:
        return self.text("en")


@dataclass(frozen=True, slots=True)
class ClauseSet:
    """What one client company closes its contracts with.

    `client` is the letter or name by which case files call it. `clauses` are sorted by (order, id).
    """

    name: str
    title: Words
    questions: Questions
    clauses: tuple[Clause, ...]
    validations: tuple[Validation, ...] = ()
    derived: tuple[Derived, ...] = ()
    language: Language = "nl"
    client: str | None = None
    distribution: str = ""
    layout: str | None = None
    highlights: tuple[Highlight, ...] = ()
    expected: ExpectedOf | None = None
    assets: str | None = None
    by_id: Mapping[str, Clause] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the clauses and look them up by id."""
        ordered = tuple(sorted(self.clauses, key=lambda clause: (clause.order, clause.id)))
        object.__setattr__(self, "clauses", ordered)
        object.__setattr__(self, "by_id", MappingProxyType({clause.id: clause for clause in ordered}))

    def figures(self, facts: Facts) -> tuple[Figure, ...]:
        """Give the headline of a proposal: the highlights that its facts (derived ones included) have a value for."""
        return figures(self.highlights, facts, self.questions)

    @classmethod
    def read(  # noqa: PLR0913 - everything that a plugin says about its set
        cls,
        *,
        name: str,
        title: Words,
        folder: Traversable,
        groups: Iterable[type[Group]],
        validations: Traversable | Sequence[Validation] = (),
        derived: Sequence[Derived] = (),
        events: Collection[str] = (),
        language: Language = "nl",
        client: str | None = None,
        distribution: str = "",
        layout: str | None = None,
        highlights: Sequence[Highlight] = (),
        expected: ExpectedOf | None = None,
        assets: str | None = None,
    ) -> Self:
        """Read the clause files (`*.md`) of a folder and check them with the questions and validations.

        `validations` is a YAML file with a list of `code`, `severity`, `when` and `message` (`nl`, `en`). `events` are
        moments that due rules of this trade may count from, besides `akkoord.closing.due.EVENTS`. `client` is what
        case files call the set; without it, it is the `client` that the clauses name. `layout` is CSS for the print,
        read behind the packaged layout. `highlights` are the facts that the result panel of a proposal shows, in
        their order; `expected` says what a customer with these answers is expected to buy: on that the panel shows what
        the rules come to. `assets` is the fact that lists the things which the customer gets to use. Raises
        `ClauseSetError` with everything that is wrong.
        """
        questions = Questions(groups)
        clauses, problems = read_clauses(folder, EVENTS | frozenset(events))
        checks, faults = _taken(validations)
        problems += [*check_clauses(clauses, questions), *faults, *check_validations(checks, questions)]
        problems += check_highlights(highlights, questions, str(folder))
        client = client or next((clause.client for clause in clauses if clause.client), None)
        read = cls(
            name=name,
            title=title,
            questions=questions,
            clauses=tuple(clauses),
            validations=checks,
            derived=tuple(derived),
            language=language,
            client=client,
            distribution=distribution,
            layout=layout,
            highlights=tuple(highlights),
            expected=expected,
            assets=assets,
        )
        if problems:
            raise ClauseSetError(name, sorted(problems, key=where), read)
        return read


def read_clauses(folder: Traversable, events: Collection[str]) -> tuple[list[Clause], list[Problem]]:
    """Read every clause file of a folder, in the order of their names."""
    entries = folder.iterdir() if folder.is_dir() else ()
    files = sorted((file for file in entries if file.name.endswith(".md")), key=lambda file: file.name)
    if not files:
        return [], [Problem(Place(str(folder)), Message("There is no clause file (*.md) in this folder."))]
    clauses: list[Clause] = []
    problems: list[Problem] = []
    for file in files:
        text = read_file(file)
        clause, found = (None, (text,)) if isinstance(text, Problem) else read_clause(text, file.name, events)
        problems += found
        if clause is not None:
            clauses.append(clause)
    return clauses, problems


def _taken(validations: Traversable | Sequence[Validation]) -> tuple[tuple[Validation, ...], tuple[Problem, ...]]:
    """Take validations as they are, or read them from their file."""
    return read_validations(validations) if isinstance(validations, Traversable) else (tuple(validations), ())
