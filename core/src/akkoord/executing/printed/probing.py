"""Ask a rule what it pays just below a number, at it and just above it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final, Self

from akkoord.executing.counted import Counted, Event, Events
from akkoord.executing.parameters import as_text
from akkoord.executing.rule import Rule
from akkoord.language import AkkoordError
from akkoord.values import Period

__all__ = ["Probe", "Step"]

NEAR: Final = Fraction(1, 1000)
"""The smallest quantity that is kept."""
NEARER: Final = NEAR / 1000
PLENTY: Final = (Fraction(10) ** 6, Fraction(10) ** 9)
DAY: Final = timedelta(days=1)
AROUND: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Step:
    """What a rule pays just below a quantity, at it and just above it.

    `includes` tells on which side of a jump the quantity itself is; None where there is no jump: then it pays the
    same whether the quantity itself counts or not.
    """

    below: Fraction
    at: Fraction
    above: Fraction
    includes: bool | None


@dataclass(frozen=True, slots=True)
class Probe:
    """A rule that pays by quantity: what its worked example counts is made more or less."""

    rule: Rule
    given: Counted
    event: Event

    @classmethod
    def of(cls, rule: Rule) -> Self | None:
        """Take a rule, or None when it counts no quantity, or only whole things one by one."""
        _, given = rule.sample()
        event = next(_events(given), None)
        if event is None:
            return None
        probe = cls(rule, given, event)
        try:
            probe.pays(NEAR)
        except (AkkoordError, ValueError):
            return None
        return probe

    def pays(self, quantity: Fraction) -> Fraction:
        """Give what comes out for a quantity."""
        turned = replace(self.event, quantity=Decimal(as_text(quantity)))
        return _paid(self.rule, replace(self.given, events=Events([turned])))

    def step(self, quantity: Fraction) -> Step:
        """Try it around a quantity above nought."""
        below, at, above = self.pays(quantity - NEAR), self.pays(quantity), self.pays(quantity + NEAR)
        if _jumps(at - below, at - self.pays(quantity - NEARER)):
            return Step(below, at, above, includes=True)
        if _jumps(above - at, self.pays(quantity + NEARER) - at):
            return Step(below, at, above, includes=False)
        return Step(below, at, above, includes=None)

    def ceiling(self) -> Fraction | None:
        """Give the amount beyond which nothing more is paid, however much is counted; None where there is none."""
        much, more = (self.pays(quantity) for quantity in PLENTY)
        return much if much == more else None

    def rises(self) -> bool:
        """Tell whether more is paid for plenty than for hardly anything."""
        return self.pays(PLENTY[0]) > self.pays(NEAR)

    def counts_on(self, day: date) -> tuple[bool, bool, bool]:
        """Tell whether what happens the day before a day, on it and the day after counts."""
        return self._counts(day - DAY), self._counts(day), self._counts(day + DAY)

    def _counts(self, day: date) -> bool:
        span = Period(day - AROUND, day + AROUND)
        moved = replace(self.event, on=day, paid_on=day, quantity=Decimal(10) ** 6, turnover=Decimal(10) ** 6)
        facts = replace(self.given, events=Events([moved]), period=span, cutoff=span.last, full_period=None)
        return _paid(self.rule, facts) != 0


def _jumps(near: Fraction, nearer: Fraction) -> bool:
    """Tell a jump from a slope: coming nearer makes a slope's difference smaller."""
    return abs(nearer) * 2 > abs(near) > 0


def _paid(rule: Rule, counted: Counted) -> Fraction:
    return sum((line.amount for line in rule.lines(counted)), Fraction(0))


def _events(given: Counted) -> Iterator[Event]:
    yield from given.events.within(given.events.groups, None, date.max)
