"""Write edited clauses as a plugin: a clause set that differs from the installed one in those clauses."""

import json
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from akkoord.cases.computed import COMPUTED, PARTIAL, Computed
from akkoord.language import Message
from akkoord.notebook.clause_views import Clauses
from akkoord.notebook.exporting.projects import CannotExport, Exported, Project
from akkoord.notebook.trying import Tried
from akkoord.plugins.loading import GROUP
from akkoord.store import Json

__all__ = ["export_clauses"]

ALSO: Final = ("termination_policy", "theme")
"""Hooks that belong to whoever brings the clause set, and are taken over from the one it was made from."""
_PLUGIN: Final = '''\
"""What this plugin offers Akkoord: the clause set {name}, which is {base} with other clauses."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from akkoord import hookimpl
from akkoord.closing import ClauseSet
from akkoord.closing.variant import variant
from akkoord.language import Words
from {module} import clause_sets as installed
{also}

@hookimpl
def clause_sets() -> Iterable[ClauseSet]:
    """Give the clause set `{name}`."""
    return [_set()]


@cache
def _set() -> ClauseSet:
    base = next(each for each in installed() if each.name == "{base}")
    return variant(
        base,
        name="{name}",
        title=Words(nl={nl!r}, en={en!r}),
        folder=files("{package}") / "clauses",
        distribution="{distribution}",
    )
'''
_TESTS: Final = '''\
"""The plugin keeps to everything that Akkoord asks of its kind, and composes what it did in the notebook."""

from pathlib import Path

from akkoord.cases import read_case_file, replay
from {package} import plugin


def test_contracts_come_out_as_they_did_in_the_notebook():
    results = replay(read_case_file(Path(__file__).parent / "cases.json"), tuple(plugin.clause_sets()))
    assert [result.details("en") for result in results if not result.ok] == []
    assert all(result.checks for result in results)
'''


def export_clauses(clauses: Clauses, *tried: Tried, name: str, folder: Path | str = ".") -> Exported:
    """Write a plugin with the clauses that were edited, over the installed set; contracts that were tried are cases.

    The clause set is called `name`. Raises CannotExport: without a case, without an edited clause, or when something
    is there already.
    """
    session = clauses.session
    base = session.workspace.clause_set
    if not tried:
        raise CannotExport(Message("A clause set is handed over with at least one case. Compose a contract with it."))
    if not clauses.edited:
        raise CannotExport(Message("No clause was edited. Edit one in a cell: %%clause."))
    project = Project("clauses", name, base.title.en)
    module, hooks = _module_of(base.name)
    also = f"from {module} import {', '.join(hooks)}  # noqa: F401 - hooks of this plugin too\n" if hooks else ""
    values = {
        "name": name, "base": base.name, "package": project.package, "module": module, "also": also,
        "distribution": project.distribution, "nl": base.title.nl, "en": base.title.en,
    }  # fmt: skip
    cases = [_case(name, place, each.under(session.clause_set)) for place, each in enumerate(tried, start=1)]
    files = {
        f"src/{project.package}/__init__.py": f'"""The clause set {name}."""\n',
        f"src/{project.package}/plugin.py": _PLUGIN.format(**values),
        "tests/test_plugin.py": _TESTS.format(**values),
        "tests/cases.json": json.dumps({"cases": cases}, ensure_ascii=False, indent=1) + "\n",
    }
    for clause in clauses.edited:
        files[f"src/{project.package}/clauses/{clause.id}.md"] = session.clause_texts[clause.id]
    about = (
        f'Set `clause_set = "{name}"` in `akkoord.toml` to work with it; contracts that were signed stay as they are.'
    )
    return project.write(Path(folder), files, about=about, cases=len(cases), requires=(base.distribution,))


def _case(name: str, place: int, tried: Tried) -> Json:
    computed = Computed(tried.preview.composition)
    expected = {key: value(computed) for key, value in COMPUTED.items() if key not in PARTIAL}
    facts = tried.preview.draft.facts.to_json()
    composition = {"version": 1, "facts": facts, "expected": json.loads(json.dumps(expected, default=str))}
    return {"id": f"tried-{place}", "client": name, "compositions": [composition]}


def _module_of(clause_set: str) -> tuple[str, tuple[str, ...]]:
    """Find the module that brings a clause set, and which hooks beside it belong to whoever does."""
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        module = point.load()
        offered = getattr(module, "clause_sets", None)
        if offered is not None and any(each.name == clause_set for each in offered()):
            return point.value, tuple(hook for hook in ALSO if hasattr(module, hook))
    raise CannotExport(Message("The clause set {name!r} comes from no installed plugin.", {"name": clause_set}))
