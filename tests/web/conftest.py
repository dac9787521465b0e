"""A workspace with people and customers, the application that serves it, and browsers for its people."""

import shutil

import pytest

from akkoord.access import CONSOLE
from akkoord.dossier import Party, Person
from akkoord.settings import Settings
from akkoord.testing import FakeClock
from akkoord.workspace import Workspace
from akkoord_web import create_app
from akkoord_web.testing import Browser

PASSWORD = "een goed lang wachtwoord"
PEOPLE = (
    ("anna", "Anna Bos", "account_manager"),
    ("bram", "Bram Smit", "account_manager"),
    ("piet", "Piet Jansen", "manager"),
    ("bea", "Bea Heer", "administrator"),
)


@pytest.fixture(scope="session")
def password():
    """The password of everyone."""
    return PASSWORD


@pytest.fixture(scope="session")
def people():
    """Everyone with an account: sign-in name, name, role and password."""
    return tuple((*one, PASSWORD) for one in PEOPLE)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture(scope="session")
def brewery(tmp_path_factory):
    """A folder with a brewery and its people, made once and copied for each test."""
    folder, clock = tmp_path_factory.mktemp("brewery") / "workspace", FakeClock()
    settings = Settings(name="Brouwerij Zilverbeek", clause_set="brewery")
    with Workspace.create(folder, settings, clock=clock) as made:
        for login, name, role in PEOPLE:
            made.accounts.add(login, name, role, PASSWORD, by=CONSOLE, at=clock.at)
    return folder


@pytest.fixture
def workspace(tmp_path, brewery, clock):
    with Workspace.open(shutil.copytree(brewery, tmp_path / "workspace"), clock=clock) as opened:
        yield opened


@pytest.fixture
def app(workspace, clock):
    return create_app(workspace, clock=clock)


@pytest.fixture
def browser(app, workspace, clock):
    """Give a function that opens a browser for someone; without a name, of nobody."""

    def of(login=None):
        account = workspace.accounts.by_login(login) if login else None
        return Browser(app, workspace.sessions.open(account, None, clock.at) if account else None)

    return of


@pytest.fixture
def anna(browser):
    return browser("anna")


@pytest.fixture
def customer(workspace, clock):
    """A customer of Anna's."""
    by = workspace.accounts.by_login("anna")
    party = Party(
        "Café de Kroon",
        "bv",
        seat="Utrecht",
        address="Voorstraat 1",
        postcode="3512 AB",
        city="Utrecht",
        kvk="90001234",
        signatories=(Person("mevrouw J. de Vries", "eigenaar"),),
    )
    return workspace.customers.add(party, by.id, by=by, at=clock.at)
