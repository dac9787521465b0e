"""A store with two account managers, a manager, and a customer of the first."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from akkoord.access import Account
from akkoord.dossier import Customers, Party, Person, Proposals, SideAgreements, Situations, Visits
from akkoord.store import ACCOUNT, Event, open_store

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def at():
    return AT


@pytest.fixture
def today():
    return date(2026, 11, 23)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    """A store as `open_store` makes it, to copy: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "akkoord.db"
    open_store(path, create=True).close()
    return path


@pytest.fixture
def store(empty_store, tmp_path):
    opened = open_store(Path(shutil.copy(empty_store, tmp_path)))
    yield opened
    opened.close()


@pytest.fixture
def person(store):
    """Put an account in the store."""

    def put(login, role="account_manager"):
        row = {"id": login, "state": "active", "login": login, "role": role, "body": "{}"}
        store.save(ACCOUNT, row, expected=0, events=[Event("added")], by="test", at=AT)
        return Account(login, 1, login, login.title(), role)

    return put


@pytest.fixture
def anna(person):
    return person("anna")


@pytest.fixture
def piet(person):
    return person("piet")


@pytest.fixture
def mia(person):
    return person("mia", "manager")


@pytest.fixture
def customers(store):
    return Customers(store)


@pytest.fixture
def situations(store):
    return Situations(store)


@pytest.fixture
def proposals(store):
    return Proposals(store)


@pytest.fixture
def agreements(store):
    return SideAgreements(store)


@pytest.fixture
def visits(store):
    return Visits(store)


@pytest.fixture
def party():
    return Party(
        name="Café De Zwaan V.O.F.",
        legal_form="vof",
        address="Brink 14",
        postcode="7411 BR",
        city="Deventer",
        kvk="90010001",
        vat_id="NL861111126B01",
        iban="NL85TEST0000000101",
        email="info@dezwaan.nl",
        phone="0570 123456",
        signatories=(Person("de heer P. de Wit", "vennoot"),),
    )


@pytest.fixture
def zwaan(customers, party, anna):
    return customers.add(party, anna.id, by=anna, at=AT)


@pytest.fixture
def visited(zwaan, situations, anna, today):
    """The customer, with a situation."""
    situations.record(situations.for_visit(zwaan.id, today), {"situation": {"seats": 40}}, by=anna, at=AT)
    return zwaan
