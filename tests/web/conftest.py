"""A workspace with people and customers, the application that serves it, and browsers for its people."""

import shutil

import pytest

from akkoord.access import CONSOLE
from akkoord.dossier import Party, Person
from akkoord.plugins import Plugins
from akkoord.settings import Settings
from akkoord.testing import FakeClock
from akkoord.workspace import Workspace
from akkoord_web import context, create_app
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


@pytest.fixture(scope="session")
def plugins():
    """What is installed, found once: tests that change it take plugins of their own."""
    return Plugins.load(clock=FakeClock())


@pytest.fixture
def workspace(tmp_path, brewery, clock, plugins):
    with Workspace.open(shutil.copytree(brewery, tmp_path / "workspace"), clock=clock, plugins=plugins) as opened:
        yield opened


@pytest.fixture(scope="session")
def application(brewery, plugins):
    """The application, made once: its routes and templates are the same whatever it serves."""
    with Workspace.open(brewery, clock=FakeClock(), plugins=plugins) as opened:
        return create_app(opened)


@pytest.fixture
def app(application, workspace, clock):
    """The application, tied to the workspace of this test."""
    context.start(application, workspace, clock)
    return application


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
