"""Estimate what coffee costs in a month: the headline of the conversation, never a price that binds."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from akkoord.facts import Facts
from akkoord.values.rounding import round_half_up, round_to_cents

WORKING_DAYS: Final = 21
"""Days a month on which cups are drawn."""
MONTHS: Final = {"month": 1, "quarter": 3}
CUPS_PER_KILO: Final = 140
"""Cups out of a kilogram of beans, at seven grams a cup and a little waste."""

ZERO = Fraction(0)
Row = Mapping[str, object]


def expected(facts: Facts) -> Mapping[str, object]:
    """Derive the group `expected`: fees, cups and coffee per month at the cups of the situation.

    Everything is exact until a result is rounded once.
    """
    assets = _rows(facts, "equipment.assets")
    fees = _sum(assets, "monthly_fee") if facts["equipment.form"] in {"lease", "rent"} else ZERO
    value = _sum(assets, "new_value") if facts["equipment.form"] in {"loan", "purchase"} else ZERO
    cups = _number(facts["situation.cups_per_day"]) * WORKING_DAYS
    drinks = _drinks(facts, cups)
    total = fees + drinks
    return {
        "expected": {
            "fees_per_month": _euro(fees),
            "cups_per_month": int(cups) or None,
            "drinks_per_month": _euro(drinks),
            "per_month": _euro(total),
            "per_cup": round_half_up(total / cups, 4) if cups and total else None,
            "equipment_value": _euro(value),
        }
    }


def _drinks(facts: Facts, cups: Fraction) -> Fraction:
    """Price a month of cups: by the tiers of the price per cup, or as coffee by the kilogram."""
    if facts["billing.mode"] == "per_cup":
        months = MONTHS.get(str(facts["billing.period"]), 1)
        return _in_slices(_rows(facts, "billing.tiers"), cups * months) / months
    kilos = [row for row in _rows(facts, "consumables.products") if row.get("unit") == "kg"]
    if not facts["consumables.enabled"] or not kilos:
        return ZERO
    return cups / CUPS_PER_KILO * _number(kilos[0].get("price"))


def _in_slices(tiers: tuple[Row, ...], cups: Fraction) -> Fraction:
    """Count tiers as RULES 0.8 does for `slice`: each rate for the cups within its tier."""
    steps = sorted((_number(row.get("from_qty")), _number(row.get("rate"))) for row in tiers)
    reached = [step for step in steps if step[0] <= cups]
    if not reached:
        return ZERO
    ends = [*(start for start, _ in reached[1:]), cups]
    return sum(((end - start) * rate for (start, rate), end in zip(reached, ends, strict=True)), ZERO)


def _euro(amount: Fraction) -> Decimal | None:
    return round_to_cents(amount).amount if amount else None


def _sum(rows: tuple[Row, ...], column: str) -> Fraction:
    return sum((_number(row.get(column)) for row in rows), ZERO)


def _number(value: object) -> Fraction:
    """Take an exact number; nothing, and what is no number, counts for nothing."""
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ZERO


def _rows(facts: Facts, name: str) -> tuple[Row, ...]:
    rows = facts[name]
    return tuple(row for row in rows if isinstance(row, Mapping)) if isinstance(rows, tuple) else ()
