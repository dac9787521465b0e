"""The demo brewery served for real, and Chromium as a tablet: landscape and portrait, light and dark."""

import shutil
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from akkoord.workspace import Workspace
from akkoord_clauses_brewery.demo import fill
from akkoord_web import create_app

SIZES = {"landscape": {"width": 1180, "height": 820}, "portrait": {"width": 820, "height": 1180}}
# htmx calls it an error when a newer request takes the place of one that is under way.
OF_NO_CONCERN = ("htmx:sendAbort", "htmx:afterRequest")
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


def utc_now():
    return datetime.now(UTC)


@dataclass
class Site:
    """A served workspace: its address, the workspace itself, and its people by sign-in name."""

    url: str
    workspace: Workspace
    passwords: dict
    sign_ins: tuple

    def token(self, login):
        """Open a session for someone."""
        return self.workspace.sessions.open(self.workspace.accounts.by_login(login), None, utc_now())

    def customer(self, name):
        """Give the first customer with these words in its name."""
        return self.workspace.customers.page(name).items[0]


@contextmanager
def served(folder, sign_ins):
    with Workspace.open(folder, clock=utc_now) as workspace:
        workspace.start()
        server = create_server(create_app(workspace, clock=utc_now), host="127.0.0.1", port=0, threads=6)
        Thread(target=server.run, daemon=True).start()
        yield Site(
            f"http://127.0.0.1:{server.effective_port}",
            workspace,
            {one.login: one.password for one in sign_ins},
            tuple(sign_ins),
        )
        server.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """The demo's folder, filled once, and who can sign in."""
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    return folder, fill(folder, utc_now)


@pytest.fixture(scope="session")
def site(filled, tmp_path_factory):
    """A site to look at: tests that use it change nothing that another one looks for."""
    folder, sign_ins = filled
    copied = shutil.copytree(folder, tmp_path_factory.mktemp("site") / "workspace")
    with served(copied, sign_ins) as made:
        yield made


@pytest.fixture
def own_site(filled, tmp_path):
    """A site of one's own, to change as one likes."""
    folder, sign_ins = filled
    with served(shutil.copytree(folder, tmp_path / "workspace"), sign_ins) as made:
        yield made


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"], chromium_sandbox=False
        )
        yield browser
        browser.close()


@pytest.fixture
def tablet(chromium) -> Callable:
    """Give a function that opens a page on a tablet; it fails afterwards on any error in the console."""
    contexts, complaints = [], []

    def opened(site, login=None, *, orientation="landscape", scheme="light", allow=(), **options):
        context = chromium.new_context(
            viewport=SIZES[orientation],
            color_scheme=scheme,
            locale="nl-NL",
            has_touch=True,
            reduced_motion="reduce",
            base_url=site.url,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        if login:
            context.add_cookies([{"name": "cm", "value": site.token(login), "url": site.url}])
        page = context.new_page()

        def heard(message):
            if message.type == "error" and not any(text in message.text for text in (*OF_NO_CONCERN, *allow)):
                complaints.append(message.text)

        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture(scope="session")
def sizes():
    """The screen of a tablet, held either way."""
    return SIZES


@pytest.fixture(scope="session")
def axe():
    """Give a function that asks axe-core what is wrong with a page; with rules, by those only."""
    source = AXE.read_text("utf-8")

    def faults(page, *rules):
        if not page.evaluate("() => window.axe !== undefined"):
            page.evaluate(source)
        only = {"runOnly": list(rules)} if rules else {}
        found = page.evaluate("how => axe.run(document, how)", {"resultTypes": ["violations"], **only})
        nodes = [(one["id"], node) for one in found["violations"] for node in one["nodes"]]
        return [f"{rule}: {node['target']} {node['failureSummary']}" for rule, node in nodes]

    return faults
