"""What this distribution offers Akkoord: fees, and what remains of them when a contract ends."""

from collections.abc import Iterable

from akkoord import hookimpl
from akkoord.executing import Rule
from akkoord_rules_fees import (
    DailyFee,
    ExitFeeAverage,
    Fixed,
    FixedPerMonth,
    MinimumFee,
    ProrataRefund,
    RecurringFee,
    RemainingInstalments,
)

__all__ = ["pricing_rules"]


@hookimpl
def pricing_rules() -> Iterable[type[Rule]]:
    """Give the fees."""
    return [
        RecurringFee,
        FixedPerMonth,
        DailyFee,
        Fixed,
        MinimumFee,
        RemainingInstalments,
        ExitFeeAverage,
        ProrataRefund,
    ]
