"""What is earned by a day of a period that is not over: the same rule over what is expected, in part.

An amount that follows what is counted is earned with it: what was counted so far takes the average that the whole
expectation comes to. An amount that follows nothing that is counted, such as a lump sum, is earned with the days,
whatever is sold. When the expectation changes, the next accrual less what is booked is the catch-up: there is no other
sum for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from akkoord.executing.agreed import AgreedRule
from akkoord.executing.bases import CountingRule
from akkoord.executing.counted import Count, Counted
from akkoord.executing.line import ExactLine
from akkoord.executing.phrase import amount_of, euros
from akkoord.executing.rule import Rule
from akkoord.language import Message
from akkoord.values import Period

__all__ = ["Accrual", "accrued", "days_passed"]


def accrued(rule: Rule, counted: Counted, expected: Counted) -> tuple[ExactLine, ...]:
    """Give of every line of the whole period the part that is earned at the cut-off.

    `expected` is what the whole period is expected to hold, what is known already included; its period is that over
    which an amount that follows nothing counted is spread.
    """
    facts = replace(expected, rounded=counted.rounded)
    if isinstance(rule, CountingRule):
        so_far, in_all = rule.count(counted), rule.count(facts)
        return tuple(
            _by_count(line, so_far, in_all) if in_all.quantity == line.quantity else _by_days(line, counted, facts)
            for line in rule.lines(facts)
        )
    return tuple(_by_days(line, counted, facts) for line in rule.lines(facts))


def _by_count(line: ExactLine, so_far: Count, in_all: Count) -> ExactLine:
    """Earn a line with the quantity, or where nothing but turnover is counted, with the turnover."""
    by_turnover = not in_all.quantity
    known, whole = (so_far.turnover, in_all.turnover) if by_turnover else (so_far.quantity, in_all.quantity)
    shown = euros if by_turnover else lambda value: amount_of(value, in_all.unit)
    values = {"amount": euros(line.amount), "so_far": shown(known), "expected": shown(whole)}
    step = Message("{amount} × {so_far} of {expected} that is expected", values)
    share = known / whole if whole else Fraction(0)
    return replace(line, amount=line.amount * share, steps=(*line.steps, step), quantity=so_far.quantity)


def _by_days(line: ExactLine, counted: Counted, expected: Counted) -> ExactLine:
    days, of = days_passed(expected.period, counted), expected.period.days
    step = Message("{amount} × {days} of {of} days", {"amount": euros(line.amount), "days": days, "of": of})
    return replace(line, amount=line.amount * days / of, steps=(*line.steps, step))


def days_passed(period: Period, counted: Counted) -> int:
    """Count the days of a period that have passed at the cut-off, that day included."""
    if counted.cutoff < period.first:
        return 0
    return Period(period.first, min(period.last, counted.cutoff)).days


@dataclass(frozen=True, slots=True)
class Accrual(AgreedRule):
    """An agreed rule of which only what is earned counts; it is settled like any other."""

    expected: Counted = field(kw_only=True)

    def exact(self, counted: Counted) -> Iterable[ExactLine]:
        """Give the lines that are earned."""
        return accrued(self.rule, counted, self.expected)
