"""Why customers of Kopwaarts leave, what plays a part, and which effects each reason proposes (RULES 0.11)."""

from typing import Final

from akkoord.ending import CIRCUMSTANCES, NoticeRule, TerminationPolicy, on, reason
from akkoord.values.notice import Notice

__all__ = ["POLICY"]

_RUNNING: Final = on("shortfall_elapsed", bonus="none")
_LEFT: Final = on("instalments", "shortfall_elapsed", bonus="none")
_LET_GO: Final = on(bonus="none")

POLICY: Final = TerminationPolicy(
    (
        reason("end_of_term", _RUNNING),
        reason("notice_by_customer", _LEFT),
        reason("notice_by_supplier", _RUNNING),
        reason("mutual_consent"),
        reason("default_by_customer", _LEFT),
        reason("default_by_supplier", on("refund_prepaid", bonus="none")),
        reason("insolvency", _LEFT, things="to_be_reclaimed"),
        reason("business_closed", _LEFT),
        reason("transfer_not_taken_over", _LEFT),
        reason("premises_lost", _LEFT),
        reason("force_majeure", _LET_GO),
        reason("death_or_incapacity", _LET_GO, needs_second_person=True),
        reason("superseded", _LET_GO),
        reason("other"),
    ),
    CIRCUMSTANCES,
    early=NoticeRule(Notice(0), "month"),
)
"""Before the end date the customer may give notice to the end of any calendar month, and pays what remains of it."""
