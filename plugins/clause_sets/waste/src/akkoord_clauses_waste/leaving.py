"""Why customers of Schoonkring leave, what plays a part, and which effects each reason proposes (RULES 0.11)."""

from typing import Final

from akkoord.ending import CIRCUMSTANCES, TerminationPolicy, on, reason

__all__ = ["POLICY"]

_LEFT: Final = on("exit_fee", bonus="none")
_LET_GO: Final = on(bonus="none")
_PAID_BACK: Final = on("refund_prepaid", bonus="none")

POLICY: Final = TerminationPolicy(
    (
        reason("end_of_term", _LET_GO),
        reason("notice_by_customer", _LEFT),
        reason("notice_by_supplier", _PAID_BACK),
        reason("mutual_consent"),
        reason("default_by_customer", _LEFT),
        reason("default_by_supplier", _PAID_BACK),
        reason("insolvency", _LEFT, things="to_be_reclaimed"),
        reason("business_closed", _LEFT),
        reason("transfer_not_taken_over", _LEFT),
        reason("premises_lost", _LEFT),
        reason("force_majeure", _PAID_BACK),
        reason("death_or_incapacity", _LET_GO, needs_second_person=True),
        reason("superseded", _LET_GO),
        reason("other"),
    ),
    CIRCUMSTANCES,
)
"""The fee for leaving early is due unless the end is due to us; what was paid ahead for days to come goes back then."""
