"""Decide what settling does to the statement of a period: a first one, new figures, a correction, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, cast

from akkoord.access import Change, NewId, require
from akkoord.dossier.states import machine
from akkoord.executing.agreement import Ending, Job
from akkoord.executing.kept import KeptStatement, StatementState, kept_lines
from akkoord.executing.statement import Statement
from akkoord.store import Event, Json

__all__ = ["UNDECIDED", "Decision", "after", "decided"]

UNDECIDED: Final = ("accrued", "provisional")
"""Statements that nobody approved yet: they change with every news."""
_EVENTS: Final[Mapping[str, str]] = {
    "reject": "rejected",
    "recalculate": "recalculated",
    "close_period": "period_closed",
    "approve": "approved",
    "post": "posted",
    "correct": "corrected",
}
"""What the journal calls the steps of `states.json`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A statement as it is to be, and the steps that lead there; without steps it stays as it is."""

    statement: KeptStatement
    steps: Sequence[str] = ()

    def saved(self, at: datetime) -> KeptStatement:
        """Give the statement as it is once the steps are saved."""
        version = self.statement.version + len(self.steps)
        return replace(self.statement, version=version, updated_at=at.isoformat())

    def events(self, **body: Json) -> list[Event]:
        """Tell of the steps, for the journal."""
        said = {"contract": self.statement.contract, "number": self.statement.number, **body}
        return [Event(_EVENTS.get(step, step), said) for step in self.steps]


def decided(
    last: KeptStatement | None,
    job: Job,
    figures: Statement,
    whose: tuple[str | None, Sequence[str]],
    change: Change,
    new_id: NewId,
) -> Decision:
    """Decide what becomes of the last statement of a period; `whose` names the owner, and the authors so far.

    Raises NotAllowed.
    """
    if last is not None and last.state in UNDECIDED:
        return _recomputed(last, job, figures, change, whose[1])
    if last is not None and (last.state == "approved" or figures.is_settled):
        return Decision(last)
    return _new(last, job, figures, whose, change, new_id)


def after(statement: KeptStatement, step: str) -> StatementState:
    """Give the state after a step. Raises IllegalTransition."""
    return cast("StatementState", machine("settlement").after(statement.state, step))


def _recomputed(last: KeptStatement, job: Job, figures: Statement, change: Change, authors: Sequence[str]) -> Decision:
    """Change a statement that is not approved yet, when its figures changed or its period is over by now."""
    steps: list[str] = []
    if not last.same_figures(figures) or (last.settled, last.period) != (job.settled, job.period):
        steps += ["reject", "recalculate"] if last.state == "provisional" else ["recalculate"]
    if _is_final(job, figures) and (last.state == "accrued" or steps):
        steps.append("close_period")
    if not steps:
        return Decision(last)
    require(change.by, "change", last)
    changed = replace(
        last.with_figures(figures),
        settled=job.settled,
        period=job.period,
        contract_version=job.agreement.version,
        effects=_effects(job.ending),
        items=_items(job.ending),
        authors=tuple(dict.fromkeys([*last.authors, *authors, change.by.id])),
    )
    for step in steps:
        changed = replace(changed, state=after(changed, step))
    return Decision(changed, steps)


def _new(
    last: KeptStatement | None,
    job: Job,
    figures: Statement,
    whose: tuple[str | None, Sequence[str]],
    change: Change,
    new_id: NewId,
) -> Decision:
    """Make the first statement of a period, or a correction of the last."""
    is_final, (owner, authors) = _is_final(job, figures), whose
    statement = KeptStatement(
        id=new_id(),
        version=0,
        state="provisional" if is_final else "accrued",
        contract=job.agreement.contract,
        contract_version=job.agreement.version,
        customer=job.agreement.customer,
        settled=job.settled,
        period=job.period,
        cutoff=figures.cutoff,
        sequence=1 if last is None else last.sequence + 1,
        lines=kept_lines(figures),
        full=figures.position,
        booked=figures.booked,
        corrects=None if last is None else last.id,
        authors=tuple(dict.fromkeys([*authors, change.by.id])),
        owner=owner,
        effects=_effects(job.ending),
        items=_items(job.ending),
    )
    require(change.by, "change", statement)
    return Decision(statement, ("made", "close_period") if is_final else ("made",))


def _is_final(job: Job, figures: Statement) -> bool:
    return figures.cutoff >= job.period.last


def _effects(ending: Ending) -> dict[str, Json]:
    """Write down which effects the end has."""
    return {name: value for name, value in ending.effects.items() if isinstance(value, str | bool)}


def _items(ending: Ending) -> dict[str, Json]:
    """Write down which items are charged, with what became known of them."""
    return {name: {key: str(value) for key, value in more.items()} for name, more in ending.items.items()}
