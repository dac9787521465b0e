"""Select the clauses that the facts call for, and keep the reason of each (RULES 0.6(1) to (3))."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from akkoord.language import Words

Ground = Literal["holds", "required", "added", "not_called_for", "removed"]


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
    """The selected clauses (unordered here; `compose` orders them), with a reason for every clause of the set."""

    selected: frozenset[str]
    auto_included: tuple[str, ...]
    reasons: Mapping[str, Reason]
    conflicts: tuple[tuple[str, str], ...] = ()
    unknown: tuple[Adjustment, ...] = ()

    def __contains__(self, clause: object) -> bool:
        """Tell whether a clause id is selected."""
        return clause in self.selected
