"""Run rules over history: what is in force and what is tried, through the engine that settles, wherever it runs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from akkoord.executing import ContractRule, Line, RuleKinds
from akkoord.executing.agreement import Agreement, Job, compute
from akkoord.executing.counted import AddedUp, Events
from akkoord.executing.frozen import Settled
from akkoord.executing.periods import periods_ending
from akkoord.executing.sales import Sales
from akkoord.executing.source import NOTHING, EventSource
from akkoord.language import AkkoordError
from akkoord.store import open_store
from akkoord.values import Period, days_after

__all__ = ["Part", "Ran", "Trial", "part_of", "run_part", "run_trials"]


@dataclass(frozen=True, slots=True)
class Trial:
    """A contract as it is, and as it would be: only the rules that may come out otherwise."""

    in_force: Agreement
    tried: Agreement

    @property
    def settled(self) -> tuple[Settled, ...]:
        """How often the rules are settled, on either side; what is settled at the end only has no history."""
        both = dict.fromkeys((*self.in_force.settled(), *self.tried.settled()))
        return tuple(each for each in both if each != "end")

    def periods(self, within: Period) -> Iterator[tuple[Settled, Period]]:
        """Give the periods of the contract that end within a window."""
        for settled in self.settled:
            for period in periods_ending(settled, self.in_force.commencement, self.in_force.ends_on, within):
                yield settled, period


_Todo = tuple[Trial, tuple[tuple[Settled, Period], ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """Some trials, and all that is needed to run them anywhere that the store's file can be read."""

    file: Path
    trials: tuple[Trial, ...]
    within: Period
    cutoff: date
    kinds: RuleKinds


@dataclass(frozen=True, slots=True)
class Ran:
    """What a period of a contract came to, in cents for the customer; `problem` says why it could not be computed."""

    contract: str
    first: date
    last: date
    in_force: int = 0
    tried: int = 0
    problem: str = ""

    @property
    def difference(self) -> int:
        """How many cents more the customer would have had."""
        return self.tried - self.in_force


def part_of(trial: Trial) -> Trial:
    """Give a trial as plain data, which goes to other processes and machines."""
    return Trial(_plain(trial.in_force), _plain(trial.tried))


def run_part(part: Part) -> list[Ran]:
    """Run trials with a store of its own: in this process, another, or on another machine."""
    store = open_store(part.file)
    try:
        return run_trials(part, Sales(store))
    finally:
        store.close()


def run_trials(part: Part, source: EventSource) -> list[Ran]:
    """Run trials over the events of a source. Pure but for reading those."""
    todo = [(trial, tuple(trial.periods(part.within))) for trial in part.trials]
    events = _events([each for each in todo if each[1]], part, source)
    return [
        _ran(trial, Job(trial.in_force, *each, part.cutoff, events.get(trial.in_force.contract, NOTHING)), part, source)
        for trial, periods in todo
        for each in periods
    ]


def _events(todo: Sequence[_Todo], part: Part, source: EventSource) -> Mapping[str, Events]:
    """Ask for the events of contracts whose periods are cut at the same days together, added up between those."""
    alike: dict[frozenset[date], list[_Todo]] = {}
    for trial, periods in todo:
        ends = [day for _, period in periods for day in (period.first, days_after(period.last, 1))]
        alike.setdefault(frozenset([*ends, *trial.in_force.amended_on()]), []).append((trial, periods))
    found: dict[str, Events] = {}
    for cuts, some in alike.items():
        first = min(_needed(trial, period) for trial, periods in some for _, period in periods)
        last = max(period.last for _, periods in some for _, period in periods)
        contracts = [trial.in_force.contract for trial, _ in some]
        found |= source.events_of(contracts, first, last, cuts=cuts, cutoff=part.cutoff)
    return found


def _ran(trial: Trial, job: Job, part: Part, source: EventSource) -> Ran:
    try:
        before, after = _both(trial, job, part.kinds, source)
    except AkkoordError as error:
        return Ran(job.agreement.contract, job.period.first, job.period.last, problem=error.message.text("en"))
    return Ran(job.agreement.contract, job.period.first, job.period.last, before, after)


def _both(trial: Trial, job: Job, kinds: RuleKinds, source: EventSource) -> tuple[int, int]:
    """Settle both sides: over sums, or over every single event where a rule cannot do with sums."""
    if not any(side.counts_by_day(kinds) for side in (trial.in_force, trial.tried)):
        try:
            return _came_to(job, trial.in_force, kinds), _came_to(job, trial.tried, kinds)
        except AddedUp:
            pass  # a rule that does not say so may look at single events all the same
    contract, first = trial.in_force.contract, _needed(trial, job.period)
    events = source.events_of([contract], first, job.period.last).get(contract, NOTHING)
    exact = replace(job, events=events)
    return _came_to(exact, trial.in_force, kinds), _came_to(exact, trial.tried, kinds)


def _came_to(job: Job, side: Agreement, kinds: RuleKinds) -> int:
    """Settle one side; one that settles nothing over such periods came to nothing."""
    return _cents(compute(replace(job, agreement=side), kinds).lines) if job.settled in side.settled() else 0


def _cents(lines: Sequence[Line]) -> int:
    """Add up what the customer gets, less what he owes; VAT apart."""
    return sum(
        line.amount.minor if line.direction == "payable" else -line.amount.minor for line in lines if line.charged
    )


def _needed(trial: Trial, period: Period) -> date:
    """Tell from which day events are needed: a rule may count from a day of its own."""
    rules = (*trial.in_force.rules, *trial.tried.rules)
    own = (date.fromisoformat(str(rule.parameters["from"])) for rule in rules if rule.parameters.get("from"))
    return min((period.first, *own))


def _plain(agreement: Agreement) -> Agreement:
    earlier = tuple(replace(held, rules=_rules(held.rules)) for held in agreement.earlier)
    return replace(agreement, rules=_rules(agreement.rules), earlier=earlier)


def _rules(rules: Sequence[ContractRule]) -> tuple[ContractRule, ...]:
    return tuple(replace(rule, parameters=dict(rule.parameters), facts={}) for rule in rules)
