"""Two years of deliveries to everyone with a contract: seasons, growth, returns, late payers; always the same."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

from akkoord.access import CONSOLE, Change
from akkoord.closing.contract import Contract
from akkoord.demo.stage import Stage
from akkoord.dossier import Customer
from akkoord.executing.sales_mapping import SalesMapping
from akkoord.executing.sales_readers import reader_of
from akkoord.values.calendar import add_months
from akkoord_clauses_brewery.demo.cast import Guest
from akkoord_clauses_brewery.demo.stories import GONE, ended_on
from akkoord_clauses_brewery.products import prices, products

HEADINGS: Final = ("regel", "klantnummer", "datum", "artikel", "colli", "omzet", "betaald")
SHARES: Final = {
    "ZB-PILS-50": 62, "ZB-PILS-20": 14, "ZB-AMBER-20": 14, "ZB-PILS-2430": 8, "ZB-NUL-2430": 4, "FRIS-2420": 12,
    "WIJN-6": 3,
}  # fmt: skip
"""How much of the volume on tap each product is, in hundredths; what is not on tap comes on top."""
SEASON: Final = (74, 76, 88, 100, 118, 124, 128, 124, 104, 94, 82, 88)
"""How busy each month is, in hundredths of an average one."""
GROWTH: Final = (97, 103, 106)
"""The volume of each year since the first delivery, in hundredths of what was expected."""
_LITRES_IN_HL: Final = 100
_WEEKS: Final = 52

Row = tuple[str, ...]


def deliver(stage: Stage, told: Sequence[tuple[Guest, Customer]]) -> None:
    """Write the deliveries as a file of the depot, and import it as anyone would."""
    workspace = stage.workspace
    for product in products():
        workspace.products.put(product)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "depot.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, delimiter=";")
            writer.writerow(HEADINGS)
            for guest, customer in told:
                for contract in workspace.contracts.of(customer.id):
                    writer.writerows(_deliveries(stage, guest, customer, contract))
        workspace.sales_import.run(
            file,
            reader_of(file, workspace.plugins.sales_readers),
            SalesMapping(numbers="nl", dates="iso"),
            change=Change(CONSOLE, stage.now),
            language="nl",
        )


def _deliveries(stage: Stage, guest: Guest, customer: Customer, contract: Contract) -> Iterator[Row]:
    """Deliver every week on one day, from the first day of the contract but at most two years."""
    if contract.commencement is None or not contract.is_binding:
        return
    chance = Random(f"{guest.n} {guest.name}")  # noqa: S311 - a made-up customer, not a secret
    first = max(contract.commencement, add_months(stage.today.replace(day=1), -24))
    last = ended_on(stage, guest) if guest.story in GONE else stage.today - timedelta(days=1)
    open_litres = dict.fromkeys(SHARES, Decimal(0))
    day = first + timedelta(days=guest.n % 5)
    while day <= last:
        paid_on = _paid(day, guest, chance)
        for product, share in SHARES.items():
            open_litres[product] += _week(guest, day, first, share) * chance.randint(80, 120) / 100
            packages, open_litres[product] = _packages(product, open_litres[product])
            if packages:
                yield _row(customer, day, product, packages, paid_on, stage.today)
        if chance.random() < 0.04:  # noqa: PLR2004 - a keg comes back now and then
            yield _row(customer, day + timedelta(days=1), "ZB-PILS-20", -1, paid_on, stage.today)
        day += timedelta(days=7)


def _week(guest: Guest, day: date, first: date, share: int) -> Decimal:
    """Give the litres of one product in one week."""
    growth = GROWTH[min((day - first).days // 365, len(GROWTH) - 1)]
    litres = Decimal(guest.volume * _LITRES_IN_HL) / _WEEKS
    return litres * share * SEASON[day.month - 1] * growth / Decimal(1_000_000)


def _packages(product: str, litres: Decimal) -> tuple[int, Decimal]:
    content = next(each.content for each in products() if each.id == product)
    packages = int(litres // content)
    return packages, litres - packages * content


def _paid(day: date, guest: Guest, chance: Random) -> date:
    """Pay after two to four weeks; every fifth customer takes its time."""
    return day + timedelta(days=chance.randint(12, 28) + (45 if guest.n % 5 == 0 else 0))


def _row(customer: Customer, day: date, product: str, packages: int, paid_on: date, today: date) -> Row:
    cents = prices()[product] * packages
    sign, whole = "-" if cents < 0 else "", abs(cents)
    return (
        f"{customer.number}-{day:%Y%m%d}-{product}{'-R' if packages < 0 else ''}",
        customer.number,
        day.isoformat(),
        product,
        str(packages),
        f"{sign}{whole // 100},{whole % 100:02}",
        paid_on.isoformat() if paid_on <= today else "",
    )
