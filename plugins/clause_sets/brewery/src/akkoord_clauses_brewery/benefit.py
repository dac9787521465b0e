"""What an outlet is expected to buy in a year, for the headline of the conversation: never a promise."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from akkoord.closing import Expected
from akkoord.facts import Facts
from akkoord.values.rounding import round_to_cents

__all__ = ["expected", "expected_volumes", "on_loan"]

Volumes = Mapping[str, Fraction]
"""Hectolitres a year, by group of beer."""

ZERO = Fraction(0)


def expected(facts: Facts) -> Iterator[Expected]:
    """Give the expected hectolitres a year, on which the rules of the contract compute what it brings.

    The volume is what the outlet commits to, or else what it sells now, divided over the beers as now. Other drinks
    are left out: their turnover is not known.
    """
    for group, quantity in expected_volumes(facts).items():
        if quantity:
            yield Expected(group, quantity, "hl")


def on_loan(facts: Facts) -> Mapping[str, object]:
    """Derive `equipment.value`: what is lent is worth when new; None where nothing is lent."""
    value = sum((_number(row.get("new_value")) for row in _rows(facts, "equipment.assets")), ZERO)
    return {"equipment": {"value": round_to_cents(value).amount if facts["equipment.enabled"] and value else None}}


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


def _fact(facts: Facts, name: str) -> Fraction:
    return _number(facts[name])


def _number(value: object) -> Fraction:
    """Take an exact number; nothing, and what is no number, counts for nothing."""
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ZERO


def _rows(facts: Facts, name: str) -> tuple[Mapping[str, object], ...]:
    rows = facts[name]
    return tuple(row for row in rows if isinstance(row, Mapping)) if isinstance(rows, tuple) else ()
