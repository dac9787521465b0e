"""Run the notebooks on a snapshot of a fresh demo, keep their outputs, picture them: `tools/notebooks.py docs/img`."""  # noqa: INP001 - a script

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import jupytext
import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from playwright.sync_api import sync_playwright

from akkoord.notebook.session import TODAY, VARIABLE
from akkoord.snapshot import take
from akkoord.workspace import Workspace
from akkoord_clauses_brewery.demo import fill

FOLDER = Path(__file__).parents[1] / "notebooks"
# A fixed moment, so that amounts and days change only when notebooks do; pseudonyms follow ids, which are chance.
MOMENT = datetime(2026, 11, 26, 9, tzinfo=UTC)
PICTURED = {"02_a_tier_bonus": 0, "03_a_clause_and_its_rule": 0, "04_what_if": 0, "05_a_report": 0}
SIZE = {"width": 1180, "height": 820}


@contextmanager
def on_a_snapshot() -> Iterator[Path]:
    """Make a demo, take a snapshot of it, and let notebooks find that."""
    with tempfile.TemporaryDirectory() as folder:
        demo, copy = Path(folder) / "demo", Path(folder) / "work.sqlite"
        fill(demo, lambda: MOMENT)
        with Workspace.open(demo, clock=lambda: MOMENT) as workspace:
            take(workspace, copy, nobody="nobody")
        with patch.dict(os.environ, {VARIABLE: str(copy), TODAY: MOMENT.date().isoformat()}):
            yield copy


def paired(script: Path) -> NotebookNode:
    """Read a script as the notebook that it is paired with: without outputs, with ids that stay the same."""
    notebook = jupytext.read(script, fmt="py:percent")
    for place, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{place}"
        cell["metadata"] = {}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook["metadata"] = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    return notebook


def executed(script: Path) -> NotebookNode:
    """Run a notebook, and keep what its cells show."""
    notebook = paired(script)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(FOLDER)}}).execute()
    for cell in notebook.cells:
        cell["metadata"].pop("execution", None)
    notebook["metadata"].pop("widgets", None)
    notebook["metadata"]["language_info"] = {"name": "python"}
    return notebook


def main(pictures: Path | None) -> None:
    """Run them all, write them beside their scripts, and picture some."""
    with on_a_snapshot():
        for script in sorted(FOLDER.glob("*.py")):
            nbformat.write(executed(script), script.with_suffix(".ipynb"))
            sys.stdout.write(f"{script.stem}\n")
    if pictures is not None:
        picture(pictures)


def picture(folder: Path) -> None:
    """Render the notebooks to HTML, and take pictures of them as they open."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as rendered:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        for name in PICTURED:
            html, _ = HTMLExporter(template_name="classic").from_filename(str(FOLDER / f"{name}.ipynb"))
            file = Path(rendered) / f"{name}.html"
            file.write_text(html, encoding="utf-8")
            page.goto(file.as_uri())
            page.screenshot(path=folder / f"notebook-{name[3:].replace('_', '-')}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
