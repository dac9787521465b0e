"""Everything that Akkoord asks of a plugin of its kind, as one line in the plugin's tests.

```python
from akkoord.testing.conformance import conformance

TestConformance = conformance("akkoord_rules_volume", rules=[PerUnit(groups=("beer",), rate="2.50")])
```

The package must hold a module `plugin`, or name the module of its entry point itself.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from akkoord.cases import read_case_file, replay
from akkoord.executing import Rule
from akkoord.plugins import Plugins
from akkoord.testing import NOON, FakeClock
from akkoord.testing.demands import (
    Demand,
    module_of,
    of_clause_set,
    of_contracts,
    of_demo,
    of_looks,
    of_plugin,
    of_reports,
    of_rules,
)
from akkoord.testing.demands.demand import none_of

if TYPE_CHECKING:
    from akkoord.testing.contracts import Table
    from akkoord.workspace import FillDemo

__all__ = ["DEMO_AT", "Demand", "conformance", "demands"]

DEMO_AT: Final = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
"""The moment at which demonstrations are filled: a Monday afternoon, with a year almost over."""


def conformance(
    package: str,
    *,
    rules: Iterable[Rule] = (),
    cases: Iterable[Path] = (),
    golden: Path | None = None,
    demo: "FillDemo | None" = None,
) -> type:
    """Make the test class of a plugin: one test for each demand on what it offers.

    `rules` are examples of its rule kinds, at least one of each; `cases` are files of worked cases that it must pass.
    `golden` is a folder of fact files with the contracts that they give; the plugin's own fixture `table` (a
    `akkoord.testing.contracts.Table`) says how they are composed. `demo` is the demonstration that the plugin brings,
    or for a report one to build it of. A connector, which exists to talk to others, answers `on_event` and may open
    connections.
    """
    found = demands(package, rules=tuple(rules), cases=tuple(cases), demo=demo)
    of_golden = {} if golden is None else of_contracts(golden)

    class TestConformance:
        """What every plugin of this kind keeps to."""

        @pytest.mark.parametrize("demand", found, ids=lambda demand: demand.name)
        def test_the_plugin_meets(self, demand: Demand) -> None:
            """Check one demand."""
            demand.met()

    class TestConformanceOfContracts(TestConformance):
        """And what every clause set keeps to, in contracts."""

        @pytest.mark.parametrize("name", of_golden)
        def test_its_contracts_meet(self, name: str, table: "Table") -> None:
            """Check one demand on the contracts that are composed from facts."""
            of_golden[name](table)

    return TestConformanceOfContracts if of_golden else TestConformance


def demands(
    package: str, *, rules: Sequence[Rule] = (), cases: Sequence[Path] = (), demo: "FillDemo | None" = None
) -> list[Demand]:
    """List what is asked of a plugin, by what it offers."""
    plugins = Plugins.of({package: module_of(package)}, clock=FakeClock(NOON))
    found = list(of_plugin(package, plugins))
    for clause_set in plugins.clause_sets.values():
        found += of_clause_set(clause_set, plugins.rule_kinds)
    found += of_rules(plugins.rule_kinds, rules)
    theme = plugins.theme()
    found += of_looks(theme) if theme else ()
    found += [Demand(f"it passes {path.name}", _passes(path, plugins)) for path in cases]
    found += of_reports(plugins.reports, demo, DEMO_AT)
    if demo is not None and not plugins.reports:
        found += of_demo(demo, DEMO_AT)
    return found


def _passes(path: Path, plugins: Plugins) -> Callable[[], None]:
    def met() -> None:
        results = replay(
            read_case_file(path),
            tuple(plugins.clause_sets.values()),
            kinds=plugins.rule_kinds,
            policy=plugins.termination_policy,
        )
        none_of(line for result in results for line in result.details("en"))

    return met
