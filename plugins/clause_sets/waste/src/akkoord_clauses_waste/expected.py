"""Estimate what collecting costs in a month: the headline of the conversation, never a price that binds."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from akkoord.facts import Facts
from akkoord.values.rounding import round_half_up, round_to_cents
from akkoord_clauses_waste.derived import Row, rows_of

TIMES_A_YEAR: Final[Mapping[str, int]] = {
    "daily": 260, "twice_weekly": 104, "weekly": 52, "fortnightly": 26, "monthly": 12,
}  # fmt: skip
"""How often a container of each schedule is emptied in a year; one on call is not counted."""

ZERO = Fraction(0)


def expected(facts: Facts) -> Mapping[str, object]:
    """Derive the group `expected`: lifts and amounts per month, exact until each is rounded once."""
    rows = rows_of(facts, "streams.list")
    lifts = sum((_lifts(row) for row in rows), ZERO)
    collection = sum((_lifts(row) * _number(row.get("price")) for row in rows), ZERO)
    rent = ZERO
    if facts["containers.owner"] == "supplier":
        rents = rows_of(facts, "containers.rents")
        rent = sum((_number(row.get("count")) * _number(row.get("rent")) for row in rents), ZERO)
    return {
        "expected": {
            "lifts_per_month": round_half_up(lifts, 1) if lifts else None,
            "collection_per_month": _euro(collection),
            "rent_per_month": _euro(rent),
            "per_month": _euro(collection + rent),
        }
    }


def _lifts(row: Row) -> Fraction:
    """Give the lifts of a stream in a month."""
    return _number(row.get("count")) * Fraction(TIMES_A_YEAR.get(str(row.get("lifts")), 0), 12)


def _euro(amount: Fraction) -> Decimal | None:
    return round_to_cents(amount).amount if amount else None


def _number(value: object) -> Fraction:
    """Take an exact number; nothing, and what is no number, counts for nothing."""
    return Fraction(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ZERO
