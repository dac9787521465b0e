"""Everything that Akkoord asks of a plugin of its kind, as one line in the plugin's tests.

```python
from akkoord.testing.conformance import conformance

TestConformance = conformance("akkoord_rules_volume")
```

The package must hold a module `plugin`, or name the module of its entry point itself.
"""

import ast
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from akkoord.cases import read_case_file, replay
from akkoord.closing import ClauseSet
from akkoord.executing import Counted, Rule, RuleKinds
from akkoord.language import LANGUAGES
from akkoord.plugins import Plugins
from akkoord.testing import NOON, FakeClock
from akkoord.testing.rules import YEAR, check_rule, check_rule_kind

__all__ = ["Demand", "conformance", "demands"]

SQL: Final = frozenset({"sqlite3", "pysqlite3", "sqlite_utils", "sqlalchemy", "psycopg", "duckdb"})
"""Modules with which a plugin could go past the store."""
NETWORK: Final = frozenset({"socket", "ssl", "urllib", "http", "requests", "httpx", "aiohttp", "smtplib", "ftplib"})
"""Modules with which a plugin could talk to others while somebody waits."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is asked of a plugin; `met` raises AssertionError when it is not so."""

    name: str
    met: Callable[[], None]


def conformance(package: str, *, rules: Iterable[Rule] = (), cases: Iterable[Path] = ()) -> type:
    """Make the test class of a plugin: one test for each demand on what it offers.

    `rules` are examples of its rule kinds; `cases` are files of worked cases that it must pass. A connector, which
    exists to talk to others, keeps `on_event` in a module of its own package and is not held to `no network`.
    """
    found = demands(package, rules=tuple(rules), cases=tuple(cases))

    class TestConformance:
        """What every plugin of this kind keeps to."""

        @pytest.mark.parametrize("demand", found, ids=lambda demand: demand.name)
        def test_the_plugin_meets(self, demand: Demand) -> None:
            """Check one demand."""
            demand.met()

    return TestConformance


def demands(package: str, *, rules: Sequence[Rule] = (), cases: Sequence[Path] = ()) -> list[Demand]:
    """List what is asked of a plugin, by what it offers."""
    plugin = _module(package)
    plugins = Plugins.of({package: plugin}, clock=FakeClock(NOON))
    offered = {offer.hook for info in plugins.listing() for offer in info.offers}
    found = [
        Demand("it loads alone, with its hooks spelt right", lambda: _loads(plugins)),
        Demand("it goes past no store", lambda: _imports_none(package, SQL)),
    ]
    if "on_event" not in offered:
        found.append(Demand("it opens no connection", lambda: _stays_home(package, plugin)))
    for clause_set in plugins.clause_sets.values():
        found += _of_clause_set(clause_set, plugins.rule_kinds)
    found += [_of_kind(kind) for kind in plugins.rule_kinds.values()]
    found += [Demand(f"{rule.kind} computes purely, in any order", _computes(rule)) for rule in rules]
    found += [Demand(f"it passes {path.name}", _passes(path, plugins)) for path in cases]
    return found


def _module(package: str) -> ModuleType:
    module = import_module(package)
    has_plugin = hasattr(module, "__path__") and find_spec(f"{package}.plugin") is not None
    return import_module(f"{package}.plugin") if has_plugin else module


def _loads(plugins: Plugins) -> None:
    plugins.theme()
    said = [failure.message.text("en") for failure in plugins.failures]
    assert not said, "\n".join(said)


def _imports_none(package: str, banned: frozenset[str]) -> None:
    found = [f"{file.name}:{line} imports {name}" for file, line, name in _imports(package) if name in banned]
    assert not found, "\n".join(found)


def _imports(package: str) -> Iterator[tuple[Path, int, str]]:
    """Give the outermost modules that the package imports, with file and line."""
    module = import_module(package)
    folder = Path(str(module.__file__)).parent if hasattr(module, "__path__") else Path(str(module.__file__))
    for file in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            yield from ((file, getattr(node, "lineno", 0), name.partition(".")[0]) for name in names)


def _stays_home(package: str, plugin: ModuleType) -> None:
    """Check that it imports nothing to connect with, and that loading and reading it opens no connection."""
    _imports_none(package, NETWORK)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it opens a connection")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        _loads(Plugins.of({package: plugin}, clock=FakeClock(NOON)))


def _of_clause_set(clause_set: ClauseSet, kinds: RuleKinds) -> list[Demand]:
    return [
        Demand(
            f"{clause_set.name} is sound over all answers, and says what it pays", lambda: _sound(clause_set, kinds)
        ),
        Demand(f"{clause_set.name} asks in every language", lambda: _speaks(clause_set)),
    ]


def _sound(clause_set: ClauseSet, own: RuleKinds) -> None:
    pytest.importorskip("z3", reason="the check needs the extra akkoord[check]")
    from akkoord.closing.check import check_whole  # noqa: PLC0415 - only here is the solver needed
    from akkoord.executing.printed import said_and_paid  # noqa: PLC0415 - as above

    installed = Plugins.load(clock=FakeClock(NOON)).rule_kinds
    report = check_whole(clause_set, also=[said_and_paid(RuleKinds([*installed.values(), *own.values()]))])
    said = [finding.text() for finding in report.findings]
    assert not said, "\n".join(said)


def _speaks(clause_set: ClauseSet) -> None:
    questions = [question for group in clause_set.questions.groups for question in group.questions]
    texts = [clause_set.title, *(check.message for check in clause_set.validations)]
    texts += [group.label for group in clause_set.questions.groups]
    texts += [question.label for question in questions] + [question.help for question in questions if question.help]
    texts += [label for question in questions for label in (question.choices or {}).values()]
    silent = [text for text in texts for language in LANGUAGES if not text.text(language).strip()]
    assert not silent, f"without words in some language: {silent}"


def _of_kind(kind: type[Rule]) -> Demand:
    return Demand(f"{kind.kind} has a label for every parameter", lambda: check_rule_kind(kind))


def _computes(rule: Rule) -> Callable[[], None]:
    def met() -> None:
        _, given = rule.sample()
        events = list(given.events.within(given.events.groups, None, given.period.last))
        check_rule(rule, [Counted.of([], YEAR)])
        forward, backward = (Counted.of(order, YEAR) for order in (events, events[::-1]))
        assert tuple(rule.lines(forward)) == tuple(rule.lines(backward)), f"{rule.kind}: the order of events matters"

    return met


def _passes(path: Path, plugins: Plugins) -> Callable[[], None]:
    def met() -> None:
        results = replay(read_case_file(path), tuple(plugins.clause_sets.values()), kinds=plugins.rule_kinds)
        wrong = [line for result in results for line in result.details("en")]
        assert not wrong, "\n".join(wrong)

    return met
