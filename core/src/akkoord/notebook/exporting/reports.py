"""Write a report class from a notebook as a plugin."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from akkoord.language import Message
from akkoord.notebook.exporting.projects import CannotExport, Exported, Project
from akkoord.notebook.exporting.sources import source_of
from akkoord.notebook.report_views import Reports
from akkoord.reporting import Report

__all__ = ["export_report"]

_PLUGIN: Final = '''\
"""What this plugin offers Akkoord: the report {name}."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.reporting import Report
from {package}.report import {kind}


@hookimpl
def reports() -> Iterable[type[Report]]:
    """Give the report."""
    return [{kind}]
'''
_TESTS: Final = '''\
"""The plugin keeps to everything that Akkoord asks of its kind, and is made of what was chosen in the notebook."""

import json
from pathlib import Path

import pytest

from akkoord.access import CONSOLE
from akkoord.reporting import output
from akkoord.testing import NOON
from akkoord.testing.conformance import conformance
from {package}.report import {kind}

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))["cases"]
TestConformance = conformance("{package}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_it_is_made_of_what_was_chosen_in_the_notebook(case, workspace):
    built = {kind}.made(workspace, case["chosen"], by=CONSOLE, today=NOON.date())
    data = json.loads(output(built, "json", "en"))
    assert [section["title"] for section in data["sections"]] == case["sections"]
'''


def export_report(
    report: type[Report], reports: Reports, *chosen: Mapping[str, str], name: str, folder: Path | str = "."
) -> Exported:
    """Write a plugin with a report class as it was typed; what was chosen each time is a case.

    A case keeps what was chosen and which sections came of it, never the figures of the client. Raises CannotExport:
    without a case, or when something is there already.
    """
    if not chosen:
        raise CannotExport(Message("A report is handed over with at least one case. Say what was chosen."))
    project = Project("reports", name, report.title.en)
    source = source_of(report, f"The report {report.name}: {report.title.en}.")
    cases = [
        {"id": f"chosen-{place}", "chosen": dict(each), "sections": _sections(reports, report, each)}
        for place, each in enumerate(chosen, start=1)
    ]
    values = {"name": report.name, "package": project.package, "kind": report.__name__}
    src = f"src/{project.package}"
    files = {
        f"{src}/__init__.py": f'"""{report.title.en}."""\n\nfrom {project.package}.report import {report.__name__}\n\n'
        f'__all__ = ["{report.__name__}"]\n',
        f"{src}/report.py": source.text,
        f"{src}/plugin.py": _PLUGIN.format(**values),
        "tests/test_plugin.py": _TESTS.format(**values),
        "tests/cases.json": json.dumps({"cases": cases}, ensure_ascii=False, indent=1) + "\n",
    }
    about = f"`akkoord report {report.name}` makes it."
    return project.write(Path(folder), files, about=about, cases=len(cases), requires=source.requires)


def _sections(reports: Reports, report: type[Report], chosen: Mapping[str, str]) -> list[str]:
    return [section.title.text("en") for section in reports.make(report, **chosen).built.sections]
