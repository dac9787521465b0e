"""What this distribution offers Akkoord: prices that follow an index."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_indexation import Indexation

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the indexation of a price."""
    return [Indexation]
