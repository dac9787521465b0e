"""Why customers of the brewery leave, what plays a part, and which effects each reason proposes (RULES 0.11)."""

from typing import Final

from akkoord.ending import CIRCUMSTANCES, TerminationPolicy, on, reason

__all__ = ["POLICY"]

_PAID_BACK: Final = ("clawback", "loan_due")
_SHORT: Final = (*_PAID_BACK, "shortfall_elapsed", "shortfall_total")
_LEFT: Final = (*_SHORT, "shortfall_future")

POLICY: Final = TerminationPolicy(
    (
        reason("end_of_term", on("shortfall_elapsed")),
        reason("notice_by_customer", on(*_LEFT), only_fixed_term=("shortfall_future",)),
        reason("notice_by_supplier", on()),
        reason("mutual_consent"),
        reason("default_by_customer", on(*_LEFT, bonus="forfeit")),
        reason("default_by_supplier", on("refund_prepaid")),
        reason("insolvency", on(*_LEFT, bonus="forfeit"), things="to_be_reclaimed"),
        reason("business_closed", on(*_LEFT)),
        reason("transfer_not_taken_over", on(*_LEFT)),
        reason("premises_lost", on(*_PAID_BACK, "shortfall_elapsed")),
        reason("force_majeure", on(*_PAID_BACK)),
        reason("death_or_incapacity", on(*_PAID_BACK), needs_second_person=True),
        reason("superseded", on()),
        reason("other"),
    ),
    CIRCUMSTANCES,
)
"""An outlet that is transferred and taken over does not end its contract: that has no reason here."""
