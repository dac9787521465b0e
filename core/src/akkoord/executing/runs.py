"""Settle a period for every contract: read in bulk, compute wherever an executor likes, write in short transactions."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Final, Literal

from akkoord.access import Account
from akkoord.executing.agreement import Agreement, Job, compute
from akkoord.executing.kept import KeptStatement
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.position import Position
from akkoord.executing.source import NOTHING
from akkoord.executing.statement import Statement
from akkoord.executing.statement_reading import ChainKey
from akkoord.executing.statements import Statements
from akkoord.language import AkkoordError
from akkoord.values import Period

__all__ = ["AT_ONCE", "Computed", "Outcome", "Run", "compute_all", "keep", "settle_all"]

Did = Literal["made", "corrected", "changed", "same", "failed"]
AT_ONCE: Final = 100
"""How many contracts are read, computed and written together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did for one statement, or why it could not."""

    contract: str
    number: str
    did: Did
    statement: KeptStatement | None = None
    problem: AkkoordError | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A run over a period: as known on the cut-off, by whom and when; `post` approves and posts what may be."""

    period: Period
    cutoff: date
    by: Account
    at: datetime
    post: bool = False


@dataclass(frozen=True, slots=True)
class Computed:
    """A job with what came of it."""

    job: Job
    found: Statement | None = None
    problem: AkkoordError | None = field(default=None, compare=False)


def settle_all(
    statements: Statements,
    agreements: Iterable[Agreement],
    run: Run,
    *,
    executor: Executor | None = None,
    on_done: Callable[[int], None] = lambda _: None,
) -> Iterator[Outcome]:
    """Settle the period for these contracts, a hundred at a time; a run that was broken off is simply run again.

    `on_done` hears how many contracts are done. One contract that cannot be settled is one failure in the result.
    """
    done = 0
    for count, computed in _batches(statements, agreements, run, executor):
        yield from keep(statements, computed, run)
        done += count
        on_done(done)


def compute_all(
    statements: Statements, agreements: Iterable[Agreement], run: Run, *, executor: Executor | None = None
) -> Iterator[Computed]:
    """Compute the statements of the period for these contracts, a hundred at a time, and keep nothing."""
    for _, computed in _batches(statements, agreements, run, executor):
        yield from computed


def keep(statements: Statements, computed: Sequence[Computed], run: Run) -> list[Outcome]:
    """Keep what was computed in one transaction; what fails is undone by itself."""
    with statements.write():
        return [_kept(statements, each, run) for each in computed]


def _batches(
    statements: Statements, agreements: Iterable[Agreement], run: Run, executor: Executor | None
) -> Iterator[tuple[int, list[Computed]]]:
    """Give how many contracts were taken together, and what came of them."""
    waiting = iter(agreements)
    while some := list(islice(waiting, AT_ONCE)):
        yield len(some), _computed(_jobs(statements, some, run), statements.kinds(), executor)


def compute_some(jobs: Sequence[Job], kinds: RuleKinds) -> list[Computed]:
    """Compute jobs one by one; what cannot be computed says why."""
    found = []
    for job in jobs:
        try:
            found.append(Computed(job, compute(job, kinds)))
        except AkkoordError as error:
            found.append(Computed(job, problem=error))
    return found


def _computed(jobs: Sequence[Job], kinds: RuleKinds, executor: Executor | None) -> list[Computed]:
    if executor is None or not jobs:
        return compute_some(jobs, kinds)
    half = (len(jobs) + 1) // 2
    waiting = [executor.submit(compute_some, part, kinds) for part in (jobs[:half], jobs[half:]) if part]
    return [each for part in waiting for each in part.result()]


def _jobs(statements: Statements, agreements: Sequence[Agreement], run: Run) -> list[Job]:
    """Gather what the statements of these contracts are computed from, with a few questions to the store."""
    chains = statements.chains([each.contract for each in agreements])
    ended: dict[str, date] = {}
    for (contract, settled, _), chain in chains.items():
        if settled == "end":
            ended[contract] = min(ended.get(contract, date.max), chain[-1].period.last)
    parts = [
        (each, settled, part)
        for each in agreements
        for settled, part in statements.parts(each, run.period, run.cutoff, ended.get(each.contract))
    ]
    if not parts:
        return []
    first = min(statements.events_from(each, part) for each, _, part in parts)
    last = max(part.last for _, _, part in parts)
    cuts = {part.first for _, _, part in parts}
    contracts = {each.contract: each for each, _, _ in parts}
    by_day = {name for name, each in contracts.items() if _by_day(each, statements.kinds())}
    events = {
        **statements.source.events_of(contracts.keys() - by_day, first, last, cuts=cuts, cutoff=run.cutoff),
        **(statements.source.events_of(by_day, first, last) if by_day else {}),
    }
    return [
        Job(
            each,
            settled,
            part,
            run.cutoff,
            events.get(each.contract, NOTHING),
            _booked(chains, (each.contract, settled, part.first)),
        )
        for each, settled, part in parts
    ]


def _by_day(agreement: Agreement, kinds: RuleKinds) -> bool:
    """Tell whether a rule of the contract must know what was counted by the day."""
    rules = [*agreement.rules, *(rule for held in agreement.earlier for rule in held.rules)]
    return any(rule.kind in kinds and kinds[rule.kind].counts_by_day(rule.parameters) for rule in rules)


def _booked(chains: Mapping[ChainKey, Sequence[KeptStatement]], key: ChainKey) -> Position:
    posted = [each for each in chains.get(key, ()) if each.is_booked]
    return posted[-1].full if posted else Position()


def _kept(statements: Statements, computed: Computed, run: Run) -> Outcome:
    agreement = computed.job.agreement
    if computed.found is None:
        return Outcome(agreement.contract, agreement.number, "failed", problem=computed.problem)
    try:
        with statements.write():
            kept = statements.settle(computed.job, by=run.by, at=run.at, found=computed.found)
            did = _did(kept, run)
            if run.post and not kept.is_booked:
                kept = _posted(statements, kept, run)
            return Outcome(agreement.contract, agreement.number, did, kept)
    except AkkoordError as error:
        return Outcome(agreement.contract, agreement.number, "failed", problem=error)


def _did(kept: KeptStatement, run: Run) -> Did:
    """Tell what settling did, by what it left behind."""
    if kept.updated_at != run.at.isoformat() or kept.is_booked:
        return "same"
    if kept.version > 2:  # noqa: PLR2004 - more events than its making has
        return "changed"
    return "made" if kept.corrects is None else "corrected"


def _posted(statements: Statements, kept: KeptStatement, run: Run) -> KeptStatement:
    """Approve and post what one person may approve; the rest waits for a second one."""
    if kept.state == "provisional" and (run.by.id not in kept.authors or not statements.needs_second_person(kept)):
        kept = statements.approve(kept, by=run.by, at=run.at)
    return statements.post(kept, by=run.by, at=run.at) if kept.state == "approved" else kept
