"""Charges and credits per event: lifts, weighings, breaches, fuel and paper."""

from akkoord_rules_service.availability import AvailabilityCredit, AvailabilityLevel
from akkoord_rules_service.credits import FixedCredit, ServiceCredit
from akkoord_rules_service.events import PerEvent, PerEventPct
from akkoord_rules_service.fuel import FuelSurcharge
from akkoord_rules_service.paper import RebateIndex
from akkoord_rules_service.weight import Overweight

__all__ = [
    "AvailabilityCredit",
    "AvailabilityLevel",
    "FixedCredit",
    "FuelSurcharge",
    "Overweight",
    "PerEvent",
    "PerEventPct",
    "RebateIndex",
    "ServiceCredit",
]
