"""Write a rule kind from a notebook as a plugin, with the backtest as its cases and the beginning of its clause."""

import json
from pathlib import Path
from typing import Final

from akkoord.executing import Rule
from akkoord.language import Message
from akkoord.notebook.backtesting import Backtest
from akkoord.notebook.exporting.casing import cases_of
from akkoord.notebook.exporting.projects import CannotExport, Exported, Project
from akkoord.notebook.exporting.sources import source_of
from akkoord.notebook.exporting.stubs import clause_stub, question_stub

__all__ = ["export_plugin"]

_PLUGIN: Final = '''\
"""What this plugin offers Akkoord: the rule {kind}."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from {package}.rule import {name}


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the rule."""
    return [{name}]
'''
_TESTS: Final = '''\
"""The plugin keeps to everything that Akkoord asks of its kind, and computes what it did in the notebook."""

from pathlib import Path

from akkoord.testing.conformance import conformance
from {package}.rule import {name}

RULE = {name}.read({parameters!r})
TestConformance = conformance("{package}", rules=[RULE], cases=[Path(__file__).parent / "cases.json"])
'''


def export_plugin(rule: Rule | type[Rule], tested: Backtest, *, name: str, folder: Path | str = ".") -> Exported:
    """Write a plugin with a rule kind as it was typed, and what a backtest computed as its cases.

    The clause is begun in `clause/`: its text prints the parameters, its questions ask for them. `name` is lower-case
    words with hyphens; the project comes into a new folder of that name. Raises CannotExport: without a case, when the
    class cannot be found in the cells, or when something is there already.
    """
    kind = rule if isinstance(rule, type) else type(rule)
    tried = next((each for each in tested.rules.values() if type(each) is kind), None)
    cases = cases_of(tested) if tried is not None else []
    if tried is None or not cases:
        raise CannotExport(
            Message("A rule is handed over with at least one case. Backtest {name} on contracts with sales.",
                    {"name": kind.__name__})
        )  # fmt: skip
    project = Project("rules", name, kind.label.en)
    source = source_of(kind, f"The rule {kind.kind}: {kind.label.en}.")
    values = {"package": project.package, "name": kind.__name__, "kind": kind.kind}
    src = f"src/{project.package}"
    parameters = json.loads(json.dumps(tried.parameters(), default=str))
    files = {
        f"{src}/__init__.py": f'"""{kind.label.en}."""\n\nfrom {project.package}.rule import {kind.__name__}\n\n'
        f'__all__ = ["{kind.__name__}"]\n',
        f"{src}/rule.py": source.text,
        f"{src}/plugin.py": _PLUGIN.format(**values),
        f"clause/{kind.kind.replace('_', '-')}.md": clause_stub(kind),
        "clause/questions.py": question_stub(kind),
        "tests/test_plugin.py": _TESTS.format(**values, parameters=parameters),
        "tests/cases.json": json.dumps({"cases": cases}, ensure_ascii=False, indent=1) + "\n",
    }
    about = (
        f"The clause of `{kind.kind}` is begun in `clause/`: put the file with the clauses of a clause set and the "
        "questions with its questions, and write the text as a lawyer would."
    )
    return project.write(Path(folder), files, about=about, cases=len(cases), requires=source.requires)
