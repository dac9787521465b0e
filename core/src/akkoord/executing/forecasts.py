"""Where running contracts stand and what they will come to, many at once; remembered while nothing changes."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from threading import Lock
from typing import Final, Generic, TypeVar

from akkoord.closing.contract import Contract
from akkoord.executing.agreement import Agreement, Job, compute
from akkoord.executing.agreements import SETTLED_STATES, agreements_of
from akkoord.executing.bulk import in_bulk
from akkoord.executing.counted import Events
from akkoord.executing.frozen import Settled
from akkoord.executing.history import month_firsts
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.line import Line
from akkoord.executing.periods import full_period, periods_ending
from akkoord.executing.progress import COMPUTE_ERRORS, Progress, first_needed, progress
from akkoord.executing.projecting import projected, trend_since
from akkoord.executing.source import NOTHING, EventSource
from akkoord.language import Speaks, Words
from akkoord.store import Store
from akkoord.values import Period, add_months

__all__ = ["Coming", "Forecasts"]

T = TypeVar("T")
MANY: Final = 500
"""From more contracts than this on it is worth to wait for another who computes the same."""
MOST_DAYS: Final = 4
"""Of how many days, or windows of days, what was computed is remembered."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What a contract will come to over a period that is not over: the lines, by the usual course."""

    contract: str
    settled: Settled
    period: Period
    lines: tuple[Line, ...]


class Forecasts:
    """Looks ahead for the contracts of a store."""

    def __init__(self, store: Store, source: EventSource, kinds: Callable[[], RuleKinds]) -> None:
        """Work with this store; `source` tells what was sold, `kinds` gives the installed rule kinds."""
        self._store = store
        self._source = source
        self._kinds = kinds
        self._progress: _Remembered[Progress] = _Remembered()
        self._coming: _Remembered[Coming] = _Remembered()

    def kind(self, name: str) -> Speaks:
        """Say what people call a rule kind; one that is not installed is called by its name."""
        kinds = self._kinds()
        return kinds[name].label if name in kinds else Words(nl=name, en=name)

    def progress(self, contracts: Iterable[Contract], on: date) -> Mapping[str, tuple[Progress, ...]]:
        """Tell how far the running periods of these contracts are on a day, by the contract's id."""
        kinds = self._kinds()

        def standing(agreement: Agreement, events: Events) -> tuple[Progress, ...]:
            return tuple(progress(agreement, events, kinds, on))

        return self._for_each(contracts, on, self._progress, (*kinds.values(), on), standing)

    def coming(self, contracts: Iterable[Contract], window: Period, on: date) -> Mapping[str, tuple[Coming, ...]]:
        """Tell what these contracts will come to over periods that end in the window and are not over on a day."""
        kinds = self._kinds()
        ahead = partial(_ahead, window=window, kinds=kinds, on=on)
        return self._for_each(contracts, on, self._coming, (*kinds.values(), on, window), ahead)

    def _for_each(
        self,
        contracts: Iterable[Contract],
        on: date,
        remembered: "_Remembered[T]",
        about: tuple[Hashable, ...],
        look: Callable[[Agreement, Events], tuple[T, ...]],
    ) -> Mapping[str, tuple[T, ...]]:
        wanted = {(one.id, one.version): one for one in contracts if one.state in SETTLED_STATES}
        with remembered.turn(len(wanted)), self._store.read(), in_bulk():
            known = remembered.of((self._store.sales_changes(), *about))
            unknown = {key: one for key, one in wanted.items() if key not in known}
            began = [one for one in unknown.values() if one.commencement is not None and one.commencement <= on]
            found = {agreement.contract: look(agreement, events) for agreement, events in self._of(began, on)}
            known.update({key: found.get(key[0], ()) for key in unknown})
        return {key[0]: known[key] for key in wanted if known[key]}

    def _of(self, contracts: Sequence[Contract], on: date) -> Iterator[tuple[Agreement, Events]]:
        """Give the agreements with their events; those that cut the year at the same odd days are loaded together.

        Without cuts every day is known by itself, which some rules need.
        """
        kinds = self._kinds()
        together: dict[frozenset[date] | None, list[Agreement]] = {}
        for agreement in agreements_of(self._store, contracts):
            key = None if agreement.counts_by_day(kinds) else frozenset(_odd_cuts(agreement, on))
            together.setdefault(key, []).append(agreement)
        for cuts, some in together.items():
            first = min(first_needed(agreement, on, kinds) for agreement in some)
            then = add_months(on, -12) + timedelta(days=1)
            apart = None if cuts is None else [then, *cuts, *month_firsts(first, on)]
            loaded = self._source.events_of([each.contract for each in some], first, on, cuts=apart, cutoff=on)
            yield from ((each, loaded.get(each.contract, NOTHING)) for each in some)


class _Remembered(Generic[T]):
    """Answers by contract and version, for the last few things that were asked about."""

    def __init__(self) -> None:
        self._known: dict[Hashable, dict[tuple[str, int], tuple[T, ...]]] = {}
        self._lock = Lock()

    def turn(self, contracts: int) -> AbstractContextManager[object]:
        """Let whoever asks about many contracts wait for another who does, and then find what that one computed."""
        return self._lock if contracts > MANY else nullcontext()

    def of(self, about: Hashable) -> dict[tuple[str, int], tuple[T, ...]]:
        """Give what is known about something, to read and to add to."""
        known = self._known
        while about not in known and len(known) >= MOST_DAYS:
            known.pop(next(iter(known)), None)
        return known.setdefault(about, {})


def _odd_cuts(agreement: Agreement, on: date) -> Iterator[date]:
    """Give the first days of contract years that are not the first of a month."""
    if agreement.commencement.day != 1:
        year = full_period("contract_year", agreement.commencement, on).first
        yield from (agreement.commencement, year, add_months(year, -12))


def _ahead(agreement: Agreement, events: Events, *, window: Period, kinds: RuleKinds, on: date) -> tuple[Coming, ...]:
    found: list[Coming] = []
    for settled in agreement.settled():
        if settled == "end":
            continue
        for period in periods_ending(settled, agreement.commencement, agreement.ends_on, window):
            if period.last >= on:
                job = Job(
                    agreement,
                    settled,
                    period,
                    period.last,
                    projected(events, trend_since(agreement.commencement, period, on), on, period.last),
                )
                found += _lines(job, kinds)
    return tuple(found)


def _lines(job: Job, kinds: RuleKinds) -> Iterator[Coming]:
    """Compute; what no installed rule can compute is left out, as in `progress`."""
    try:
        statement = compute(job, kinds)
    except COMPUTE_ERRORS:
        return
    yield Coming(job.agreement.contract, job.settled, job.period, tuple(statement.lines))
