"""Estimate what a proposal brings an outlet in a year: the headline of the conversation, never a promise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from akkoord.facts import Facts
from akkoord.values.rounding import round_half_up, round_to_cents

Volumes = Mapping[str, Fraction]
"""Hectolitres a year, by group of beer."""

ZERO = Fraction(0)


def benefit(facts: Facts) -> Mapping[str, object]:
    """Derive the group `benefit`: expected volume and what discount, bonuses and cooling bring at that volume.

    The volume is what the outlet commits to, or else what it sells now, divided over the beers as now. A rebate on
    other drinks is left out: their turnover is not known. Everything is exact until the result is rounded once.
    """
    value = sum((_number(row.get("new_value")) for row in _rows(facts, "equipment.assets")), ZERO)
    lent = round_to_cents(value).amount if facts["equipment.enabled"] and value else None
    volumes = expected_volumes(facts)
    total = sum(volumes.values(), ZERO)
    if not total:
        return {"benefit": {"equipment_value": lent}}
    yearly = sum(_parts(facts, volumes), ZERO)
    return {
        "benefit": {
            "volume_hl": round_half_up(total, 2),
            "per_year": round_to_cents(yearly).amount if yearly else None,
            "per_hl": round_half_up(yearly / total, 2) if yearly else None,
            "over_term": _over_term(facts, yearly),
            "equipment_value": lent,
        }
    }


def expected_volumes(facts: Facts) -> Volumes:
    """Give the expected hectolitres a year by group: the present division, brought to the committed volume."""
    now = _current_volumes(facts)
    total = sum(now.values(), ZERO)
    committed = _committed(facts)
    if committed is None:
        return now
    if not total:
        return {"draught_lager": committed}
    return {group: volume * committed / total for group, volume in now.items()}


@dataclass(frozen=True, slots=True)
class _Step:
    """A tier: the hectolitre from which it counts, and its rate."""

    start: Fraction
    rate: Fraction


def _current_volumes(facts: Facts) -> Volumes:
    draught = _fact(facts, "situation.annual_volume_hl")
    special = min(_fact(facts, "situation.special_hl"), draught)
    alcohol_free = min(_fact(facts, "situation.alcohol_free_hl"), draught - special)
    return {
        "draught_lager": draught - special - alcohol_free,
        "draught_special": special,
        "alcohol_free": alcohol_free,
        "bottled": _fact(facts, "situation.bottle_hl"),
    }


def _committed(facts: Facts) -> Fraction | None:
    """Give the committed hectolitres a year; None when there is no commitment, or its amount is not known yet."""
    mode = facts["commitment.mode"]
    months = _fact(facts, "term.months")
    if mode == "annual":
        return _fact(facts, "commitment.annual_hl") or None
    if mode == "total" and months:
        return _fact(facts, "commitment.total_hl") * 12 / months or None
    return None


def _parts(facts: Facts, volumes: Volumes) -> Iterator[Fraction]:
    if facts["volume_discount.enabled"]:
        rates = _rows(facts, "volume_discount.rates")
        yield from (_number(row.get("rate")) * volumes.get(str(row.get("group")), ZERO) for row in rates)
    if facts["tier_bonus.enabled"]:
        yield _tier_bonus(facts, volumes)
    if facts["growth_bonus.enabled"]:
        yield _growth_bonus(facts, sum(volumes.values(), ZERO))
    if facts["energy.enabled"]:
        yield 12 * _fact(facts, "energy.cooling_contribution")


def _tier_bonus(facts: Facts, volumes: Volumes) -> Fraction:
    """Count the tiers as RULES 0.8 does: `whole` gives the highest tier's rate, `slice` each tier its own part."""
    groups = facts["tier_bonus.groups"]
    counted = sum((volumes.get(str(group), ZERO) for group in groups), ZERO) if isinstance(groups, tuple) else ZERO
    rows = _rows(facts, "tier_bonus.tiers")
    steps = sorted(
        (_Step(_number(row.get("from_qty")), _number(row.get("rate"))) for row in rows), key=lambda step: step.start
    )
    reached = [step for step in steps if step.start <= counted]
    if not reached:
        return ZERO
    if facts["tier_bonus.method"] == "whole":
        return counted * reached[-1].rate
    ends = [*(step.start for step in reached[1:]), counted]
    return sum(((end - step.start) * step.rate for step, end in zip(reached, ends, strict=True)), ZERO)


def _growth_bonus(facts: Facts, volume: Fraction) -> Fraction:
    reference = _fact(facts, "growth_bonus.reference_hl")
    floor = reference * (1 + _fact(facts, "growth_bonus.min_growth_pct") / 100)
    bonus = max(ZERO, volume - floor) * _fact(facts, "growth_bonus.rate")
    cap = _fact(facts, "growth_bonus.cap")
    return min(bonus, cap) if cap else bonus


def _over_term(facts: Facts, yearly: Fraction) -> Decimal | None:
    """Give the benefit over a fixed term."""
    months = _fact(facts, "term.months")
    if facts["term.kind"] != "fixed" or not months or not yearly:
        return None
    return round_to_cents(yearly * months / 12).amount


def _fact(facts: Facts, name: str) -> Fraction:
    return _number(facts[name])


def _number(value: object) -> Fraction:
    """Take an exact number; nothing, and what is no number, counts for nothing."""
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ZERO


def _rows(facts: Facts, name: str) -> tuple[Mapping[str, object], ...]:
    rows = facts[name]
    return tuple(row for row in rows if isinstance(row, Mapping)) if isinstance(rows, tuple) else ()
