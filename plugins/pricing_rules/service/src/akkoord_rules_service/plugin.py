"""What this distribution offers Akkoord: charges and credits per event."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_service import (
    AvailabilityCredit,
    FixedCredit,
    FuelSurcharge,
    Overweight,
    PerEvent,
    PerEventPct,
    RebateIndex,
    ServiceCredit,
)

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the rules per event."""
    return [
        PerEvent,
        PerEventPct,
        Overweight,
        FuelSurcharge,
        RebateIndex,
        ServiceCredit,
        FixedCredit,
        AvailabilityCredit,
    ]
