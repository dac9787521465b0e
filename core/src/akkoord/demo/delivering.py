"""Let the customers of a play take what they agreed on: two years back at most, read from a file as anyone would."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

from akkoord.access import CONSOLE, Change
from akkoord.closing.contract import Contract
from akkoord.demo.stage import Stage
from akkoord.demo.telling import ENDED
from akkoord.dossier import Customer
from akkoord.executing.sales_mapping import SalesMapping
from akkoord.executing.sales_readers import reader_of
from akkoord.values import Period
from akkoord.values.calendar import add_months

__all__ = ["MONTHS_BACK", "SEASON", "Taken", "TakenBy", "deliver", "every"]

MONTHS_BACK: Final = 24
SEASON: Final = (96, 98, 102, 101, 99, 97, 88, 86, 102, 106, 110, 115)
"""How busy each month is, in hundredths of an average one: quiet in summer, busy before the end of the year."""
HEADINGS: Final = ("id", "customer", "contract", "day", "group", "quantity", "unit", "turnover", "paid_on", "kind")
_PAID_AFTER: Final = (9, 30)


@dataclass(frozen=True, slots=True)
class Taken:
    """Something that was delivered, read, lifted or weighed on a day; `turnover` is net, in euros."""

    on: date
    group: str
    quantity: Decimal
    unit: str
    kind: str = "delivery"
    turnover: Decimal = Decimal(0)


TakenBy = Callable[[Contract, Period, Random], Iterable[Taken]]
"""Tells what was taken under a contract in a period, with chance that is the same every time."""


def deliver(stage: Stage, customers: Sequence[Customer], taken: TakenBy) -> None:
    """Write what was taken as a file, and import it."""
    workspace = stage.workspace
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "taken.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(HEADINGS)
            for customer in customers:
                for contract in workspace.contracts.of(customer.id):
                    writer.writerows(_rows(stage, customer, contract, taken))
        mapping = SalesMapping(numbers="en", dates="iso")
        reader = reader_of(file, workspace.plugins.sales_readers)
        workspace.sales_import.run(file, reader, mapping, change=Change(CONSOLE, stage.now), language="nl")


def every(period: Period, days: int, chance: Random) -> Iterator[date]:
    """Give a day in so many, beginning somewhere in the first of them."""
    day = period.first + timedelta(days=chance.randrange(days))
    while day <= period.last:
        yield day
        day += timedelta(days=days)


def _rows(stage: Stage, customer: Customer, contract: Contract, taken: TakenBy) -> Iterator[tuple[str, ...]]:
    """Write what was taken from the first day of a contract, two years back at most, through yesterday or its end."""
    first = contract.commencement
    ended = contract.state == "terminated"
    last = min(stage.today - (ENDED if ended else timedelta(days=1)), contract.ends_on or stage.today)
    begin = max(first, add_months(stage.today.replace(day=1), -MONTHS_BACK)) if first else last
    if not (contract.is_binding or ended) or begin > last:
        return
    chance = Random(contract.number)  # noqa: S311 - a made-up customer, not a secret
    for number, one in enumerate(taken(contract, Period(begin, last), chance)):
        paid_on = one.on + timedelta(days=chance.randint(*_PAID_AFTER))
        yield (
            f"{contract.number}-{number}",
            customer.number,
            contract.number,
            one.on.isoformat(),
            one.group,
            f"{one.quantity:f}",
            one.unit,
            f"{one.turnover:.2f}",
            paid_on.isoformat() if paid_on <= stage.today else "",
            one.kind,
        )
