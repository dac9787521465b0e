"""A contract as settling sees it: its rules, its days, and the pure computation of any of its statements."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from akkoord.executing.agreed import cumulated, lines_of
from akkoord.executing.amended import Agree, HeldUntil, amended_lines, parts_of
from akkoord.executing.counted import Counted, Events
from akkoord.executing.frozen import ContractRule, Settled, cumulations_of, in_end_statement
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.line import Line
from akkoord.executing.periods import full_period, period_at
from akkoord.executing.plan import plan_of
from akkoord.executing.position import Position
from akkoord.executing.source import NOTHING
from akkoord.executing.statement import Statement
from akkoord.values import Period, days_after

__all__ = ["Agreement", "Ending", "Job", "compute"]

NO_ITEMS: Final[Mapping[str, Mapping[str, object]]] = MappingProxyType({})
NO_EFFECTS: Final[Mapping[str, object]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Agreement:
    """What settling needs of a contract: whose it is, from when through when, and the rules of the signed version.

    `earlier` are the versions that amendments took the place of, each with the last day on which it held.
    """

    contract: str
    number: str
    customer: str
    commencement: date
    ends_on: date | None
    rules: tuple[ContractRule, ...]
    version: str = ""
    earlier: tuple[HeldUntil, ...] = ()

    def settled(self) -> tuple[Settled, ...]:
        """Tell how often its rules are settled, now or before an amendment, each word once."""
        before = [rule for held in self.earlier for rule in held.rules]
        return tuple(dict.fromkeys([rule.settle for rule in (*self.rules, *before)]))

    def settles(self, settled: Settled, period: Period) -> bool:
        """Tell whether a rule that is settled so often held in a period."""
        parts = parts_of(period, self.rules, self.earlier) if self.earlier else ()
        return not parts or any(rule.settle == settled for part in parts for rule in part.rules)

    def counts_by_day(self, kinds: RuleKinds) -> bool:
        """Tell whether a rule of it must know what was counted by the day."""
        if not self.earlier:
            return plan_of(self.rules, kinds).counts_by_day
        versions = [self.rules, *[held.rules for held in self.earlier]]
        return any(plan_of(rules, kinds).counts_by_day for rules in versions)

    def amended_on(self) -> list[date]:
        """Give the first days on which amendments held."""
        return [days_after(held.last, 1) for held in self.earlier]


@dataclass(frozen=True, slots=True)
class Ending:
    """What was decided about the end of a contract: which effects it has, and which items are charged (RULES 0.11)."""

    effects: Mapping[str, object] = field(default_factory=lambda: NO_EFFECTS)
    items: Mapping[str, Mapping[str, object]] = field(default_factory=lambda: NO_ITEMS)


NO_ENDING: Final = Ending()
NOTHING_BOOKED: Final = Position()


@dataclass(frozen=True, slots=True)
class Job:
    """A statement to compute: of which contract, over what, as known when, and what was booked before."""

    agreement: Agreement
    settled: Settled
    period: Period
    cutoff: date
    events: Events = NOTHING
    booked: Position = NOTHING_BOOKED
    ending: Ending = NO_ENDING


def compute(job: Job, kinds: RuleKinds) -> Statement:
    """Compute a statement: all facts known at the cut-off, less what was booked. Pure. Raises UnusableRule."""
    if job.settled != "end" and not job.agreement.earlier:
        counted = _counted(job, job.settled, job.period)
        lines = plan_of(job.agreement.rules, kinds).lines(job.settled, counted, kinds)
        return Statement(job.period, job.cutoff, lines, job.booked)
    lines = _at_the_end(job, kinds) if job.settled == "end" else _amended(job, kinds)
    rules = [rule for rule in job.agreement.rules if job.settled in ("end", rule.settle)]
    return Statement(job.period, job.cutoff, cumulated(lines, cumulations_of(rules)), job.booked)


def _amended(job: Job, kinds: RuleKinds) -> tuple[Line, ...]:
    counted = _counted(job, job.settled, job.period)
    return _by_versions(job, job.settled, counted, lambda rules: [rule.agreed(kinds) for rule in rules])


def _by_versions(job: Job, settled: Settled, counted: Counted, agree: Agree) -> tuple[Line, ...]:
    """Compute what is settled so often, by whatever versions held in the period."""
    parts = [
        replace(part, rules=tuple(rule for rule in part.rules if rule.settle == settled))
        for part in parts_of(counted.period, job.agreement.rules, job.agreement.earlier)
    ]
    if len(parts) > 1 and settled != "end":
        return amended_lines(parts, counted, agree)
    # What is due at the end only is due by the version that held at the end.
    return lines_of(list(agree(parts[-1].rules)), counted)


def _at_the_end(job: Job, kinds: RuleKinds) -> tuple[Line, ...]:
    """Compute the running period of every rule up to the last day, and what the end itself makes due."""
    lines: list[Line] = []
    for settled in job.agreement.settled():
        counted = replace(_counted(job, settled, _running(job, settled)), ends=job.period.last)
        lines += _by_versions(
            job,
            settled,
            counted,
            lambda rules: in_end_statement(rules, kinds, job.ending.effects, job.ending.items),
        )
    rules = (*job.agreement.rules, *(rule for held in reversed(job.agreement.earlier) for rule in held.rules))
    order = {line: place for place, line in enumerate(dict.fromkeys(rule.line for rule in rules))}
    return tuple(sorted(lines, key=lambda line: order.get(line.rule, len(order))))


def _running(job: Job, settled: Settled) -> Period:
    """Give the period that runs on the last day, through that day."""
    first, last = job.agreement.commencement, job.period.last
    running = None if settled == "end" else period_at(settled, first, last, last)
    return running or job.period


def _counted(job: Job, settled: Settled, period: Period) -> Counted:
    first = job.agreement.commencement
    whole = full_period("contract_year" if settled == "end" else settled, first, period.last)
    return Counted(period, job.cutoff, job.events, commencement=first, full_period=whole)
