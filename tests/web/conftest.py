"""A workspace with people and customers, the application that serves it, and clients that behave like browsers."""

import json
import re
import shutil
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from akkoord.access import CONSOLE
from akkoord.dossier import Party, Person
from akkoord.settings import Settings
from akkoord.testing import FakeClock
from akkoord.workspace import Workspace
from akkoord_web import create_app

PASSWORD = "een goed lang wachtwoord"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Form:
    """A form as it stands in a page: where it goes, and what it holds."""

    action: str
    values: list = field(default_factory=list)

    def filled(self, **changes):
        """Give what a browser would send, with some boxes changed; dots in names are written as two underscores."""
        changed = {name.replace("__", "."): value for name, value in changes.items()}
        kept = [(name, value) for name, value in self.values if name not in changed]
        return kept + [(name, value) for name, value in changed.items() if value is not None]


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self._form, self._area, self._select, self._skip = [], None, None, None, 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in {"template", "noscript"}:
            self._skip += 1
        if self._skip:
            return
        if tag == "form":
            self._form = Form(given.get("action", ""))
            self.forms.append(self._form)
        if self._form is None or "disabled" in given:
            return
        name, value = given.get("name"), given.get("value") or ""
        if tag == "input" and name and given.get("type") not in {"submit", "file"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self._form.values.append((name, value or ("on" if "checked" in given else "")))
        elif tag == "textarea" and name:
            self._area = [name, ""]
        elif tag == "select" and name:
            self._select = [name, None]
        elif tag == "option" and self._select and (self._select[1] is None or "selected" in given):
            self._select[1] = value

    def handle_data(self, data):
        if self._area:
            self._area[1] += data

    def handle_endtag(self, tag):
        if tag in {"template", "noscript"}:
            self._skip -= 1
        elif tag == "form":
            self._form = None
        elif tag == "textarea" and self._area:
            self._form.values.append((self._area[0], self._area[1].removeprefix("\n")))
            self._area = None
        elif tag == "select" and self._select:
            self._form.values.append((self._select[0], self._select[1] or ""))
            self._select = None


def forms_of(page):
    """Read the forms of a page."""
    parser = _Forms()
    parser.feed(page if isinstance(page, str) else page.text)
    return parser.forms


class Browser:
    """A signed-in (or not) person with a browser: sends what a page's form holds."""

    def __init__(self, app, token=None):
        self.client = app.test_client()
        if token:
            self.client.set_cookie("cm", token)

    def get(self, url, *, htmx=False, **headers):
        return self.client.get(url, headers=self._headers(htmx, headers))

    def post(self, url, data, *, htmx=False, **headers):
        return self.client.post(url, data=_multi(data), headers=SAME_ORIGIN | self._headers(htmx, headers))

    def form(self, url, action=None):
        """Open a page and give its form: the only one that writes, or the one that goes to `action`."""
        page = self.get(url)
        assert page.status_code == 200, page.text
        found = [one for one in forms_of(page) if one.action.endswith(action or url)]
        assert found, f"no form to {action or url} in {url}: {[one.action for one in forms_of(page)]}"
        return found[0]

    def send(self, form, *, htmx=False, **changes):
        """Fill in a form and send it."""
        return self.post(form.action, form.filled(**changes), htmx=htmx)

    def _headers(self, htmx, headers):
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return {"Accept-Language": "nl"} | ({"HX-Request": "true"} if htmx else {}) | more


def _multi(data):
    pairs = data.items() if isinstance(data, dict) else data
    values = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


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


PEOPLE = (
    ("anna", "Anna Bos", "account_manager"),
    ("bram", "Bram Smit", "account_manager"),
    ("piet", "Piet Jansen", "manager"),
    ("bea", "Bea Heer", "administrator"),
)


@pytest.fixture
def app(workspace, clock):
    made = create_app(workspace, clock=clock)
    made.testing = False  # errors are answered as they are in service
    return made


@pytest.fixture
def browser(app, workspace, clock):
    """Give a function that signs someone in; without a name a browser of nobody."""

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


def op_of(page):
    """Give the first operation id in a page."""
    return re.search(r'name="op" value="([^"]+)"', page.text)[1]


def triggers(response):
    return json.loads(response.headers.get("HX-Trigger", "{}"))
