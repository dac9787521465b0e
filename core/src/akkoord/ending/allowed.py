"""Decide on which days a contract may end, from what it says itself. Pure (RULES 0.4, 0.11)."""

from datetime import date

from akkoord.closing.contract import Contract
from akkoord.closing.term import term_of
from akkoord.dossier import machine
from akkoord.ending.errors import InvalidTermination
from akkoord.ending.first_day import NoticeRule, require_possible
from akkoord.ending.notice_rule import notice_rule_of
from akkoord.ending.termination import Plan
from akkoord.language import Message

__all__ = ["ends_by_itself", "require_day"]


def ends_by_itself(contract: Contract) -> bool:
    """Tell whether a contract ends on its last day when nobody does anything."""
    term = term_of(contract)
    renews = term is not None and term.renewal_months > 0 and contract.notice_on is None
    return contract.ends_on is not None and not renews


def require_day(contract: Contract, plan: Plan, today: date, early: NoticeRule | None) -> None:
    """Raise InvalidTermination unless a contract may end on the day of a plan; IllegalTransition for one that ended.

    `early` is how notice may end a fixed term before its end, where the clauses allow that.
    """
    machine("contract").after(contract.state, "termination_effective")
    first, last = contract.commencement, contract.ends_on
    if first is not None and plan.effective < first:
        values = {"number": contract.number, "first": first}
        raise InvalidTermination(Message("Contract {number} begins on {first} and cannot end before.", values))
    if last is not None and plan.effective > last and ends_by_itself(contract):
        values = {"number": contract.number, "last": last}
        raise InvalidTermination(
            Message("Contract {number} ends by itself on {last}. Choose that day or an earlier one.", values)
        )
    received = plan.notice_received or contract.notice_on or today
    require_possible(plan.effective, received, notice_rule_of(contract), plan.ground, early=early)
