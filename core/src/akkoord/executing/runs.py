"""Settle a period for every contract: read in bulk, compute wherever an executor likes, write in short transactions."""

import copyreg
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from types import MappingProxyType
from typing import Final, Literal

from akkoord.access import Account
from akkoord.executing.agreement import Agreement, Job, compute
from akkoord.executing.counted import AddedUp, Events
from akkoord.executing.frozen import Settled
from akkoord.executing.kept import KeptStatement
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.position import Position
from akkoord.executing.source import NOTHING
from akkoord.executing.statement import Statement
from akkoord.executing.statement_reading import ChainKey
from akkoord.executing.statements import Statements
from akkoord.language import AkkoordError
from akkoord.values import Period, days_after

__all__ = ["AT_ONCE", "Computed", "Outcome", "Run", "compute_all", "keep", "settle_all"]

Did = Literal["made", "corrected", "changed", "same", "failed"]
_Part = tuple[Agreement, Settled, Period]


def read_only(data: dict[object, object]) -> MappingProxyType[object, object]:
    """Make a mapping read-only, as it was in the process that it came from."""
    return MappingProxyType(data)


# Agreements and rules hold read-only mappings, which pickle does not know how to send to another process.
copyreg.pickle(MappingProxyType, lambda mapping: (read_only, (dict(mapping),)))

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
        computed = _computed(_jobs(statements, some, run), statements.kinds(), executor)
        yield len(some), [_exactly(statements, each) for each in computed]


def _exactly(statements: Statements, computed: Computed) -> Computed:
    """Compute anew, over every single event, what could not be computed from sums."""
    if not isinstance(computed.problem, AddedUp):
        return computed
    job = computed.job
    exact = statements.job(job.agreement, job.settled, job.period, job.cutoff)
    return compute_some([exact], statements.kinds())[0]


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
    ended = statements.ended([each.contract for each in agreements])
    parts = [
        (each, settled, part)
        for each in agreements
        for settled, part in statements.parts(each, run.period, run.cutoff, ended.get(each.contract))
    ]
    chains = statements.chains({each.contract for each, _, _ in parts}, {part.first for _, _, part in parts})
    events = _events(statements, parts, run.cutoff)
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


def _events(statements: Statements, parts: Sequence[_Part], cutoff: date) -> Mapping[str, Events]:
    """Ask for the events of contracts whose periods are cut at the same days together."""
    cuts: dict[str, set[date]] = {}
    firsts: dict[str, date] = {}
    by_day: set[str] = set()
    kinds = statements.kinds()
    for each, _, part in parts:
        if each.counts_by_day(kinds):
            by_day.add(each.contract)
        cuts.setdefault(each.contract, set()).update((part.first, days_after(part.last, 1)), each.amended_on())
        first = statements.events_from(each, part)
        firsts[each.contract] = min(first, firsts.get(each.contract, first))
    alike: dict[frozenset[date], list[str]] = {}
    for contract, days in cuts.items():
        alike.setdefault(frozenset(days), []).append(contract)
    found: dict[str, Events] = {}
    for apart, contracts in alike.items():
        first, last = min(firsts[each] for each in contracts), days_after(max(apart), -1)
        summed = [each for each in contracts if each not in by_day]
        found |= statements.source.events_of(summed, first, last, cuts=apart, cutoff=cutoff)
        single = [each for each in contracts if each in by_day]
        found |= statements.source.events_of(single, first, last) if single else {}
    return found


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
