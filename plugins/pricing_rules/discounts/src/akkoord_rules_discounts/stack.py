"""Take discounts off an amount, one after the other: pure, exact, and never below nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from akkoord.values import round_half_up
from akkoord_rules_discounts.discount import Discount

__all__ = ["Stack", "Taken", "stacked"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one discount came to, and of what it was taken."""

    discount: Discount
    base: Fraction
    off: Fraction


@dataclass(frozen=True, slots=True)
class Stack:
    """An amount, and what came off it in the order agreed."""

    start: Fraction
    taken: tuple[Taken, ...]

    @property
    def off(self) -> Fraction:
        """All that comes off."""
        return sum((each.off for each in self.taken), Fraction(0))

    @property
    def left(self) -> Fraction:
        """What is left of the amount."""
        return self.start - self.off

    @property
    def pct(self) -> Fraction:
        """What comes off per hundred of the amount, for showing only: nothing is computed with it."""
        return self.off * 100 / self.start if self.start else Fraction(0)


def stacked(start: Fraction, discounts: Iterable[Discount], quantity: Fraction, *, to_cents: bool = False) -> Stack:
    """Take discounts off in their order; together they take no more than there is.

    With `to_cents` every discount is rounded to cents before the next one: the discount is rounded, what is left
    follows from it.
    """
    taken: list[Taken] = []
    lowered, left = start, start
    for each in sorted(discounts, key=lambda discount: discount.order):
        base = lowered if each.base != "start" else start
        off = each.off(base, quantity)
        if to_cents:
            off = Fraction(round_half_up(off, 2))
        if start >= 0 or each.amount is not None:
            # Of goods that went back no amount comes off, and a percentage goes back with them.
            off = min(off, max(left, Fraction(0)))
        left -= off
        lowered -= off if each.lowers else 0
        taken.append(Taken(each, base, off))
    return Stack(start, tuple(taken))


def chosen(discounts: Sequence[Discount], choose: str, quantity: Fraction, customers: frozenset[str]) -> list[Discount]:
    """Give the discounts that hold for so much by these customers: all, or the one that goes before the others.

    Goods that go back have the discounts of as many that were bought.
    """
    holding = [
        each
        for each in discounts
        if abs(quantity) >= each.from_qty and (not each.customers or customers & set(each.customers))
    ]
    if choose == "all" or not holding:
        return holding
    place = max if choose == "highest" else min
    return [place(holding, key=lambda each: each.priority or 0)]
