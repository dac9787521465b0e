"""Plugins that are broken in every way, installed next to a sound one: the tablet goes on, and everyone can see it."""

import json
import logging
import sys
from importlib.metadata import distributions, entry_points
from textwrap import dedent

import pytest

from akkoord.cli import main
from akkoord.plugins import Plugins
from akkoord_web import create_app
from akkoord_web.testing import Browser

PANELS = "from akkoord import Words, hookimpl\n@hookimpl\ndef web_panels(customer):\n    "
BROKEN = {
    "a-import": "import no_such_module",
    "b-spelling": "from akkoord import hookimpl\n@hookimpl\ndef web_panel(customer):\n    return []",
    "c-raises": f"{PANELS}raise RuntimeError(customer.name)",
    "d-rubbish": f"{PANELS}return ['rubbish', 3]",
    "e-hangs": f"import threading\n{PANELS}threading.Event().wait(30)",
    "f-future": "raise AssertionError('not even imported')",
}
SAID = {
    "a-import": "No module named 'no_such_module'",
    "b-spelling": "there is no hook web_panel; the nearest is web_panels",
    "c-raises": "RuntimeError",
    "d-rubbish": "a list of Panel was asked for",
    "e-hangs": "it did not answer within",
    "f-future": "it needs akkoord >=99",
}
SOUND = f"from akkoord.hookspecs import Panel\n{PANELS}return [Panel('x', Words('Facturen', 'Invoices'), ())]"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install the broken plugins and a sound one as distributions, next to what is installed."""
    site = tmp_path / "site"
    for name, source in {**BROKEN, "g-sound": SOUND}.items():
        module = f"kit_{name.replace('-', '_')}"
        info = site / f"{module}-1.0.dist-info"
        info.mkdir(parents=True)
        (site / f"{module}.py").write_text(dedent(source), "utf-8")
        wanted = "akkoord>=99" if name == "f-future" else "akkoord"
        (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\nRequires-Dist: {wanted}\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[akkoord]\n{name} = {module}\n", "utf-8")
    monkeypatch.syspath_prepend(str(site))
    yield [point for one in distributions(path=[str(site)]) for point in one.entry_points]
    for name in [name for name in sys.modules if name.startswith("kit_")]:
        del sys.modules[name]


@pytest.fixture
def browser(installed, workspace, clock):
    """Open the tablet with everything that is installed."""
    workspace.plugins = Plugins.load(points=[*entry_points(group="akkoord", name="brewery"), *installed], clock=clock)
    anna = workspace.accounts.by_login("anna")
    return Browser(create_app(workspace, clock=clock), workspace.sessions.open(anna, None, clock.at))


@pytest.fixture
def log():
    """Leave the log as it was."""
    logger = logging.getLogger("akkoord")
    before = (logger.handlers, logger.level, logger.propagate)
    yield logger
    logger.handlers, logger.level, logger.propagate = before


@pytest.fixture
def lines(caplog, log, monkeypatch):
    """Give what was logged."""
    log.propagate = True
    monkeypatch.setattr(logging.getLogger("akkoord.plugins"), "disabled", False)
    caplog.set_level(logging.INFO, "akkoord.plugins")
    return lambda: {record.plugin: record for record in caplog.records if hasattr(record, "plugin")}


def test_the_dossier_is_there_with_what_the_sound_plugin_shows(browser, customer):
    page = browser.get(f"/c/{customer.id}")
    assert page.status_code == 200
    assert "Facturen" in page.text
    assert customer.name in page.text


def test_the_banner_says_that_something_does_not_work(browser, customer):
    browser.get(f"/c/{customer.id}")
    assert "Onderdelen van Akkoord werken niet" in browser.get("/").text


def test_every_failure_is_kept_in_a_sentence_and_logged_without_data(browser, workspace, customer, lines):
    browser.get(f"/c/{customer.id}")
    kept = {failure.plugin: failure.message.text("en") for failure in workspace.plugins.failures}
    assert kept.keys() == BROKEN.keys()
    for name, said in SAID.items():
        assert said in kept[name]
    assert customer.name not in kept["c-raises"]
    called = lines()
    assert {"c-raises", "d-rubbish", "e-hangs"} <= called.keys()
    assert customer.name not in str([vars(record) for record in called.values()])


def test_what_fails_at_loading_is_logged(installed, clock, lines):
    Plugins.load(points=installed, clock=clock)
    assert {"a-import", "b-spelling", "f-future"} <= lines().keys()


def test_the_command_lists_them_with_what_is_wrong(installed, log, monkeypatch, capfd):
    monkeypatch.setenv("AKKOORD_LANGUAGE", "en")
    assert main(["plugins", "--json"]) == 1
    listed = {one["name"]: one for one in json.loads(capfd.readouterr().out)["plugins"]}
    assert listed["g-sound"]["state"] == listed["brewery"]["state"] == "working"
    for name in ("a-import", "b-spelling", "f-future"):
        (failure,) = listed[name]["failures"]
        assert SAID[name] in json.dumps(failure)
