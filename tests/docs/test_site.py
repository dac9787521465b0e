"""The site of the docs builds without a warning; every hook has its page there, an example and a test."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from akkoord import hookspecs
from akkoord.plugins import spec_names

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the site; a warning fails the build."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    given = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    ended = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return folder


@pytest.mark.parametrize("hook", spec_names())
def test_every_hook_has_a_page_that_names_its_arguments(site, hook):
    page = (site / "hooks" / f"{hook}.html").read_text("utf-8")
    assert (getattr(hookspecs, hook).__doc__ or "").split("\n", 1)[0].rstrip(".").split("`")[0] in page
    arguments = [name for name in getattr(hookspecs, hook).__annotations__ if name != "return"]
    assert all(f"<code>{name}</code>" in page for name in arguments)


def test_every_page_of_the_docs_is_on_the_site(site):
    assert all((site / f"{page.stem}.html").is_file() for page in (ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("hook", spec_names())
def test_every_hook_has_an_example_and_a_test(hook):
    page = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    assert f"### `{hook}(" in page
    tests = [*(ROOT / "tests").rglob("test_*.py"), *(ROOT / "plugins").rglob("test_*.py")]
    named = re.compile(rf"\b{hook}\b")
    assert any(named.search(test.read_text("utf-8")) for test in tests if test != Path(__file__))
