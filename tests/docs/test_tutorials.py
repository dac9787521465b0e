"""The tutorials work as they are written: three plugins from empty folders, installed, sound, and seen in Akkoord."""

import json
import os
import re
import shlex
import subprocess
import sysconfig
import urllib.parse
import urllib.request
import venv
from datetime import UTC, date, datetime
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from akkoord.values import add_months

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
AKKOORD = "import sys; from akkoord.cli import main; sys.exit(main(sys.argv[1:]))"
OFFLINE = ("--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check")


def of_now(text):
    """Put the deliveries of a page in the last whole quarter: a demonstration counts its days from today."""
    today = datetime.now(UTC).date()
    first = add_months(date(today.year, today.month, 1), -((today.month - 1) % 3) - 3)
    months = {f"2026-0{7 + n}-": f"{add_months(first, n):%Y-%m}-" for n in range(3)}
    for written, now in {**months, "2026-Q3": f"{first.year}-Q{(first.month + 2) // 3}"}.items():
        text = text.replace(written, now)
    return text


class Desk:
    """An integrator's desk: an empty folder, and an environment of its own beside the packages that are installed."""

    def __init__(self, folder):
        self.folder = folder
        venv.create(folder / ".venv", with_pip=False)
        self.python = folder / ".venv" / "bin" / "python"
        packages = next((folder / ".venv" / "lib").glob("python*/site-packages"))
        parent = sysconfig.get_path("purelib")
        (packages / "parent.pth").write_text(f"import site; site.addsitedir({parent!r})\n", "utf-8")

    def command(self, line):
        """Give what a line of a page runs."""
        program, *arguments = shlex.split(line)
        if program == "akkoord":
            return [self.python, "-c", AKKOORD, *arguments]
        assert program == "python", line
        offline = OFFLINE if arguments[:3] == ["-m", "pip", "install"] else ()
        return [self.python, *arguments[:3], *offline, *arguments[3:]]

    def run(self, line, folder=".", **env):
        """Run a line as it stands on a page; give what it wrote."""
        given = {**os.environ, "AKKOORD_LANGUAGE": "en", "PYTHONDONTWRITEBYTECODE": "1", **env}
        ended = subprocess.run(
            self.command(line), cwd=self.folder / folder, env=given, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, f"$ {line}\n{ended.stdout}{ended.stderr}"
        return ended.stdout

    def follow(self, page, project):
        """Write down the files of a page, and give its lines that are still to be run."""
        blocks = BLOCK.findall(of_now((DOCS / page).read_text("utf-8")))
        lines = [line[2:] for kind, _, text in blocks if kind == "console" for line in text.splitlines()]
        self.run(lines[0])
        for kind, name, text in blocks:
            if name:
                file = self.folder / name if kind == "csv" else self.folder / project / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
        return lines[1:]

    def test(self, project):
        """Run the tests of a project, the kit among them."""
        said = self.run("python -m pytest -q -p no:cacheprovider tests", project)
        assert " passed" in said
        return said


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def feed(desk):
    """Follow the page of the clause set."""
    project = "akkoord-clauses-feed"
    lines = desk.follow("tutorial-clause-set.md", project)
    (desk.folder / project / "src/akkoord_clauses_feed/clauses/service.md").unlink()
    (desk.folder / project / "tests/test_contract.py").unlink()
    for line in lines[:3]:
        desk.run(line)
    desk.run("python -m pytest -q -p no:cacheprovider tests", project, AKKOORD_WRITE_GOLDEN="1")
    return project


@pytest.fixture(scope="module")
def delivery(desk, feed):
    """Follow the page of the rule."""
    project = "akkoord-rules-delivery"
    lines = desk.follow("tutorial-pricing-rule.md", project)
    plugin = desk.folder / feed / "src/akkoord_clauses_feed/plugin.py"
    source = plugin.read_text("utf-8").replace("groups=GROUPS", "groups=(*GROUPS, Sizes)")
    source = source.replace("import GROUPS\n", "import GROUPS\nfrom akkoord_clauses_feed.sizes import Sizes\n")
    plugin.write_text(source, "utf-8")
    page = (DOCS / "tutorial-pricing-rule.md").read_text("utf-8")
    (sizes,) = [text for kind, name, text in BLOCK.findall(page) if kind == "toml" and not name]
    play = desk.folder / feed / "src/akkoord_clauses_feed/demo/play.toml"
    play.write_text(play.read_text("utf-8").replace("[offers.bonus.answers]\n", f"[offers.bonus.answers]\n{sizes}"))
    for line in lines:
        desk.run(line)
    desk.run("python -m pytest -q -p no:cacheprovider tests", feed, AKKOORD_WRITE_GOLDEN="1")
    return project


@pytest.fixture(scope="module")
def silos(desk, feed):
    """Follow the page of the report."""
    project = "akkoord-reports-silos"
    lines = desk.follow("tutorial-report.md", project)
    desk.run(lines[0])
    return project, json.loads(desk.run(lines[1]))


def test_the_clause_set_is_sound_and_its_demonstration_believable(desk, feed):
    listed = {one["name"]: one for one in json.loads(desk.run("akkoord plugins --json"))["plugins"]}
    assert listed["clauses_feed"]["state"] == "working"
    assert "nothing wrong with" in desk.run("akkoord check feed")
    desk.test(feed)
    text = (desk.folder / feed / "tests/golden/everything.txt").read_text("utf-8")
    assert "3% van de netto-omzet" in text


def test_the_rule_passes_its_cases_and_is_about_twenty_lines(desk, delivery):
    assert "passed" in desk.test(delivery)
    source = (desk.folder / delivery / "src/akkoord_rules_delivery/__init__.py").read_text("utf-8")
    kind = source.partition("class Delivery(")[2]
    assert len([line for line in kind.splitlines() if line.strip()]) <= 22


def test_the_clause_that_carries_the_rule_is_sound(desk, feed, delivery):
    desk.test(feed)
    assert "a) vanaf 5 ton: €\xa022,00 per ton;" in (desk.folder / feed / "tests/golden/everything.txt").read_text(
        "utf-8"
    )


def test_the_report_lists_the_silo_and_adds_up(desk, silos):
    project, report = silos
    (section,) = report["sections"]
    assert section["parts"][0]["value"] == "4800.00"
    desk.test(project)


class Visitor:
    """Somebody with a browser on a running server."""

    def __init__(self, address):
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def customer(self, name):
        """Open the dossier of a customer."""
        rows = self.open("/customers").split('<a class="link-row"')
        return self.open(next(re.search(r'href="([^"]+)"', row)[1] for row in rows if name in row))

    def open(self, path, **form):
        """Open a page, or send a form."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self.address + path, data, {"Sec-Fetch-Site": "same-origin"})
        with self.opener.open(request, timeout=30) as answer:
            return answer.read().decode()


@pytest.fixture
def visitor(desk, delivery, silos):
    """Open the demonstration on a real server, as the account manager."""
    command = desk.command("akkoord -w again serve --port 0")
    environment = {**os.environ, "AKKOORD_LANGUAGE": "en"}
    with subprocess.Popen(command, cwd=desk.folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        found = Visitor(re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())[0])
        found.open("/sign-in", login="henk", password="krachtvoer-genoeg-26")
        yield found
        # Not Ctrl-C, which a process that was started in the background may be deaf to.
        server.terminate()


def test_all_three_are_seen_on_the_running_tablet(visitor):
    assert "Wie een silo van ons heeft" in visitor.open("/reports")
    haan = visitor.customer("Pluimveehouderij De Haan")
    proposal = visitor.open(re.search(r'href="(/p/[^"#?]+)"', haan)[1])
    assert "Levering vanaf" in proposal
    assert "Korting per ton" in proposal


def test_the_rule_computes_at_the_table_and_settles(visitor, desk):
    haan = visitor.customer("Pluimveehouderij De Haan")
    proposal = visitor.open(re.search(r'href="(/p/[^"#?]+)"', haan)[1])
    # 300 tonnes a year at 350 euros: 3% bonus, and 25 tonnes a month in one delivery at 31 euros a tonne.
    assert "12.450,00" in proposal
    weide = visitor.customer("Melkveebedrijf Ter Weide")
    statement = visitor.open(re.search(r'href="(/s/[^"#?]+)"', weide)[1])
    # 12 tonnes at 22 euros and 16 at 31; 4.5 tonnes are too few.
    assert "760,00" in statement
