"""How far a contract is on the way to what it aims at, against how much of the time has passed."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from akkoord.executing.agreement import Agreement, Job, compute
from akkoord.executing.amended import parts_of
from akkoord.executing.counted import Counted, Event, Events
from akkoord.executing.frozen import ContractRule
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.periods import full_period, period_at
from akkoord.executing.projecting import QUANTITY_PLACES, projected, trend_since
from akkoord.executing.rule import EUROS, Goal, Rule
from akkoord.executing.together import Together
from akkoord.language import AkkoordError
from akkoord.values import Money, Period, add_months, round_half_up, round_to_cents, total

__all__ = ["COMPUTE_ERRORS", "Progress", "first_needed", "progress"]

log = logging.getLogger("akkoord.executing")

NEAR: Final = Fraction(3, 4)
NOTHING: Final = Money.of(0)
CENT_PLACES: Final = 2
COMPUTE_ERRORS: Final = (AkkoordError, ArithmeticError, ValueError)
"""What a rule raises that cannot be computed from what is known: one that counts single events, of sums."""


@dataclass(frozen=True)
class Progress:
    """Where one rule stands on a day: its goal, what it earned so far, and what it will come to by the usual course.

    `expected` is the quantity at the end of the period, or the turnover where that is aimed at, when the rest goes as
    it did in the same days a year before, or evenly where nothing is known of these; `at_end` is what the rule then
    comes to, and `at_goal` what it comes to when the goal is just reached.
    """

    rule: ContractRule
    goal: Goal
    period: Period
    on: date
    so_far: Money
    expected: Fraction
    at_end: Money = NOTHING
    at_goal: Money = NOTHING

    @property
    def share(self) -> int:
        """How much of the goal is reached, in whole per cents, at most a hundred."""
        return 100 if not self.goal.target else min(100, int(self.goal.reached * 100 / self.goal.target))

    @property
    def time(self) -> int:
        """How much of the period has passed, in whole per cents."""
        return min(100, ((self.on - self.period.first).days + 1) * 100 // self.period.days)

    @cached_property
    def missing(self) -> Fraction:
        """What is still missing to the goal."""
        return self.goal.missing

    @cached_property
    def is_expected(self) -> bool:
        """Tell whether the goal is reached by the usual course."""
        return self.expected >= self.goal.target

    @property
    def is_near(self) -> bool:
        """Tell whether a bonus lies within reach: three quarters of the way, and not there."""
        return not self.is_owed and self.goal.target > self.goal.reached >= self.goal.target * NEAR

    @property
    def is_owed(self) -> bool:
        """Tell whether the customer pays when the goal is missed: then it is a commitment, else a bonus."""
        return self.rule.direction == "receivable"

    @cached_property
    def shortfall(self) -> Money:
        """What the customer will owe for what he does not take, by the usual course."""
        return self.at_end if self.is_owed else NOTHING

    @cached_property
    def unclaimed(self) -> Money:
        """What the customer gets more when he just reaches the goal than by the usual course."""
        more = NOTHING if self.is_owed or self.is_expected else self.at_goal - self.at_end
        return max(NOTHING, more)


def first_needed(agreement: Agreement, on: date, kinds: RuleKinds) -> date:
    """Tell from which day events are needed: a year before the running contract year, or since the commencement."""
    day = add_months(full_period("contract_year", agreement.commencement, on).first, -12)
    whole_term = any(rule.settle == "end" and _aims(rule, kinds) for rule in agreement.rules)
    return min(day, agreement.commencement) if whole_term else day


def progress(agreement: Agreement, events: Events, kinds: RuleKinds, on: date) -> Iterator[Progress]:
    """Give where every rule with a goal stands in its running period; one that cannot be computed is left out."""
    for rule in agreement.rules:
        period = _period(agreement, rule, on) if _aims(rule, kinds) else None
        if period is None:
            continue
        try:
            found = _standing(agreement, rule, period, events, kinds, on)
        except COMPUTE_ERRORS:
            continue
        except Exception:  # a plugin's rule must not keep what others aim at from being seen
            log.exception("Rule %s cannot tell how far it is", rule.kind)
            continue
        if found is not None:
            yield found


def _aims(rule: ContractRule, kinds: RuleKinds) -> bool:
    return rule.kind in kinds and kinds[rule.kind].goal is not Rule.goal


def _period(agreement: Agreement, rule: ContractRule, on: date) -> Period | None:
    """Give the period that runs; what is settled at the end runs over the whole term."""
    ends_on = agreement.ends_on
    if on < agreement.commencement or (ends_on is not None and on > ends_on):
        return None
    if rule.settle != "end":
        return period_at(rule.settle, agreement.commencement, ends_on, on)
    return None if ends_on is None else Period(agreement.commencement, ends_on)


def _standing(
    agreement: Agreement, rule: ContractRule, period: Period, events: Events, kinds: RuleKinds, on: date
) -> Progress | None:
    whole = period if rule.settle == "end" else full_period(rule.settle, agreement.commencement, on)
    counted = Counted(period, on, events, commencement=agreement.commencement, full_period=whole)
    agreed = _held(agreement, rule, period, kinds)
    goal = agreed.goal(counted)
    if goal is None:
        return None
    rest = projected(events, trend_since(agreement.commencement, period, on), on, period.last)
    groups = _groups(rule)
    then = replace(counted, events=rest, cutoff=period.last)
    expected = _expected(agreed, groups, goal, then)
    reaching = _reaching(rest, groups, goal, expected, then)
    if _is_cut(agreement, rule, period):
        money = [_by_versions(agreement, rule, each, kinds) for each in (counted, then, reaching)]
    else:
        so_far = _amount(agreed, counted) if rule.settle != "end" else Fraction(0)
        money = [round_to_cents(each) for each in (so_far, *(_at_end(agreed, rule, one) for one in (then, reaching)))]
    return Progress(rule, goal, period, on, money[0], expected, money[1], money[2])


def _is_cut(agreement: Agreement, rule: ContractRule, period: Period) -> bool:
    """Tell whether the contract was amended within the period, so that each version settles its own part."""
    return rule.settle != "end" and any(period.first <= each.last < period.last for each in agreement.earlier)


def _held(agreement: Agreement, rule: ContractRule, period: Period, kinds: RuleKinds) -> Rule:
    """Give the rule that tells the goal: what the versions make together in a period that was cut, else the rule."""
    now = rule.agreed(kinds).rule
    if not _is_cut(agreement, rule, period):
        return now
    parts = parts_of(period, agreement.rules, agreement.earlier)
    versions = [
        (each.agreed(kinds).rule, part.period) for part in parts for each in part.rules if each.line == rule.line
    ]
    return now if len(versions) < len(parts) else now.joined(versions) or now


def _by_versions(agreement: Agreement, rule: ContractRule, counted: Counted, kinds: RuleKinds) -> Money:
    """Give what the lines of a rule come to in the statement, whichever version they are of."""
    job = Job(agreement, rule.settle, counted.period, counted.cutoff, counted.events)
    lines = [line for line in compute(job, kinds).lines if line.rule == rule.line]
    return total(line.amount if line.direction == rule.direction else -line.amount for line in lines)


def _expected(agreed: Rule, groups: Sequence[str], goal: Goal, then: Counted) -> Fraction:
    """Give the quantity at the end of the period; beyond the last tier nothing is aimed at, but it counts."""
    aimed = agreed.goal(then)
    if aimed is not None:
        return aimed.reached
    count = then.count(groups)
    return (count.turnover if goal.unit == EUROS else count.quantity) if groups else goal.reached


def _groups(rule: ContractRule) -> Sequence[str]:
    listed = rule.parameters.get("groups")
    return [str(group) for group in listed] if isinstance(listed, list | tuple) else []


def _reaching(rest: Events, groups: Sequence[str], goal: Goal, expected: Fraction, then: Counted) -> Counted:
    """Give the same facts with what is missing to the goal, at the average price, bought on the last day."""
    missing = goal.target - expected
    if missing <= 0 or not groups:
        return then
    bought = then.count(groups)
    price = bought.turnover / bought.quantity if bought.quantity > 0 else Fraction(0)
    last = then.period.last
    if goal.unit == EUROS:
        quantity = round_half_up(missing / price if price else 0, QUANTITY_PLACES)
        turnover = _at_least(missing, CENT_PLACES)
    else:
        quantity, turnover = _at_least(missing, QUANTITY_PLACES), round_half_up(missing * price, CENT_PLACES)
    more = Event(last, groups[0], quantity, bought.unit, turnover, paid_on=last)
    return replace(then, events=Together(rest, Events([more])))


def _at_least(exact: Fraction, places: int) -> Decimal:
    """Round so that it is enough."""
    rounded = round_half_up(exact, places)
    return rounded if rounded >= exact else rounded + Decimal(1).scaleb(-places)


def _at_end(agreed: Rule, rule: ContractRule, counted: Counted) -> Fraction:
    if rule.settle != "end":
        return _amount(agreed, counted)
    last = counted.period.last
    return sum((line.amount for line in agreed.residual(last, counted.ending(last))), Fraction(0))


def _amount(agreed: Rule, counted: Counted) -> Fraction:
    return sum((line.amount for line in agreed.lines(counted)), Fraction(0))
