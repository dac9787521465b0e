"""Plugins to load: real distributions on the import path, each with its own metadata and entry point."""

import sys
from dataclasses import dataclass
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import pytest

from akkoord import hookimpl
from akkoord.plugins import Plugins


@dataclass
class Shelf:
    """A folder of installed distributions."""

    folder: Path

    def install(
        self, name: str, source: str, *, plugin: str | None = None, requires: str = "akkoord", version: str = "1.0"
    ) -> None:
        """Install a distribution with one module that is a plugin."""
        module = name.replace("-", "_")
        (self.folder / f"{module}.py").write_text(dedent(source))
        info = self.folder / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {name}\nVersion: {version}\nRequires-Dist: {requires}\n")
        (info / "entry_points.txt").write_text(f"[akkoord]\n{plugin or name} = {module}\n")

    @property
    def points(self) -> list[EntryPoint]:
        """The entry points of everything installed here, last installed first."""
        found = distributions(path=[str(self.folder)])
        return sorted(
            (point for each in found for point in each.entry_points), key=lambda point: point.name, reverse=True
        )


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(folder))
    yield Shelf(folder)
    for name in set(sys.modules) - before:
        if str(folder) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def load(shelf, clock):
    """Load what is on the shelf."""
    return lambda **options: Plugins.load(points=shelf.points, clock=clock, **options)


@pytest.fixture
def offering(clock):
    """Make plugins of functions: `offering(first={"theme": function}, ...)`."""

    def make(options=None, **plugins):
        modules = {
            name: SimpleNamespace(**{hook: hookimpl(function) for hook, function in hooks.items()})
            for name, hooks in plugins.items()
        }
        return Plugins.of(modules, clock=clock, **(options or {}))

    return make
