"""What this distribution offers Akkoord: discounts."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_discounts import Discounts, OrderDiscounts

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the discounts on goods and on lines."""
    return [Discounts, OrderDiscounts]
