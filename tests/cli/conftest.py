"""The command line as people use it: in a folder, with arguments, reading what comes out."""

import json
import sys
from dataclasses import dataclass

import pytest

from akkoord.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command wrote, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def quiet():
    """Leave what was imported as it was."""
    imported = set(sys.modules)
    yield
    for name in set(sys.modules) - imported:
        if "/site/" in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def folder(tmp_path, monkeypatch, quiet):
    """An empty folder that commands run in, with the window cleaners' plugin installed besides the brewery's."""
    info = tmp_path / "site" / "window_cleaning-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Name: window-cleaning\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[akkoord]\ncleaning = akkoord.testing.cleaning\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    for name in ("AKKOORD_WORKSPACE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AKKOORD_LANGUAGE", "en")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


@pytest.fixture
def run(folder, capfd):
    """Run a command and return what it wrote."""

    def ran(*arguments):
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capfd.readouterr())

    return ran


@pytest.fixture
def facts_file(folder, facts):
    """Write the facts, with other answers where given, to a file."""

    def written(**groups):
        merged = {**facts, **{name: {**facts.get(name, {}), **group} for name, group in groups.items()}}
        (folder / "facts.json").write_text(json.dumps(merged))
        return "facts.json"

    return written


@pytest.fixture
def made(run):
    """A workspace of the window cleaners in the current folder."""
    assert run("init", ".", "--clause-set", "cleaning", "--name", "Helder").code == 0
