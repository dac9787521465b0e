"""Compose a contract: the selected clauses and own texts in order, with their labels and issues (RULES 0.6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from akkoord.closing.clause_set import ClauseSet
from akkoord.closing.clauses import Clause, Kind
from akkoord.closing.derive import derive, own_text_facts
from akkoord.closing.draft import Draft, OwnText
from akkoord.closing.labels import Labels, assign_labels
from akkoord.closing.order import Key, in_order
from akkoord.closing.select import Adjustment, Selection, select
from akkoord.closing.validations import Severity
from akkoord.facts import Facts
from akkoord.language import Message, Words


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about the contract that a person must know: `error` blocks it, `approval` needs a second person.

    `clauses` are those it is about, `facts` the names of the answers that it follows from.
    """

    code: str
    severity: Severity
    message: Message | Words
    clauses: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


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

    clause_set: ClauseSet
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


def compose(
    clause_set: ClauseSet,
    draft: Draft,
    *,
    frozen: Labels | None = None,
    adjustments: Sequence[Adjustment] = (),
    issues: Sequence[Issue] = (),
) -> Composition:
    """Compose the contract of a draft.

    `frozen` holds the labels of the signed contract that this one amends. `adjustments` are what plugins add to or
    take out of the selection, and `issues` what they say about the contract, such as approvals that it needs.
    """
    settled = settle_selection(clause_set, draft, adjustments)
    own_texts = {own_text.id: own_text for own_text in draft.own_texts if own_text not in settled.unplaced}
    order = _order(clause_set, settled.selection, own_texts)
    kinds = [(part, "article" if part in own_texts else clause_set.by_id[part].kind) for part in order]
    labels = assign_labels(kinds, clause_set.language, frozen)
    return Composition(
        clause_set=clause_set,
        issues=_issues(clause_set, settled.selection, settled.facts, issues),
        placed=tuple(_placed(part, clause_set, own_texts, labels) for part in order),
        selection=settled.selection,
        facts=settled.facts,
        labels=labels,
        unplaced=settled.unplaced,
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """The facts of a draft with the derived ones, its selection, and its own texts without a place of their own."""

    facts: Facts
    selection: Selection
    unplaced: tuple[OwnText, ...]


def settle_selection(clause_set: ClauseSet, draft: Draft, adjustments: Sequence[Adjustment] = ()) -> Settled:
    """Derive the facts and select the clauses of a draft; tell which own texts have no place of their own.

    An own text has no place when the clause it should follow is not selected, and whether a clause is selected may
    depend on how many own texts have no place (`own_texts.unplaced`): so this selects again until no further own
    text loses its place, at most once per own text.
    """
    derived = derive(clause_set, _numbered(draft))
    unplaced: tuple[OwnText, ...] = tuple(text for text in draft.own_texts if text.after is None)
    while True:
        facts = derived.with_({"own_texts": own_text_facts(unplaced)})
        selection = select(clause_set, facts, adjustments)
        now = tuple(text for text in draft.own_texts if text in unplaced or text.after not in selection)
        if now == unplaced:
            return Settled(facts, selection, unplaced)
        unplaced = now


def _numbered(draft: Draft) -> Facts:
    """Put the contract's number among the facts."""
    return draft.facts if draft.number is None else draft.facts.with_({"contract": {"number": draft.number}})


def _order(clause_set: ClauseSet, selection: Selection, own_texts: Mapping[str, OwnText]) -> tuple[str, ...]:
    """Order clauses and placed own texts; an own text has the order of its clause plus a thousandth of its number."""
    keys: dict[str, Key] = {}
    after: dict[str, tuple[str, ...]] = {}
    for clause in selection.selected:
        keys[clause] = (clause_set.by_id[clause].order * 1000, clause)
        after[clause] = clause_set.by_id[clause].after
    for own_text in own_texts.values():
        behind = own_text.after or ""
        keys[own_text.id] = (clause_set.by_id[behind].order * 1000 + own_text.n, own_text.id)
        after[own_text.id] = (behind,)
    return in_order(keys, after)


def _placed(part: str, clause_set: ClauseSet, own_texts: Mapping[str, OwnText], labels: Labels) -> Placed:
    """Put one part in its place with its label."""
    label = labels.by_id.get(part)
    if part in own_texts:
        return Placed(part, "article", label, own_texts[part].title, own_text=own_texts[part])
    clause = clause_set.by_id[part]
    return Placed(part, clause.kind, label, clause.title, clause=clause)


def _issues(clause_set: ClauseSet, selection: Selection, facts: Facts, others: Sequence[Issue]) -> tuple[Issue, ...]:
    """Gather conflicts, validations that hold, and faulty adjustments; by code, then by clause ids."""
    found = [*others, *(_conflict(clause_set, pair) for pair in selection.conflicts)]
    found += [_unknown(adjustment) for adjustment in selection.unknown]
    found += [
        Issue(validation.code, validation.severity, validation.message, facts=validation.when.names)
        for validation in clause_set.validations
        if validation.when.holds(facts)
    ]
    return tuple(sorted(found, key=lambda issue: (issue.code, issue.clauses)))


def _conflict(clause_set: ClauseSet, pair: tuple[str, str]) -> Issue:
    """Say that two selected clauses exclude each other."""
    first, second = (clause_set.by_id[clause].title for clause in pair)
    message = Message(
        "“{first}” and “{second}” cannot be in the same contract. Change the answer that calls for one of them.",
        {"first": first, "second": second},
    )
    return Issue("CLAUSE_CONFLICT", "error", message, pair)


def _unknown(adjustment: Adjustment) -> Issue:
    """Say that a plugin names a clause that is not there."""
    message = Message(
        "Plugin {plugin!r} adjusts clause {clause!r}, which this clause set does not have. "
        "Update or disable the plugin.",
        {"plugin": adjustment.plugin, "clause": adjustment.clause},
    )
    return Issue("UNKNOWN_ADJUSTMENT", "error", message, (adjustment.clause,))
