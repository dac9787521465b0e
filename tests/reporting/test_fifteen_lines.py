"""A report of fifteen lines displays where it is typed; dropped among the plugins it is everywhere, as it is."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

import pytest
from IPython.core.interactiveshell import InteractiveShell
from pypdf import PdfReader

from akkoord.testing import FakeClock
from akkoord.workspace import Workspace
from akkoord_web import create_app
from akkoord_web.testing import Browser

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
CELL = """\
from akkoord import Words
from akkoord.reporting import Cell, Report, Section, Table, Target

PLACES, NAME = Words(nl="Klanten naar plaats", en="Customers by place"), Words(nl="Klant", en="Customer")

class Places(Report, name="places", title=PLACES, about=Words(nl="Wie waar zit.", en="Who is where.")):
    def build(self, reading):
        found = sorted({(who.party.city or "", who.name, who.id) for _, who in reading.contracts()})
        rows = tuple((city, Cell(name, Target("customer", key))) for city, name, key in found)
        yield Section(PLACES, (Table(PLACES, (Words(nl="Plaats", en="Place"), NAME), rows),))
"""
HOOK = """
from akkoord import hookimpl

@hookimpl
def reports():
    return [Places]
"""
AKKOORD = "import sys; from akkoord.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def demo(demonstration):
    return demonstration("brewery", NOW)


@pytest.fixture
def cell(demo, monkeypatch):
    """A shell as notebooks have, on the demonstration."""
    monkeypatch.setattr("IPython.core.history.HistoryManager.enabled", False, raising=False)
    monkeypatch.setenv("AKKOORD_WORKSPACE", str(demo))
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "akkoord")

    def run(text):
        done = shell.run_cell(text)
        done.raise_error()
        return shell.display_formatter.format(done.result)[0] if done.result is not None else {}

    yield run
    shell.run_line_magic("unload_ext", "akkoord")
    InteractiveShell.clear_instance()


@pytest.fixture
def dropped(tmp_path):
    """A folder of plugins with the report in it, as installing it would leave there."""
    folder = tmp_path / "plugins"
    told = folder / "places-1.0.dist-info"
    told.mkdir(parents=True)
    (folder / "places.py").write_text(CELL + HOOK, encoding="utf-8")
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: places\nVersion: 1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text("[akkoord]\nplaces = places\n", encoding="utf-8")
    return folder


def akkoord(dropped, *arguments):
    given = {**os.environ, "PYTHONPATH": str(dropped), "AKKOORD_LANGUAGE": "nl"}
    command = [sys.executable, "-c", AKKOORD, *map(str, arguments)]
    return subprocess.run(command, env=given, capture_output=True, check=True).stdout


def test_it_takes_no_more_than_fifteen_lines():
    assert len([line for line in (CELL + HOOK).splitlines() if line]) <= 15


def test_it_displays_in_the_cell_below_the_one_in_which_it_was_typed(cell):
    cell(CELL)
    shown = cell("reports.make(Places, period='2026')")
    assert "Klanten naar plaats" in shown["text/html"]
    assert "<table" in shown["text/html"]
    assert "Plaats" in shown["text/plain"].splitlines()[1]
    assert "Zutphen" in shown["text/plain"]


def test_dropped_among_the_plugins_the_command_line_has_it_in_every_format(demo, dropped):
    assert "Klanten naar plaats" in akkoord(dropped, "reports").decode()
    text = akkoord(dropped, "--workspace", demo, "report", "places", "--period", "2026").decode("utf-8-sig")
    assert "Zutphen" in text
    pdf = PdfReader(BytesIO(akkoord(dropped, "--workspace", demo, "report", "places", "--format", "pdf")))
    assert "Zutphen" in "".join(page.extract_text() for page in pdf.pages)


def test_dropped_among_the_plugins_the_tablet_has_it(demo, dropped, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(dropped)
    with Workspace.open(shutil.copytree(demo, tmp_path / "demo"), clock=FakeClock(NOW)) as workspace:
        (customer, *_) = [who for _, who in workspace.contracts.all()]
        session = workspace.sessions.open(workspace.accounts.by_login("hanneke"), None, NOW)
        browser = Browser(create_app(workspace, clock=FakeClock(NOW)), session)
        assert "/reports/places" in browser.get("/reports").text
        assert f'href="/c/{customer.id}"' in browser.get("/reports/places?rows=all").text
        assert browser.get("/reports/places/download/pdf").data.startswith(b"%PDF")
    sys.modules.pop("places", None)
