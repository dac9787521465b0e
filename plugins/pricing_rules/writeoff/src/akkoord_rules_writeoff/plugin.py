"""What this distribution offers Akkoord: what is left of an investment, a loan or a loaned asset."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_writeoff import LinearClawback, PerUnitWriteoff, ResidualValue

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the rules about what is left."""
    return [LinearClawback, PerUnitWriteoff, ResidualValue]
