"""The snippets of docs/notebooks.md run, in their order, in a notebook on a copy of the demonstration."""

import re
import shutil
from pathlib import Path

from akkoord.settings import read_settings

PAGE = (Path(__file__).parents[2] / "docs" / "notebooks.md").read_text(encoding="utf-8")
CELLS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_snippet_of_the_page_runs(shell, demo, tmp_path, monkeypatch):
    folder = tmp_path / "client"
    shutil.copytree(demo, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("AKKOORD_WORKSPACE", raising=False)
    monkeypatch.setenv("AKKOORD_TODAY", "2026-11-26")
    for cell in CELLS:
        shell.run_cell(cell, store_history=True).raise_error()
    shell.run_line_magic("unload_ext", "akkoord")
    assert read_settings(folder / "akkoord.toml").terms["payment"]["settlement_days"] == 45
    assert (tmp_path / "akkoord-rules-stepped-bonus" / "pyproject.toml").is_file()
