"""The clauses of the workspace in a notebook: look at them, compose with them, edit one and see what it does."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from akkoord.closing.clause_file import read_clause
from akkoord.closing.clauses import Clause
from akkoord.closing.contract import Contract
from akkoord.closing.due import EVENTS
from akkoord.closing.set_checks import check_clauses
from akkoord.closing.variant import events_of
from akkoord.facts import Problem, deep_merge
from akkoord.language import AkkoordError, Language, Message, Sentences
from akkoord.notebook.display import Displayed
from akkoord.notebook.session import Session
from akkoord.notebook.trying import Difference, NoClause, Tried, compared, try_out
from akkoord.reporting.parts import KeyNumber, Section, Table

__all__ = ["ClauseRefused", "Clauses"]


class ClauseRefused(AkkoordError):
    """An edited clause that cannot be used: `problems` says where and what."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        said = Sentences(tuple(problem.message for problem in problems))
        super().__init__(Message("The clause cannot be used. {problems}", {"problems": said}))
        self.problems = problems


class Clauses(Displayed, Mapping[str, Clause]):
    """The clauses by id, with what was edited in this notebook."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._last: Tried | None = None

    @property
    def language(self) -> Language:
        """The language of the workspace."""
        return self.session.language

    def __getitem__(self, name: str) -> Clause:
        try:
            return self.session.clause_set.by_id[name]
        except KeyError:
            raise NoClause(Message("There is no clause {name!r}.", {"name": name})) from None

    def __iter__(self) -> Iterator[str]:
        return iter(clause.id for clause in self.session.clause_set.clauses)

    def __len__(self) -> int:
        return len(self.session.clause_set.clauses)

    def compose(self, like: Contract | None = None, **answers: object) -> Tried:
        """Compose a contract from the standing terms, the answers of another contract, and answers by group.

        `clauses.compose(contracts[0], term={"months": 60})`. Raises WrongFact for an answer of the wrong kind.
        """
        start: Mapping[str, object] = {} if like is None else like.facts
        house = replace(self.session.workspace.house, clause_set=self.session.clause_set)
        self._last = try_out(house, deep_merge(start, answers))
        return self._last

    def edit(self, text: str) -> Difference:
        """Take a clause from the text of its file in the place of the one with its id, or as a new one.

        Gives what changes in the contract that was composed last. Raises ClauseRefused; then nothing changes.
        """
        clause_set = self.session.clause_set
        clause, problems = read_clause(text, "cell.md", EVENTS | events_of(clause_set.clauses))
        if clause is None or problems:
            raise ClauseRefused(tuple(problems))
        others = [each for each in clause_set.clauses if each.id != clause.id]
        if found := check_clauses([*others, clause], clause_set.questions):
            raise ClauseRefused(found)
        edited = replace(clause_set, clauses=(*others, clause))
        before = self._last
        self.session.tried_clauses = edited
        self.session.clause_texts[clause.id] = text
        if before is None:
            return Difference((), clause_set.language)
        self._last = before.under(edited)
        return compared(before.preview.document, self._last.preview.document)

    def forget(self) -> None:
        """Go back to the clauses as they are installed."""
        self.session.tried_clauses = None
        self.session.clause_texts.clear()

    @property
    def edited(self) -> tuple[Clause, ...]:
        """The clauses that differ from the installed ones."""
        installed = self.session.workspace.clause_set.by_id
        return tuple(clause for clause in self.session.clause_set.clauses if installed.get(clause.id) != clause)

    def sections(self) -> Iterator[Section]:
        """Show every clause: what it is called, when it applies, what it computes."""
        rows = tuple(
            (clause.id, clause.title, clause.when.source, ", ".join(rule.kind for rule in clause.rules))
            for clause in self.session.clause_set.clauses
        )
        title = Message("Clauses")
        headings = (Message("Clause"), Message("Title"), Message("Applies when"), Message("Rules"))
        yield Section(title, (KeyNumber(title, len(self)), Table(title, headings, rows)))
