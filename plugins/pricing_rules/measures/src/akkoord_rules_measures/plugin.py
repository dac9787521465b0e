"""What this distribution offers Akkoord: figures for reports, by the same rules as statements."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_measures import RatioPct, RemainingMonths

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the figures for reports."""
    return [RatioPct, RemainingMonths]
