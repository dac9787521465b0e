"""The five notebooks: every script runs, and is the notebook beside it."""

import os
import runpy
import sys
from pathlib import Path

import nbformat
import pytest

from akkoord.notebook.extension import names
from akkoord.notebook.session import open_session
from akkoord.snapshot import take
from tests.notebook.conftest import TODAY

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from notebooks import FOLDER, executed, paired

SCRIPTS = sorted(FOLDER.glob("*.py"))


@pytest.fixture(scope="module")
def snapshot(opened, tmp_path_factory):
    file = tmp_path_factory.mktemp("snapshot") / "work.sqlite"
    take(opened.workspace, file, nobody="nobody")
    return file


def test_there_are_five():
    assert len(SCRIPTS) == 5


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_runs_from_beginning_to_end(script, snapshot):
    session = open_session(snapshot, TODAY)
    try:
        ended = runpy.run_path(str(script), init_globals=names(session), run_name="__main__")
    finally:
        session.close()
    assert "workspace" in ended


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_notebook_has_the_cells_of_its_script_and_shows_what_came_of_them(script):
    shown = nbformat.read(script.with_suffix(".ipynb"), as_version=4)
    assert [cell["source"] for cell in shown.cells] == [cell["source"] for cell in paired(script).cells]
    outputs = [output for cell in shown.cells for output in cell.get("outputs", ())]
    assert any("text/html" in output.get("data", {}) for output in outputs)
    assert not [output for output in outputs if output["output_type"] in ("error", "stream")]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(script, id=script.stem, marks=[pytest.mark.slow] if place else [])
        for place, script in enumerate(SCRIPTS)
    ],
)
def test_a_notebook_shows_again_what_it_shows(script, snapshot, monkeypatch):
    monkeypatch.setenv("AKKOORD_WORKSPACE", str(snapshot))
    monkeypatch.setenv("AKKOORD_TODAY", TODAY.isoformat())
    again = executed(script)
    assert os.environ["AKKOORD_WORKSPACE"] == str(snapshot)
    kinds = [[sorted(output.get("data", {})) for output in cell.get("outputs", ())] for cell in again.cells]
    shown = nbformat.read(script.with_suffix(".ipynb"), as_version=4)
    assert kinds == [[sorted(output.get("data", {})) for output in cell.get("outputs", ())] for cell in shown.cells]
