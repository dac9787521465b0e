"""Select the clauses that the facts call for, and keep the reason of each (RULES 0.6(1) to (3))."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from akkoord.closing.clause_set import ClauseSet
from akkoord.facts import Facts
from akkoord.language import Words

Ground = Literal["holds", "added", "required", "removed", "not_called_for"]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A client-specific addition to, or removal from, the selection, with the reason that people read."""

    clause: str
    include: bool
    reason: Words
    plugin: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a clause is in or out.

    `holds` is the outcome of its own condition; `required_by` the selected clauses that require it; `adjusted` the
    adjustments of plugins that name it. Several may be true at once; `ground` is the first that decides.
    """

    clause: str
    ground: Ground
    selected: bool
    holds: bool
    required_by: tuple[str, ...] = ()
    adjusted: tuple[Adjustment, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected clauses (unordered here; `compose` orders them), with a reason for every clause of the set.

    `auto_included` are the selected clauses whose own condition is false, and `conflicts` the pairs that may not go
    together, sorted. `unknown` holds adjustments of clauses that the set does not have.
    """

    selected: frozenset[str]
    auto_included: tuple[str, ...]
    reasons: Mapping[str, Reason]
    conflicts: tuple[tuple[str, str], ...] = ()
    unknown: tuple[Adjustment, ...] = ()

    def __contains__(self, clause: object) -> bool:
        """Tell whether a clause id is selected."""
        return clause in self.selected


def select(clause_set: ClauseSet, facts: Facts, adjustments: Sequence[Adjustment] = ()) -> Selection:
    """Select the clauses of the set that these facts, derived ones included, call for.

    Plugins' adjustments count as much as a clause's own condition: an addition brings along what it requires, and a
    removal does not take out what another selected clause requires.
    """
    holds = {clause.id for clause in clause_set.clauses if clause.when.holds(facts)}
    named = _by_clause(adjustments)
    wanted = {clause for clause in clause_set.by_id if _wanted(clause in holds, named.get(clause, ()))}
    selected = _with_required(clause_set, wanted)
    required_by = _required_by(clause_set, selected)
    reasons = {
        clause: _reason(clause, clause in holds, required_by.get(clause, ()), named.get(clause, ()))
        for clause in clause_set.by_id
    }
    return Selection(
        selected=selected,
        auto_included=tuple(sorted(selected - holds)),
        reasons=MappingProxyType(reasons),
        conflicts=_conflicts(clause_set, selected),
        unknown=tuple(adjustment for adjustment in adjustments if adjustment.clause not in clause_set.by_id),
    )


def _by_clause(adjustments: Sequence[Adjustment]) -> dict[str, tuple[Adjustment, ...]]:
    """Gather the adjustments that name a clause, in an order that does not depend on the plugins' order."""
    ordered = sorted(adjustments, key=lambda item: (item.clause, item.plugin, not item.include, item.reason.en))
    return {
        clause: tuple(item for item in ordered if item.clause == clause) for clause in {item.clause for item in ordered}
    }


def _wanted(holds: bool, adjustments: Sequence[Adjustment]) -> bool:  # noqa: FBT001 - the clause's own outcome
    """Decide from a clause's own condition and what plugins say of it; of plugins that differ, the removal wins."""
    if not adjustments:
        return holds
    return all(adjustment.include for adjustment in adjustments)


def _with_required(clause_set: ClauseSet, wanted: Iterable[str]) -> frozenset[str]:
    """Add everything that is required, transitively."""
    selected: set[str] = set()
    waiting = list(wanted)
    while waiting:
        clause = waiting.pop()
        if clause not in selected:
            selected.add(clause)
            waiting.extend(clause_set.by_id[clause].requires)
    return frozenset(selected)


def _required_by(clause_set: ClauseSet, selected: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Tell for each required clause which selected clauses ask for it, sorted."""
    found: dict[str, list[str]] = {}
    for clause in sorted(selected):
        for required in clause_set.by_id[clause].requires:
            found.setdefault(required, []).append(clause)
    return {clause: tuple(requirers) for clause, requirers in found.items()}


def _reason(
    clause: str,
    holds: bool,  # noqa: FBT001 - the clause's own outcome
    required_by: tuple[str, ...],
    adjusted: tuple[Adjustment, ...],
) -> Reason:
    """Name what decided about one clause."""
    wanted = _wanted(holds, adjusted)
    ground: Ground
    if wanted:
        ground = "holds" if holds else "added"
    elif required_by:
        ground = "required"
    else:
        ground = "removed" if holds else "not_called_for"
    return Reason(clause, ground, wanted or bool(required_by), holds, required_by, adjusted)


def _conflicts(clause_set: ClauseSet, selected: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Find the pairs of selected clauses of which one names the other in its `conflicts`."""
    pairs = {
        (min(clause, other), max(clause, other))
        for clause in selected
        for other in clause_set.by_id[clause].conflicts
        if other in selected and other != clause
    }
    return tuple(sorted(pairs))
