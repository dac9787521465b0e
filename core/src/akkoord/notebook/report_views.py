"""Make the reports of a workspace in a notebook, and show them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from akkoord.access import CONSOLE
from akkoord.language import Language, Message
from akkoord.notebook.display import as_text, framed
from akkoord.notebook.views import View, lacking
from akkoord.reporting import Report
from akkoord.reporting.pages import fragment
from akkoord.reporting.parts import Built, Section, Table

__all__ = ["ReportView", "Reports"]

MOST_SHOWN: Final = 200
"""How many rows of a table of a report a notebook shows."""


class Reports(View, Mapping[str, "Callable[..., ReportView]"]):
    """The reports by name; `reports["portfolio"](period="2026-Q3")` makes one."""

    def __getitem__(self, name: str) -> "Callable[..., ReportView]":
        found = self.session.workspace.plugins.reports.get(name)
        if found is None:
            return lacking(Message("There is no report {name!r}.", {"name": name}))
        return lambda **chosen: self.make(found, **chosen)

    def make(self, report: type[Report], **chosen: object) -> "ReportView":
        """Make a report of a class, which may be one from a cell. Raises InvalidParameters."""
        workspace = self.session.workspace
        return ReportView(report.made(workspace, chosen, by=CONSOLE, today=self.session.today), self.language)

    def __iter__(self) -> Iterator[str]:
        return iter(self.session.workspace.plugins.reports)

    def __len__(self) -> int:
        return len(self.session.workspace.plugins.reports)

    def sections(self) -> Iterator[Section]:
        """Show what each answers."""
        found = self.session.workspace.plugins.reports.values()
        rows = tuple((report.name, report.title, report.about) for report in found)
        title = Message("Reports")
        yield Section(title, (Table(title, (Message("Report"), Message("Title"), Message("What it answers")), rows),))


@dataclass(frozen=True, slots=True, repr=False)
class ReportView:
    """A report that was made, as it is shown everywhere."""

    built: Built
    language: Language

    def _repr_html_(self) -> str:
        return str(framed(fragment(self.built, self.language, most=MOST_SHOWN)))

    def __repr__(self) -> str:
        return as_text(self.built.sections, self.language)
