"""What is collected in the demonstration: lifts by their schedule, weighings, what was missed, and published prices."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final

from akkoord.closing.contract import Contract
from akkoord.demo.delivering import Taken, every
from akkoord.facts import Facts
from akkoord.values import Period
from akkoord.values.calendar import add_months
from akkoord_clauses_waste.derived import lines

__all__ = ["taken"]

EVERY: Final[Mapping[str, int]] = {
    "daily": 1, "twice_weekly": 3, "weekly": 7, "fortnightly": 14, "monthly": 28, "on_call": 45,
}  # fmt: skip
"""How many days lie between lifts of each schedule."""
MISSED: Final = 60
"""One lift in so many is missed."""
DIESEL: Final = (130, 148)
PAPER: Final = (60, 110)
"""Between which prices diesel (cents a litre) and paper (euros a tonne) are published."""
ONE: Final = Decimal(1)


def taken(contract: Contract, period: Period, chance: Random) -> Iterator[Taken]:
    """Lift every stream by its schedule, weigh residual waste, and record what is published each month."""
    facts = Facts(contract.facts)
    rows = facts["streams.list"]
    named = zip(_ids(facts), rows if isinstance(rows, tuple) else (), strict=False)
    for stream, row in named:
        if isinstance(row, Mapping):
            yield from _lifts(stream, row, period, chance, weighed=bool(facts["weight.enabled"]))
    if facts["fuel.enabled"]:
        for day in _firsts(period):
            yield Taken(day, "diesel_price", Decimal(chance.randint(*DIESEL)) / 100, "EUR/l", "reading")
    if facts["paper_rebate.enabled"]:
        for day in _firsts(period):
            yield Taken(day, "paper_price", Decimal(chance.randint(*PAPER)), "EUR/t", "reading")
            yield Taken(day, "paper_tonnes", Decimal(chance.randint(20, 60)) / 100, "t", "weighing")


def _lifts(stream: str, row: Mapping[str, object], period: Period, chance: Random, *, weighed: bool) -> Iterator[Taken]:
    count = Decimal(str(row["count"]))
    for day in every(period, EVERY[str(row["lifts"])], chance):
        if not chance.randrange(MISSED):
            yield Taken(day, f"missed-{stream}", ONE, "lift", "lift")
            continue
        yield Taken(day, stream, count, "lift", "lift", turnover=count * Decimal(str(row["price"])))
        if weighed and stream == "residual":
            yield Taken(day, "weighing", Decimal(chance.randint(35, 75)), "kg", "weighing")
        if row["lifts"] == "on_call":
            yield Taken(day, "on_call", ONE, "lift", "lift")


def _ids(facts: Facts) -> tuple[str, ...]:
    """Name the streams as the rules count them."""
    found = lines(facts)["streams"]
    ids = found["ids"] if isinstance(found, Mapping) else ()
    return tuple(str(one) for one in ids) if isinstance(ids, tuple) else ()


def _firsts(period: Period) -> Iterator[date]:
    """Give the first days of the months of a period."""
    day = period.first.replace(day=1)
    while day <= period.last:
        if day >= period.first:
            yield day
        day = add_months(day, 1)
