"""Fees: recurring, fixed, at least so much, and what remains of them when a contract ends."""

from akkoord_rules_fees.daily import DailyFee
from akkoord_rules_fees.exit_fee import ExitFeeAverage
from akkoord_rules_fees.fixed import Fixed, FixedPerMonth
from akkoord_rules_fees.minimum import MinimumFee
from akkoord_rules_fees.recurring import RecurringFee
from akkoord_rules_fees.refund import ProrataRefund
from akkoord_rules_fees.remaining import RemainingInstalments

__all__ = [
    "DailyFee",
    "ExitFeeAverage",
    "Fixed",
    "FixedPerMonth",
    "MinimumFee",
    "ProrataRefund",
    "RecurringFee",
    "RemainingInstalments",
]
