"""A store with contracts in force that carry rules, and what was sold to their customers."""

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from akkoord.access import Account
from akkoord.closing.contract_reading import ContractReading
from akkoord.dossier import Customers, Party
from akkoord.executing import Event, RuleKinds
from akkoord.executing.source import KnownEvents
from akkoord.executing.statements import Statements
from akkoord.store import ACCOUNT, CONTRACT, CONTRACT_VERSION, canonical_json, open_store
from akkoord.store import Event as Entry
from akkoord.values import Money

AT = datetime(2027, 1, 31, 9, 30, tzinfo=UTC)
RATE = {"groups": ["beer"], "rate": "45.00", "basis": "delivered_and_paid"}


def sold(on, quantity, *, paid="same", contract="2026-0001", group="beer", line=""):
    """A delivery, paid at once unless it says otherwise."""
    day = date.fromisoformat(on)
    paid_on = day if paid == "same" else None if paid is None else date.fromisoformat(paid)
    return Event(day, group, Decimal(quantity), "hl", paid_on=paid_on, id=line or on, contract=contract)


def rule(line="discount", kind="each", **more):
    """A rule as a version carries it."""
    return {
        "clause": "a-discount",
        "line": line,
        "kind": kind,
        "direction": "payable",
        "vat": {"treatment": "standard", "rate": "21"},
        "settle": "contract_year",
        "group": None,
        "cumulation": None,
        "effect": None,
        "item": None,
        "parameters": RATE if kind == "each" else {},
        "facts": {},
    } | more


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
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
    def put(login, role="account_manager"):
        row = {"id": login, "state": "active", "login": login, "role": role, "body": "{}"}
        store.save(ACCOUNT, row, expected=0, events=[Entry("added")], by="test", at=AT)
        return Account(login, 1, login, login.title(), role)

    return put


@pytest.fixture
def anna(person):
    return person("anna")


@pytest.fixture
def mia(person):
    return person("mia", "manager")


@pytest.fixture
def max_(person):
    return person("max", "manager")


@pytest.fixture
def agree(store, anna):
    """Put a contract in force with these rules."""

    def agreed(*rules, number="2026-0001", first="2026-01-01", last="2030-12-31", name="zwaan"):
        customers = Customers(store, new_id=lambda: name)
        customer = customers.add(Party(f"Café {name}"), "anna", by=anna, at=AT)
        body = canonical_json({"rules": list(rules), "parts": [{"id": "a-discount", "label": "5"}]})
        contract = {
            "id": number, "state": "in_force", "customer": customer.id, "number": number, "commencement": first,
            "ends_on": last, "notice_by": None, "current": None, "updated_at": "", "proposal": None,
            "body": canonical_json(
                {"clause_set": "x", "facts": {}, "made_on": first, "own_texts": [], "sha256": None, "needs": [],
                 "approvals": [], "authors": [], "reason": None, "notice_on": None}
            ),
        }  # fmt: skip
        store.save(CONTRACT, contract, expected=0, events=[Entry("made")], by="anna", at=AT)
        version = {
            "id": f"v-{number}", "contract": number, "version": 1, "revision": 1, "sha256": number,
            "made_at": "", "made_by": "anna", "body": body,
        }  # fmt: skip
        store.add(CONTRACT_VERSION, version)
        current = {"id": number, "current": version["id"]}
        store.save(CONTRACT, current, expected=1, events=[Entry("make_ready")], by="anna", at=AT)
        return ContractReading(store).get(number)

    return agreed


@pytest.fixture
def kinds(make):
    return RuleKinds([make.Each, make.Share, make.Left])


@pytest.fixture
def known(store, kinds):
    """Give the statements of the store when these events are known."""

    def knowing(*events, limit="1000.00"):
        source = KnownEvents(events)
        return Statements(store, source, lambda: kinds, second_person_above=Money.of(limit))

    return knowing
