"""A workspace with a great many customers, made once and kept: through the service, many to a transaction."""

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from akkoord.access import CONSOLE, Account
from akkoord.dossier import Party, Person
from akkoord.testing import NOON, FakeClock
from akkoord.workspace import Workspace
from akkoord_clauses_brewery.demo.cast import settings

PASSWORD: Final = "bierviltjes verzamelen"
MANAGERS: Final = 40
_TOGETHER: Final = 2_000
_SEED: Final = 1
_TERMINATED: Final = 1
_ACTIVE: Final = 5
_LEAST_KVK, _MOST_KVK = 10_000_000, 99_999_999

_KINDS: Final = (
    "Café", "Eetcafé", "Restaurant", "Hotel", "Brasserie", "Bistro", "Grand Café", "Sportkantine", "Buurthuis",
    "Strandpaviljoen", "Bar", "Taverne", "Herberg", "Proeflokaal", "Cafetaria", "Zalencentrum", "Stadscafé",
)  # fmt: skip
_ARTICLES: Final = ("De", "Het", "'t", "In de", "Bij", "Van", "Den", "D'Oude", "De Nieuwe", "De Gouden", "De Blauwe")
_NOUNS: Final = (
    "Hoek", "Kroon", "Leeuw", "Zwaan", "Ster", "Molen", "Haven", "Brug", "Poort", "Kade", "Linde", "Eik", "Roos",
    "Hoorn", "Ton", "Vat", "Kan", "Pul", "Arend", "Beer", "Bok", "Hert", "Vos", "Uil", "Snoek", "Dijk", "Markt",
    "Waag", "Toren", "Klok", "Sleutel", "Engel", "Prins", "Keizer", "Ridder", "Schipper", "Boer", "Smid", "Bakker",
    "Jager", "Visser", "Tuin", "Veranda", "Stoep", "Keuken", "Pomp", "Wagen", "Trein", "Boot", "Rijn", "IJssel",
)  # fmt: skip
_FAMILIES: Final = (
    "Jansen", "de Vries", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "de Groot",
    "Bos", "Vos", "Peters", "Hendriks", "van Dijk", "Dekker", "Brouwer", "de Wit", "Dijkstra", "Smits", "Kok",
    "Jacobs", "Vermeulen", "Schouten", "Hoekstra", "Koster", "Prins", "Huisman", "Postma", "Kuipers", "Zijlstra",
)  # fmt: skip
_TOWNS: Final = (
    "Deventer", "Zwolle", "Apeldoorn", "Zutphen", "Kampen", "Hengelo", "Enschede", "Almelo", "Meppel", "Assen",
    "Groningen", "Leeuwarden", "Sneek", "Arnhem", "Nijmegen", "Tiel", "Utrecht", "Amersfoort", "Hilversum", "Gouda",
    "Leiden", "Delft", "Rotterdam", "Dordrecht", "Breda", "Tilburg", "'s-Hertogenbosch", "Eindhoven", "Venlo",
    "Roermond", "Maastricht", "Middelburg", "Goes", "Alkmaar", "Hoorn", "Haarlem", "Amsterdam", "Almere", "Lelystad",
)  # fmt: skip
_STREETS: Final = ("Dorpsstraat", "Kerkplein", "Markt", "Havenkade", "Stationsweg", "Molenlaan", "Brink", "Dijk")


def crowded(cache: Path, customers: int) -> Path:
    """Give the folder of a workspace with so many customers; make it when it is not there yet."""
    folder = cache / f"customers-{customers}"
    if not folder.exists():
        part = cache / f"customers-{customers}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.parent.mkdir(parents=True, exist_ok=True)
        _fill(part, customers)
        part.rename(folder)
    return folder


def opened(folder: Path, clock: Callable[[], datetime] | None = None) -> Workspace:
    """Open it at the moment at which it was filled."""
    return Workspace.open(folder, clock=clock or FakeClock())


def _fill(folder: Path, customers: int) -> None:
    with Workspace.create(folder, settings(), clock=FakeClock()) as workspace:
        chief = workspace.accounts.add("chief", "Chief", "manager", PASSWORD, by=CONSOLE, at=NOON)
        owners = [
            workspace.accounts.add(f"rep{n}", f"Rep {n}", "account_manager", PASSWORD, by=CONSOLE, at=NOON)
            for n in range(min(MANAGERS, customers))
        ]
        parties = enumerate(_parties(customers))
        while some := list(islice(parties, _TOGETHER)):
            with workspace.store.write():
                for number, party in some:
                    _add(workspace, party, owners[number % len(owners)], chief, number)


def _add(workspace: Workspace, party: Party, owner: Account, chief: Account, number: int) -> None:
    """Add a customer: of every twenty five are active, one is terminated, one archived, and the rest are prospects."""
    at = NOON - timedelta(minutes=number)
    customers, place = workspace.customers, number % 20
    customer = customers.add(party, owner.id, by=chief, at=at)
    if place < _ACTIVE + _TERMINATED:
        customer = customers.mark_active(customer.id, by=chief, at=at)
    if place < _TERMINATED:
        customers.mark_terminated(customer.id, by=chief, at=at)
    if place == _TERMINATED + _ACTIVE:
        customers.archive(customer, by=chief, at=at)


def _parties(count: int) -> Iterator[Party]:
    """Invent companies, the same ones every time."""
    chance = random.Random(_SEED)
    for _ in range(count):
        family, town = chance.choice(_FAMILIES), chance.choice(_TOWNS)
        name = _name(chance, family, town)
        slug = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
        yield Party(
            name,
            "vof",
            address=f"{chance.choice(_STREETS)} {chance.randint(1, 180)}",
            postcode=f"{chance.randint(1000, 9999)} {chance.choice('ABCDEGHJKLMNPRTVWXZ')}{chance.choice('ABCDEFGH')}",
            city=town,
            kvk=f"{chance.randint(_LEAST_KVK, _MOST_KVK)}",
            phone=f"0{chance.randint(10, 79)} {chance.randint(1_000_000, 9_999_999)}",
            email=f"info@{slug}.example",
            signatories=(Person(f"de heer {chance.choice('ABDEFGHJKLMNPRSTW')}. {family}", "vennoot"),),
        )


def _name(chance: random.Random, family: str, town: str) -> str:
    kind, noun = chance.choice(_KINDS), chance.choice(_NOUNS)
    style = chance.random()
    if style < 0.6:
        return f"{kind} {chance.choice(_ARTICLES)} {noun}"
    if style < 0.8:
        return f"{kind} {family}"
    return f"{noun} {town} {chance.randint(1, 999)}"
