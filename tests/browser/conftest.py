"""The demo brewery served for real, and Chromium as a tablet: landscape and portrait, light and dark."""

import shutil
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from akkoord.access import CONSOLE
from akkoord.workspace import Workspace
from akkoord_clauses_brewery.demo.cast import members, settings
from akkoord_web import create_app

SIZES = {"landscape": {"width": 1180, "height": 820}, "portrait": {"width": 820, "height": 1180}}
# htmx calls it an error when a newer request takes the place of one that is under way.
OF_NO_CONCERN = ("htmx:sendAbort", "htmx:afterRequest")
# An inline link in a sentence is read, not aimed at; WCAG 2.5.8 leaves it out too.
TOO_SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
  .filter(element => element.checkVisibility() && !element.closest(".sr, .skip, p, dd, dt, .note li"))
  .map(element => element.closest("label.segment, label.switch, label.check, .affix, label.search") || element)
  .map(element => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.5 || box.width < 47.5)
  .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth"
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
def serving(server):
    """Serve meanwhile. The loop closes its own sockets: were they closed under it, it could write into a new file."""
    loop = Thread(target=server.run, daemon=True)
    loop.start()
    yield
    server.task_dispatcher.shutdown()
    server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map, ignore_all=True))
    loop.join(10)
    assert not loop.is_alive()


@contextmanager
def served(folder, sign_ins, *, prints=False):
    """Serve a workspace; the demo's fifty contracts are not printed meanwhile, for nobody looks at them."""
    with Workspace.open(folder, clock=utc_now) as workspace:
        if prints:
            workspace.start()
        server = create_server(create_app(workspace, clock=utc_now), host="127.0.0.1", port=0, threads=6)
        with serving(server):
            yield Site(
                f"http://127.0.0.1:{server.effective_port}",
                workspace,
                {one.login: one.password for one in sign_ins},
                tuple(sign_ins),
            )


@pytest.fixture(scope="session")
def filled(demonstration):
    """Give the demo of this hour, of which each site has a copy."""
    return partial(demonstration, "brewery", utc_now().replace(minute=0, second=0, microsecond=0))


@pytest.fixture(scope="session")
def site(filled):
    """A site to look at: tests that use it change nothing that another one looks for."""
    with served(filled(), members()) as made:
        yield made


@pytest.fixture
def own_site(filled, tmp_path):
    """A site of one's own, to change as one likes."""
    with served(filled(tmp_path / "workspace"), members()) as made:
        yield made


@pytest.fixture
def empty_site(tmp_path):
    """The brewery on its first day: people and terms, no customer yet; what is signed here is printed."""
    folder = tmp_path / "workspace"
    with Workspace.create(folder, settings(), clock=utc_now) as made:
        for one in members():
            made.accounts.add(one.login, one.name, one.role, one.password, by=CONSOLE, at=utc_now(), language="nl")
    with served(folder, members(), prints=True) as made:
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
        context.set_default_timeout(30_000)
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


@pytest.fixture(scope="session")
def sound(axe):
    """Give a function that lists what is wrong with a page, held either way, in light and in dark."""

    def faults(page):
        found = []
        for orientation, size in SIZES.items():
            page.set_viewport_size(size)
            found += [f"{orientation}: {fault}" for fault in axe(page)]
            found += [f"{orientation}: too small: {fault}" for fault in page.evaluate(TOO_SMALL)]
            found += [f"{orientation}: the page scrolls sideways"] if page.evaluate(TOO_WIDE) else []
            page.emulate_media(color_scheme="dark")
            found += [f"{orientation}, dark: {fault}" for fault in axe(page, "color-contrast")]
            page.emulate_media(color_scheme="light")
        page.set_viewport_size(SIZES["landscape"])
        return found

    return faults
