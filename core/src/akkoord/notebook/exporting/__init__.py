"""Write what was tried in a notebook as a plugin: a project that installs, with its cases and the conformance kit."""

from akkoord.notebook.exporting.clauses import export_clauses
from akkoord.notebook.exporting.projects import CannotExport, Exported
from akkoord.notebook.exporting.reports import export_report
from akkoord.notebook.exporting.rules import export_plugin

__all__ = ["CannotExport", "Exported", "export_clauses", "export_plugin", "export_report"]
