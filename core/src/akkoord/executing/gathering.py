"""Gather what the statements of very many contracts are computed from, with a few questions to the store."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from typing import Final

from akkoord.executing.agreement import NOTHING_BOOKED, Agreement, Job
from akkoord.executing.counted import Events
from akkoord.executing.frozen import Settled
from akkoord.executing.kept import KeptStatement
from akkoord.executing.position import Position
from akkoord.executing.source import NOTHING
from akkoord.executing.statement_reading import ChainKey
from akkoord.executing.statements import Statements
from akkoord.values import Period, days_after

__all__ = ["AT_ONCE", "Portion", "gathered"]

AT_ONCE: Final = 100
"""How many contracts are computed and written together."""
READ_TOGETHER: Final = 500

Portion = tuple[int, list[Job]]
"""A number of contracts, and the statements that are to be computed for them."""
_Part = tuple[Agreement, Settled, Period]
_Read = Callable[[Sequence[Agreement]], list[Portion]]


def gathered(
    statements: Statements, agreements: Iterable[Agreement], period: Period, cutoff: date, *, ahead: bool = True
) -> Iterator[Portion]:
    """Give the statements to compute over a period, a hundred contracts at a time.

    `ahead`: while whoever asks is computing, another thread reads what comes next.
    """
    read: _Read = partial(_gather, statements, period=period, cutoff=cutoff)
    waiting = iter(agreements)
    portions = iter(lambda: list(islice(waiting, READ_TOGETHER)), [])
    # Another thread does not see what this one wrote and did not commit yet.
    if ahead and not statements.is_writing():
        yield from _ahead(read, portions)
    else:
        for some in portions:
            yield from read(some)


def _ahead(read: _Read, portions: Iterator[list[Agreement]]) -> Iterator[Portion]:
    found = read(next(portions, []))
    with ThreadPoolExecutor(1) as thread:
        for some in portions:
            coming = thread.submit(read, some)
            yield from found
            found = coming.result()
        yield from found


def _gather(statements: Statements, agreements: Sequence[Agreement], *, period: Period, cutoff: date) -> list[Portion]:
    """Read what is known of these contracts, all at once."""
    ended = statements.ended([each.contract for each in agreements])
    parts = [statements.parts(each, period, cutoff, ended.get(each.contract)) for each in agreements]
    each_part = [(each, *one) for each, some in zip(agreements, parts, strict=True) for one in some]
    jobs = iter(_jobs(statements, each_part, cutoff))
    counts = [len(some) for some in parts]
    hundreds = (counts[start : start + AT_ONCE] for start in range(0, len(counts), AT_ONCE))
    return [(len(some), list(islice(jobs, sum(some)))) for some in hundreds]


def _jobs(statements: Statements, parts: Sequence[_Part], cutoff: date) -> list[Job]:
    chains = statements.chains({each.contract for each, _, _ in parts}, {part.first for _, _, part in parts})
    events = _events(statements, parts, cutoff)
    return [
        Job(
            each,
            settled,
            part,
            cutoff,
            events.get(each.contract, NOTHING),
            _booked(chains, (each.contract, settled, part.first)),
        )
        for each, settled, part in parts
    ]


def _events(statements: Statements, parts: Sequence[_Part], cutoff: date) -> Mapping[str, Events]:
    """Ask for the events of contracts whose periods are cut at the same days together."""
    cuts: dict[str, frozenset[date]] = {}
    firsts: dict[str, date] = {}
    by_day: set[str] = set()
    kinds = statements.kinds()
    for each, _, part in parts:
        if each.counts_by_day(kinds):
            by_day.add(each.contract)
        own = _cuts(part).union(each.amended_on()) if each.earlier else _cuts(part)
        cuts[each.contract] = cuts[each.contract] | own if each.contract in cuts else own
        first = statements.events_from(each, part)
        firsts[each.contract] = min(first, firsts.get(each.contract, first))
    alike: dict[frozenset[date], list[str]] = {}
    for contract, days in cuts.items():
        alike.setdefault(days, []).append(contract)
    found: dict[str, Events] = {}
    for apart, contracts in alike.items():
        first, last = min(firsts[each] for each in contracts), days_after(max(apart), -1)
        summed = [each for each in contracts if each not in by_day]
        found |= statements.source.events_of(summed, first, last, cuts=apart, cutoff=cutoff)
        single = [each for each in contracts if each in by_day]
        found |= statements.source.events_of(single, first, last) if single else {}
    return found


@lru_cache(maxsize=1_000)
def _cuts(part: Period) -> frozenset[date]:
    """Give the days before which a period cuts; a great many contracts have the same."""
    return frozenset({part.first, days_after(part.last, 1)})


def _booked(chains: Mapping[ChainKey, Sequence[KeptStatement]], key: ChainKey) -> Position:
    posted = [each for each in chains.get(key, ()) if each.is_booked]
    return posted[-1].full if posted else NOTHING_BOOKED
