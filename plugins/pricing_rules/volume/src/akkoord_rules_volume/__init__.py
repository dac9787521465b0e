"""Rebates and prices by volume: per unit, by turnover, in tiers, by growth."""

from akkoord_rules_volume.growth import GrowthPerUnit
from akkoord_rules_volume.in_use import TierInUse
from akkoord_rules_volume.per_delivery import PctPerDelivery
from akkoord_rules_volume.per_unit import PerUnit
from akkoord_rules_volume.tiers import Tier, TierPerUnit
from akkoord_rules_volume.tiers_of_turnover import PctTier, TierPct
from akkoord_rules_volume.turnover import TurnoverPct

__all__ = [
    "GrowthPerUnit",
    "PctPerDelivery",
    "PctTier",
    "PerUnit",
    "Tier",
    "TierInUse",
    "TierPct",
    "TierPerUnit",
    "TurnoverPct",
]
