"""What this distribution offers Akkoord: price lists and decision tables."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_tables import DecisionTable, PctMatrix, PriceList

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the price list, the decision table and the matrix of percentages."""
    return [PriceList, DecisionTable, PctMatrix]
