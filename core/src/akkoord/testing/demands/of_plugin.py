"""Demands on any plugin: it loads alone, goes past no store, and opens no connection."""

import ast
import socket
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from akkoord.plugins import Plugins
from akkoord.testing import NOON, FakeClock
from akkoord.testing.demands.demand import Demand, none_of

__all__ = ["module_of", "of_plugin"]

SQL: Final = frozenset({"sqlite3", "pysqlite3", "sqlite_utils", "sqlalchemy", "psycopg", "duckdb"})
"""Modules with which a plugin could go past the store."""
NETWORK: Final = frozenset({"socket", "ssl", "urllib", "http", "requests", "httpx", "aiohttp", "smtplib", "ftplib"})
"""Modules with which a plugin could talk to others while somebody waits."""


def of_plugin(package: str, plugins: Plugins) -> Iterator[Demand]:
    """Demand what is asked of every plugin; a connector, which exists to talk to others, may open connections."""
    yield Demand("it loads alone, with its hooks spelt right", lambda: _loads(plugins))
    yield Demand("it goes past no store", lambda: none_of(_imported(package, SQL)))
    offered = {offer.hook for info in plugins.listing() for offer in info.offers}
    if "on_event" not in offered:
        yield Demand("it opens no connection", lambda: _stays_home(package))


def module_of(package: str) -> ModuleType:
    """Import the plugin of a package: its module `plugin`, or the package itself."""
    module = import_module(package)
    has_plugin = hasattr(module, "__path__") and find_spec(f"{package}.plugin") is not None
    return import_module(f"{package}.plugin") if has_plugin else module


def _loads(plugins: Plugins) -> None:
    plugins.theme()
    none_of(failure.message.text("en") for failure in plugins.failures)


def _stays_home(package: str) -> None:
    """Check that it imports nothing to connect with, and that loading and reading it opens no connection."""
    none_of(_imported(package, NETWORK))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it opens a connection")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        _loads(Plugins.of({package: module_of(package)}, clock=FakeClock(NOON)))


def _imported(package: str, banned: frozenset[str]) -> Iterator[str]:
    """Say where the package imports what it may not."""
    module = import_module(package)
    folder = Path(str(module.__file__)).parent if hasattr(module, "__path__") else Path(str(module.__file__))
    for file in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                if name.partition(".")[0] in banned:
                    yield f"{file.name}:{getattr(node, 'lineno', 0)} imports {name.partition('.')[0]}"
