"""Settle a period for every contract: read in bulk, compute wherever an executor likes, write in short transactions."""

import copyreg
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from akkoord.access import Account
from akkoord.executing.agreement import Agreement, Job, compute
from akkoord.executing.bulk import in_bulk
from akkoord.executing.counted import AddedUp
from akkoord.executing.gathering import AT_ONCE, Portion, gathered
from akkoord.executing.kept import KeptStatement
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.statement import Statement
from akkoord.executing.statements import Statements
from akkoord.language import AkkoordError
from akkoord.values import Period

__all__ = ["AT_ONCE", "Computed", "Outcome", "Run", "compute_all", "keep", "settle_all"]

Did = Literal["made", "corrected", "changed", "same", "failed"]


def read_only(data: dict[object, object]) -> MappingProxyType[object, object]:
    """Make a mapping read-only, as it was in the process that it came from."""
    return MappingProxyType(data)


# Agreements and rules hold read-only mappings, which pickle does not know how to send to another process.
copyreg.pickle(MappingProxyType, lambda mapping: (read_only, (dict(mapping),)))


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
        try:
            return _kept_together(statements, computed, run)
        except AkkoordError:
            # One of them fails: by themselves all others are kept.
            return [_kept(statements, each, run) for each in computed]


def _batches(
    statements: Statements, agreements: Iterable[Agreement], run: Run, executor: Executor | None
) -> Iterator[tuple[int, list[Computed]]]:
    """Give how many contracts were taken together, and what came of them."""
    kinds = statements.kinds()
    # An executor may fork, which no thread should be in the way of; it computes while this one goes on reading.
    portions = gathered(statements, agreements, run.period, run.cutoff, ahead=executor is None)
    computed = _spread(portions, kinds, executor) if executor else _here(portions, kinds)
    for count, some in computed:
        yield count, [_exactly(statements, each) for each in some]


def _here(portions: Iterable[Portion], kinds: RuleKinds) -> Iterator[tuple[int, list[Computed]]]:
    return ((count, compute_some(jobs, kinds)) for count, jobs in portions)


def _spread(portions: Iterable[Portion], kinds: RuleKinds, executor: Executor) -> Iterator[tuple[int, list[Computed]]]:
    """Compute every portion in two halves elsewhere, always one portion ahead of who asks."""
    waiting: deque[tuple[int, list[Future[list[Computed]]]]] = deque()
    for count, jobs in portions:
        half = (len(jobs) + 1) // 2
        halves = [executor.submit(compute_some, part, kinds) for part in (jobs[:half], jobs[half:]) if part]
        waiting.append((count, halves))
        if len(waiting) > 1:
            yield _collected(*waiting.popleft())
    while waiting:
        yield _collected(*waiting.popleft())


def _collected(count: int, parts: Iterable[Future[list[Computed]]]) -> tuple[int, list[Computed]]:
    return count, [each for part in parts for each in part.result()]


def _exactly(statements: Statements, computed: Computed) -> Computed:
    """Compute anew, over every single event, what could not be computed from sums."""
    if not isinstance(computed.problem, AddedUp):
        return computed
    job = computed.job
    exact = statements.job(job.agreement, job.settled, job.period, job.cutoff)
    return compute_some([exact], statements.kinds())[0]


def compute_some(jobs: Sequence[Job], kinds: RuleKinds) -> list[Computed]:
    """Compute jobs one by one; what cannot be computed says why."""
    with in_bulk():
        return [_compute(job, kinds) for job in jobs]


def _compute(job: Job, kinds: RuleKinds) -> Computed:
    try:
        return Computed(job, compute(job, kinds))
    except AkkoordError as error:
        return Computed(job, problem=error)


def _kept_together(statements: Statements, computed: Sequence[Computed], run: Run) -> list[Outcome]:
    """Keep all or none of what was computed. Raises what keeping one of them raises."""
    with statements.write():
        found = [(each.job, each.found) for each in computed if each.found is not None]
        kept = iter(statements.settle_each(found, by=run.by, at=run.at))
        return [
            _failed(each, each.problem) if each.found is None else _outcome(statements, each, next(kept), run)
            for each in computed
        ]


def _kept(statements: Statements, computed: Computed, run: Run) -> Outcome:
    if computed.found is None:
        return _failed(computed, computed.problem)
    try:
        with statements.write():
            kept = statements.settle(computed.job, by=run.by, at=run.at, found=computed.found)
            return _outcome(statements, computed, kept, run)
    except AkkoordError as error:
        return _failed(computed, error)


def _outcome(statements: Statements, computed: Computed, kept: KeptStatement, run: Run) -> Outcome:
    """Tell what was done, and post what may be posted."""
    did = _did(kept, run)
    if run.post and not kept.is_booked:
        kept = _posted(statements, kept, run)
    return Outcome(computed.job.agreement.contract, computed.job.agreement.number, did, kept)


def _failed(computed: Computed, problem: AkkoordError | None) -> Outcome:
    return Outcome(computed.job.agreement.contract, computed.job.agreement.number, "failed", problem=problem)


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
