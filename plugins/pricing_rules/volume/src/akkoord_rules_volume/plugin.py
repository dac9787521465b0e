"""What this distribution offers Akkoord: rules over volume and turnover."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_volume import GrowthPerUnit, PctPerDelivery, PerUnit, TierInUse, TierPct, TierPerUnit, TurnoverPct

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the rules over volume and turnover."""
    return [PerUnit, TurnoverPct, TierPerUnit, TierPct, TierInUse, PctPerDelivery, GrowthPerUnit]
