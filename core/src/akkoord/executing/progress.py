"""How far a contract is on the way to what it aims at, against how much of the time has passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from akkoord.executing.agreement import Agreement
from akkoord.executing.counted import Counted, Events
from akkoord.executing.frozen import ContractRule, UnusableRule
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.periods import full_period, period_at
from akkoord.executing.rule import Goal
from akkoord.language import AkkoordError
from akkoord.values import Money, Period, add_months, round_to_cents

__all__ = ["Progress", "first_needed", "progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where one rule stands on a day: its goal, what it earned so far, and what it will come to by the usual course.

    `expected` is the quantity at the end of the period when the rest goes as it did in the same days a year before,
    or evenly where nothing is known of these.
    """

    rule: ContractRule
    goal: Goal
    period: Period
    on: date
    so_far: Money
    expected: Fraction

    @property
    def share(self) -> int:
        """How much of the goal is reached, in whole per cents, at most a hundred."""
        return 100 if not self.goal.target else min(100, int(self.goal.reached * 100 / self.goal.target))

    @property
    def time(self) -> int:
        """How much of the period has passed, in whole per cents."""
        return min(100, ((self.on - self.period.first).days + 1) * 100 // self.period.days)

    @property
    def missing(self) -> Fraction:
        """What is still missing to the goal."""
        return max(Fraction(0), self.goal.target - self.goal.reached)

    @property
    def is_expected(self) -> bool:
        """Tell whether the goal is reached by the usual course."""
        return self.expected >= self.goal.target


def first_needed(agreement: Agreement, on: date) -> date:
    """Tell from which day events are needed: a year before the running contract year."""
    return add_months(full_period("contract_year", agreement.commencement, on).first, -12)


def progress(agreement: Agreement, events: Events, kinds: RuleKinds, on: date) -> Iterator[Progress]:
    """Give where every rule with a goal stands in its running period; one that cannot be computed is left out."""
    for rule in agreement.rules:
        period = None
        if rule.settle != "end" and on >= agreement.commencement:
            period = period_at(rule.settle, agreement.commencement, agreement.ends_on, on)
        if period is None:
            continue
        whole = full_period(rule.settle, agreement.commencement, on)
        counted = Counted(period, on, events, commencement=agreement.commencement, full_period=whole)
        try:
            agreed = rule.agreed(kinds).rule
            goal = agreed.goal(counted)
            so_far = sum((line.amount for line in agreed.lines(counted)), Fraction(0))
        except (UnusableRule, AkkoordError):
            continue
        if goal is not None:
            yield Progress(rule, goal, period, on, round_to_cents(so_far), _expected(rule, goal, counted, on))


def _expected(rule: ContractRule, goal: Goal, counted: Counted, on: date) -> Fraction:
    """Carry what was reached on to the end of the period, by last year's course, else evenly."""
    listed = rule.parameters.get("groups")
    groups = [str(group) for group in listed] if isinstance(listed, list) else []
    before = Period(add_months(counted.period.first, -12), add_months(counted.period.last, -12))
    then = add_months(on, -12)
    if groups and before.first <= then < before.last:
        year = counted.count(groups, first=before.first, last=before.last).quantity
        by_then = counted.count(groups, first=before.first, last=then).quantity
        if by_then > 0 and year > 0:
            return goal.reached * year / by_then
    passed = (min(on, counted.period.last) - counted.period.first).days + 1
    return goal.reached * counted.period.days / max(1, passed)
