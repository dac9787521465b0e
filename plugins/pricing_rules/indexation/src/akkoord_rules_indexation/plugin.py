"""What this distribution offers Akkoord: prices that follow an index or a rate of exchange."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_indexation import ForeignPrice, Indexation

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the indexation of a price, and its conversion."""
    return [Indexation, ForeignPrice]
