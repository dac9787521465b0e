"""Divide the line of a rule over the VAT of the goods that it is about, where that was agreed (RULES 0.10)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from akkoord.executing.bases import CountingRule
from akkoord.executing.counted import Counted
from akkoord.executing.line import Line, Vat
from akkoord.executing.phrase import amount_of, euros
from akkoord.language import Message, Speaks
from akkoord.values import Money
from akkoord.values.allocation import allocate

__all__ = ["GoodsVat", "divided"]


@dataclass(frozen=True, slots=True)
class GoodsVat:
    """The VAT of some goods: groups, with all that lies under them and has no VAT of its own."""

    groups: tuple[str, ...]
    vat: Vat


@dataclass(frozen=True, slots=True)
class _Sold:
    """What was sold at a rate."""

    turnover: Fraction = Fraction(0)
    quantity: Fraction = Fraction(0)

    def plus(self, other: "_Sold", sign: int = 1) -> "_Sold":
        return _Sold(self.turnover + sign * other.turnover, self.quantity + sign * other.quantity)


def divided(line: Line, rule: CountingRule, goods: Sequence[GoodsVat], counted: Counted) -> Iterator[Line]:
    """Divide a rounded line in proportion to the net turnover of what counts at each VAT; nothing is lost.

    There is a line for every VAT that the groups of the rule can have, so that what a correction takes back has a
    line too. What rounding down leaves goes to the largest remainders. Goods that were sold for nothing weigh by
    their quantity; where nothing counts, or more came back than was sold, the VAT of the line itself takes it.
    """
    sold = _sold(rule, line.vat, goods, counted)
    weights = _weights(sold, line.vat)
    cents = allocate(line.amount.minor, list(weights.values()))
    keeps = line.quantity is not None and sum(each.quantity for each in sold.values()) == line.quantity
    for (vat, weight), share in zip(weights.items(), cents, strict=True):
        step = _step(vat, weight, weights, sold, line.exact.unit)
        name = _name(vat)
        exact = replace(
            line.exact,
            amount=Fraction(share, 100),
            steps=(*line.exact.steps, step),
            quantity=sold[vat].quantity if keeps else None,
            part=f"{line.exact.part}:{name}" if line.exact.part else name,
        )
        yield line._replace(id=f"{line.id}:{name}", amount=Money.of_minor(share), vat=vat, exact=exact)


def _sold(rule: CountingRule, own: Vat, goods: Sequence[GoodsVat], counted: Counted) -> dict[Vat, _Sold]:
    """Add up what counts for a rule by its VAT, of every VAT that its groups can have."""
    by_group = {group: each.vat for each in goods for group in each.groups}
    under = tuple(f"{group}/" for group in rule.groups)
    possible = {_vat_of(group, by_group, own) for group in rule.groups}
    possible |= {vat for group, vat in by_group.items() if group.startswith(under)}
    found = {vat: _Sold() for vat in sorted(possible, key=lambda vat: vat.order)}
    for group, sold in _by_group(rule, counted).items():
        vat = _vat_of(group, by_group, own)
        found[vat] = found[vat].plus(sold)
    return found


def _vat_of(group: str, by_group: Mapping[str, Vat], own: Vat) -> Vat:
    """Give the VAT of a group: its own, else that of the nearest group above it."""
    while group not in by_group and "/" in group:
        group = group.rpartition("/")[0]
    return by_group.get(group, own)


def _by_group(rule: CountingRule, counted: Counted) -> dict[str, _Sold]:
    """Count every group by itself, without the groups under it."""
    under = tuple(f"{group}/" for group in rule.groups)
    covered = [group for group in counted.events.groups if group in rule.groups or group.startswith(under)]
    found: dict[str, _Sold] = {}
    for group in sorted(covered, key=len, reverse=True):
        count = rule.model_copy(update={"groups": (group,)}).count(counted)
        sold = _Sold(count.turnover, count.quantity)
        for other, below in found.items():
            if other.startswith(f"{group}/"):
                sold = sold.plus(below, -1)
        found[group] = sold
    return found


def _weights(sold: Mapping[Vat, _Sold], own: Vat) -> dict[Vat, Fraction]:
    """Weigh every VAT by turnover, else by quantity; what came back weighs nothing."""
    for weighed in (
        {vat: max(Fraction(0), each.turnover) for vat, each in sold.items()},
        {vat: max(Fraction(0), each.quantity) for vat, each in sold.items()},
    ):
        if any(weighed.values()):
            return weighed
    first = own if own in sold else next(iter(sold))
    return {vat: Fraction(vat == first) for vat in sold}


def _step(vat: Vat, weight: Fraction, weights: Mapping[Vat, Fraction], sold: Mapping[Vat, _Sold], unit: str) -> Speaks:
    """Say which part of the goods has this VAT."""
    whole = sum(weights.values(), Fraction(0))
    if any(each.turnover > 0 for each in sold.values()):
        values = {"vat": vat, "part": euros(weight), "whole": euros(whole)}
        return Message("share of {vat}: {part} of {whole} turnover", values)
    if any(each.quantity > 0 for each in sold.values()):
        values = {"vat": vat, "part": amount_of(weight, unit), "whole": amount_of(whole, unit)}
        return Message("share of {vat}: {part} of {whole}", values)
    return Message("share of {vat}: nothing was sold", {"vat": vat})


def _name(vat: Vat) -> str:
    """Name the part of a line by its VAT: `reduced-9`, or by what it is where none is charged."""
    treatment = vat.treatment.replace("_", "-")
    return f"{treatment}-{vat.rate.normalize():f}" if vat.rate else treatment
