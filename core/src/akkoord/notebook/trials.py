"""Run rules over history: what is in force and what is tried, through the engine that settles, wherever it runs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from akkoord.executing import ContractRule, Line, RuleKinds
from akkoord.executing.agreement import Agreement, Job, compute
from akkoord.executing.frozen import Settled
from akkoord.executing.periods import periods_ending
from akkoord.executing.sales import Sales
from akkoord.executing.source import NOTHING, EventSource
from akkoord.language import AkkoordError
from akkoord.store import open_store
from akkoord.values import Period

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
    todo = [(trial, *each) for trial in part.trials for each in trial.periods(part.within)]
    if not todo:
        return []
    first, last = min(_needed(trial, period) for trial, _, period in todo), max(period.last for *_, period in todo)
    contracts = {trial.in_force.contract for trial, *_ in todo}
    by_day = any(held.counts_by_day(part.kinds) for trial in part.trials for held in (trial.in_force, trial.tried))
    cuts = None if by_day else {period.first for *_, period in todo}
    events = source.events_of(contracts, first, last, cuts=cuts, cutoff=part.cutoff)
    return [
        _ran(
            trial, Job(trial.in_force, settled, period, part.cutoff, events.get(trial.in_force.contract, NOTHING)), part
        )
        for trial, settled, period in todo
    ]


def _ran(trial: Trial, job: Job, part: Part) -> Ran:
    try:
        before = _cents(compute(job, part.kinds).lines)
        after = _cents(compute(replace(job, agreement=trial.tried), part.kinds).lines)
    except AkkoordError as error:
        return Ran(job.agreement.contract, job.period.first, job.period.last, problem=error.message.text("en"))
    return Ran(job.agreement.contract, job.period.first, job.period.last, before, after)


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
