"""The examples of docs/plugins.md work: the plugin from nothing, and one function for every hook."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from akkoord.closing import Draft
from akkoord.facts import Facts
from akkoord.plugins import Plugins, spec_names
from akkoord.settings import PluginSettings
from akkoord.testing import cleaning

PAGE = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = {name: text for _, name, text in BLOCK.findall(PAGE) if name}


@pytest.fixture
def garden(tmp_path):
    """Write down the plugin that the page makes."""
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_plugin_from_nothing_loads(garden, monkeypatch, clock):
    monkeypatch.syspath_prepend(str(garden / "src"))
    points = tomllib.loads(FILES["pyproject.toml"])["project"]["entry-points"]["akkoord"]
    plugins = Plugins.load(points=[EntryPoint(name, module, "akkoord") for name, module in points.items()], clock=clock)
    assert list(plugins.clause_sets) == ["garden"]
    assert plugins.failures == ()


def test_the_test_of_the_plugin_from_nothing_passes(garden):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    ended = subprocess.run(
        command, cwd=garden, env={"PYTHONPATH": "src", "PATH": ""}, capture_output=True, text=True, check=False
    )
    assert "1 passed" in ended.stdout, ended.stdout + ended.stderr


@pytest.fixture
def example(clock):
    """Load the example of one hook."""

    def loaded(hook):
        section = PAGE.partition(f"### `{hook}(")[2]
        _, _, source = BLOCK.search(section).groups()
        module = ModuleType(hook)
        exec(source, module.__dict__)
        return Plugins.of({"example": module}, clock=clock)

    return loaded


@pytest.mark.parametrize("hook", spec_names())
def test_the_example_of_a_hook_is_a_plugin_that_says_what_it_does(example, hook):
    plugins = example(hook)
    (info,) = plugins.listing()
    assert info.state == "working"
    assert [offer.hook for offer in info.offers] == [hook]
    assert info.offers[0].things


@pytest.mark.parametrize(
    ("windows", "added"), [pytest.param(49, [], id="small"), pytest.param(50, ["w-insurance"], id="large")]
)
def test_the_example_of_adjust_selection_adjusts(example, facts, windows, added):
    questions = cleaning.clause_set().questions
    draft = Draft(Facts.merge(questions, facts, {"situation": {"windows": windows}}))
    found = example("adjust_selection").adjustments(draft, frozenset())
    assert [adjustment.clause for adjustment in found.values] == added
    assert found.failures == ()


@pytest.mark.parametrize(("months", "asked"), [(36, []), (37, ["LONG_TERM"])])
def test_the_example_of_approvals_asks(example, months, asked):
    found = example("approvals").approvals(Draft(Facts({"term": {"months": months}})))
    assert [approval.code for approval in found.values] == asked
    assert found.failures == ()


def test_the_settings_of_the_page_are_settings():
    (block,) = [text for kind, name, text in BLOCK.findall(PAGE) if kind == "toml" and not name]
    assert PluginSettings(**tomllib.loads(block)["plugins"]).required == ("mandate",)
