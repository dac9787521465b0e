"""What this distribution offers Akkoord: the report `terminations`."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.reporting import Report
from akkoord_reports_terminations import Terminations

__all__ = ["reports"]


@hookimpl
def reports() -> Iterable[type[Report]]:
    """Give the report."""
    return [Terminations]
