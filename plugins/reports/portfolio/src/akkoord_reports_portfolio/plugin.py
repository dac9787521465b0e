"""What this distribution offers Akkoord: the report `portfolio`."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.reporting import Report
from akkoord_reports_portfolio import Portfolio

__all__ = ["reports"]


@hookimpl
def reports() -> Iterable[type[Report]]:
    """Give the report."""
    return [Portfolio]
