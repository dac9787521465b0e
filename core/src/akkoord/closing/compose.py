"""Compose a contract: the selected clauses and own texts in order, with their labels and issues (RULES 0.6)."""

from dataclasses import dataclass
from typing import Literal

from akkoord.closing.clauses import Clause, Kind
from akkoord.closing.draft import OwnText
from akkoord.closing.labels import Labels
from akkoord.closing.select import Selection
from akkoord.facts import Facts
from akkoord.language import Message, Words

Severity = Literal["error", "approval", "warning"]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about the contract that a person must know: `error` blocks it, `approval` needs a second person."""

    code: str
    severity: Severity
    message: Message | Words
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A part of the contract in its place: a clause or an own text (which is an article, with id `own:n`)."""

    id: str
    kind: Kind
    label: str | None
    title: str
    clause: Clause | None = None
    own_text: OwnText | None = None


@dataclass(frozen=True, slots=True)
class Composition:
    """A composed contract, not yet written out. With any error in `issues` it is not `ok` and may not be made.

    `facts` includes the derived facts; `unplaced` are the own texts that the special provisions hold;
    `labels` are what an amendment of this contract freezes.
    """

    clause_set: str
    issues: tuple[Issue, ...]
    placed: tuple[Placed, ...]
    selection: Selection
    facts: Facts
    labels: Labels
    unplaced: tuple[OwnText, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether a contract may be made of it: there is no error."""
        return all(issue.severity != "error" for issue in self.issues)

    @property
    def auto_included(self) -> tuple[str, ...]:
        """The selected clauses whose own condition is false, sorted by id."""
        return self.selection.auto_included

    def __contains__(self, part: object) -> bool:
        """Tell whether a clause or own text, by its id, is in the contract."""
        return any(placed.id == part for placed in self.placed)
