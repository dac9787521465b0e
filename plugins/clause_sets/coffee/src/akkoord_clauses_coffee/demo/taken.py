"""What the customers of the demonstration take: cups that counters read, and coffee by the kilogram."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Final

from akkoord.closing.contract import Contract
from akkoord.demo.delivering import SEASON, Taken, every
from akkoord.values import Period
from akkoord_clauses_coffee.expected import CUPS_PER_KILO, WORKING_DAYS

__all__ = ["taken"]

MONTH: Final = 30
FORTNIGHT: Final = 14
LATE: Final = 6
"""One in so many months a mechanic comes late, at a customer with a fast service."""


def taken(contract: Contract, period: Period, chance: Random) -> Iterator[Taken]:
    """Read the counters every month where a cup has a price; else deliver coffee every fortnight."""
    facts = contract.facts
    cups = Decimal(str(_group(facts, "situation").get("cups_per_day") or 100)) * WORKING_DAYS
    if _group(facts, "billing").get("mode") == "per_cup":
        for day in every(period, MONTH, chance):
            yield Taken(day, "cups", _busy(cups, day.month, chance).quantize(Decimal(1)), "cup", "reading")
    elif _group(facts, "consumables").get("enabled"):
        price = _price(_group(facts, "consumables"))
        for day in every(period, FORTNIGHT, chance):
            kilos = _busy(cups / CUPS_PER_KILO * FORTNIGHT / MONTH, day.month, chance).quantize(Decimal("0.5"))
            yield Taken(day, "coffee", kilos, "kg", turnover=kilos * price)
    if _group(facts, "service").get("level") in {"plus", "premium"}:
        yield from _late(facts, period, chance)


def _late(facts: Mapping[str, object], period: Period, chance: Random) -> Iterator[Taken]:
    assets = _group(facts, "equipment").get("assets")
    devices = [
        str(row["id"]) for row in (assets if isinstance(assets, list | tuple) else ()) if isinstance(row, Mapping)
    ]
    for day in every(period, MONTH, chance):
        if devices and not chance.randrange(LATE):
            yield Taken(day, chance.choice(devices), Decimal(1), "piece")


def _busy(usual: Decimal, month: int, chance: Random) -> Decimal:
    return usual * SEASON[month - 1] * chance.randint(88, 112) / 10_000


def _price(consumables: Mapping[str, object]) -> Decimal:
    found = _rows(consumables.get("products"))
    return Decimal(str(found[0]["price"])) if found else Decimal(16)


def _rows(value: object) -> list[Mapping[str, object]]:
    return [row for row in (value if isinstance(value, list | tuple) else ()) if isinstance(row, Mapping)]


def _group(facts: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = facts.get(name)
    return found if isinstance(found, Mapping) else {}
