"""See whether contracts are used to the full: the base of reports, and their outputs."""

from akkoord.reporting.outputs import FORMATS, Format, Output, output
from akkoord.reporting.pages import fragment
from akkoord.reporting.parameters import InvalidParameters, OfPeriod, Parameters, Typed
from akkoord.reporting.parts import (
    Amount,
    Built,
    Cell,
    Figure,
    KeyNumber,
    Note,
    Section,
    Series,
    Table,
    Target,
    Value,
    shown,
)
from akkoord.reporting.reading import Reading, Records
from akkoord.reporting.report import Report, period_now, year_now

__all__ = [
    "FORMATS",
    "Amount",
    "Built",
    "Cell",
    "Figure",
    "Format",
    "InvalidParameters",
    "KeyNumber",
    "Note",
    "OfPeriod",
    "Output",
    "Parameters",
    "Reading",
    "Records",
    "Report",
    "Section",
    "Series",
    "Table",
    "Target",
    "Typed",
    "Value",
    "fragment",
    "output",
    "period_now",
    "shown",
    "year_now",
]
