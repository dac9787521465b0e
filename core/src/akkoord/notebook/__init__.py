"""Try rules and clauses on a client's records in a notebook, and hand them over as a plugin.

`%load_ext akkoord` opens the workspace; what is here works on it. Nothing in here is imported by the rest of Akkoord.
"""

from akkoord.notebook.backtesting import Backtest, backtest
from akkoord.notebook.configuring import Configuration, configure
from akkoord.notebook.curves import Curve, preview
from akkoord.notebook.exporting import CannotExport, Exported, export_clauses, export_plugin, export_report
from akkoord.notebook.portfolio import WhatIf, what_if
from akkoord.notebook.rule_parameters import parameters
from akkoord.notebook.session import NoWorkspaceOpen, Session, current, last_months, open_session

__all__ = [
    "Backtest",
    "CannotExport",
    "Configuration",
    "Curve",
    "Exported",
    "NoWorkspaceOpen",
    "Session",
    "WhatIf",
    "backtest",
    "configure",
    "current",
    "export_clauses",
    "export_plugin",
    "export_report",
    "last_months",
    "open_session",
    "parameters",
    "preview",
    "what_if",
]
