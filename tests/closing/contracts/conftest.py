"""A bicycle shop that makes contracts: its clause set, its people, a customer with a proposal."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from akkoord.access import Account
from akkoord.closing.assembling import House
from akkoord.closing.contracts import Contracts
from akkoord.closing.documents import Documents
from akkoord.closing.sign import consent
from akkoord.closing.signing import Drawn
from akkoord.closing.strokes import Strokes
from akkoord.dossier import Customers, Party, Person, Proposals, Situations
from akkoord.facts import term_dates
from akkoord.store import ACCOUNT, Event, open_store

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
STROKES = Strokes.read({"lines": [[[0, 0], [40, 30], [80, 5]], [[10, 10], [30, 12]]]})
TERM = {"kind": "fixed", "commencement": "2027-01-01", "months": 36, "notice_months": 3}
RENT = {"price": "120.50", "insured": True, "lock": "ring"}
ANSWERS = {"term": TERM, "rent": RENT}


class Clock:
    """A moment that moves on by a minute whenever it is looked at."""

    def __init__(self):
        self.moment = AT

    @property
    def now(self):
        self.moment += timedelta(minutes=1)
        return self.moment


@pytest.fixture
def clock():
    return Clock()


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


@pytest.fixture(scope="session")
def bicycles(shop):
    """A clause set with a place to sign for each side, an error, an approval and a warning."""
    signing = (
        "Signed.\n\n% for s in signatories.supplier:\n${signature('supplier', s.name, s.role)}\n\n% endfor\n"
        "% for s in signatories.customer:\n${signature('customer', s.name, s.role)}\n\n% endfor\n"
    )
    return shop.clause_set(
        shop.clause("parties", kind="preamble", order=10, body="${supplier.name} ${customer.name} ${contract.number}"),
        shop.clause("rent", order=100, body="The rent is ${eur(rent.price)} a month."),
        shop.clause("term", order=200, body="It ends on ${datum(term.end)}.", when="term.kind == 'fixed'"),
        shop.clause("insurance", order=300, body="The bicycle is insured.", when="rent.insured"),
        shop.clause(
            "special", order=800, when="own_texts.unplaced > 0",
            body="% for item in own_texts.unplaced_items:\n**${item.title}.** ${item.text}\n\n% endfor\n",
        ),
        shop.clause("signing", kind="signature", order=900, body=signing),
        validations=(
            shop.validation("CHEAP", "rent.price < 50", "approval"),
            shop.validation("NO_LOCK", "rent.lock == 'none'", "error"),
            shop.validation("LONG", "term.months > 60", "warning"),
        ),
        derived=(term_dates,),
    )  # fmt: skip


@pytest.fixture
def house(bicycles):
    supplier = {"name": "Fietsverhuur B.V.", "signatories": [{"name": "mevrouw H. Aalbers", "role": "directeur"}]}
    return House(bicycles, {"supplier": supplier}, lambda year, n: f"FV-{year}-{n:04}")


@pytest.fixture
def told():
    """The events that were announced."""
    return []


@pytest.fixture
def prints():
    """What was printed, and by what it is replaced here: a real print takes a second."""
    return []


@pytest.fixture
def documents(store, prints):
    def print_quickly(version, signatures=(), *, made_at=None):
        prints.append((version.sha256, tuple(one.slot for one in signatures), made_at))
        return b"%PDF-" + version.sha256.encode() + b"".join(one.slot.encode() for one in signatures)

    made = Documents(store, print_pdf=print_quickly, look_every=0.05)
    yield made
    made.stop()


@pytest.fixture
def contracts(store, house, documents, told):
    return Contracts(store, house, documents=documents, on_event=told.append)


@pytest.fixture
def customers(store):
    return Customers(store)


@pytest.fixture
def proposals(store):
    return Proposals(store)


@pytest.fixture
def zwaan(store, customers, anna):
    party = Party(
        "Café De Zwaan V.O.F.", legal_form="vof", city="Deventer", signatories=(Person("de heer P. de Wit", "vennoot"),)
    )
    customer = customers.add(party, "anna", by=anna, at=AT)
    situations = Situations(store)
    situations.record(situations.for_visit(customer.id, AT.date()), {"situation": {"seats": 40}}, by=anna, at=AT)
    return customer


@pytest.fixture
def propose(proposals, zwaan, anna, clock):
    """Begin a proposal; answers are laid over those that give a contract at once."""

    def proposed(**groups):
        answers = {name: ANSWERS.get(name, {}) | groups.get(name, {}) for name in {*ANSWERS, *groups}}
        return proposals.start(zwaan.id, by=anna, at=clock.now, answers=answers)

    return proposed


@pytest.fixture
def make(contracts, propose, anna, clock):
    """Make a contract that is ready to sign."""

    def made(**groups):
        return contracts.make(propose(**groups), by=anna, at=clock.now)

    return made


@pytest.fixture
def drawn(contracts):
    """What comes from the glass for a slot of a contract as it is shown now."""

    def drawing(contract, slot="supplier-1", **other):
        signed = Drawn(
            slot, f"Who signs {slot}", "directeur", STROKES, contract.sha256 or "0" * 64, consent("nl"), "tablet 1"
        )
        return replace(signed, **other)

    return drawing


@pytest.fixture
def sign(contracts, drawn, anna, clock):
    """Sign in the given slots."""

    def signed(contract, *slots):
        for slot in slots:
            contract = contracts.sign(contract, drawn(contract, slot), by=anna, at=clock.now)
        return contract

    return signed


@pytest.fixture
def in_force(make, sign):
    return sign(make(), "supplier-1", "customer-1")


@pytest.fixture
def brought(contracts, make, sign, anna, mia, clock):
    """Bring a contract to a state by the road that people take."""

    def to(state):
        contract = make()
        if state == "draft":
            return contracts.put_own_text(contract, "Terras", "Tekst.", by=anna, at=clock.now).contract
        if state == "sent":
            return contracts.mark_sent(contract, by=anna, at=clock.now)
        if state == "withdrawn":
            return contracts.withdraw(contract, "toch niet", by=anna, at=clock.now)
        return sign(
            contract, *{"ready_to_sign": (), "partly_signed": ("supplier-1",)}.get(state, ("supplier-1", "customer-1"))
        )

    return to


@pytest.fixture
def database(store) -> Path:
    return store.path
