"""What this distribution offers Akkoord: the report `utilisation`."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.reporting import Report
from akkoord_reports_utilisation import Utilisation

__all__ = ["reports"]


@hookimpl
def reports() -> Iterable[type[Report]]:
    """Give the report."""
    return [Utilisation]
