"""What this distribution offers Akkoord: promotions."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_promotions import BasketDiscount, Promotion

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the promotions."""
    return [Promotion, BasketDiscount]
