"""Read from the facts of a contract how notice ends it: its fixed term, or its notice period (RULES 0.4)."""

from collections.abc import Mapping
from typing import Final

from akkoord.closing.contract import Contract
from akkoord.closing.term import term_of
from akkoord.ending.first_day import NoticeRule
from akkoord.values.notice import Ending, Notice, NoticeUnit

__all__ = ["notice_rule_of"]

_PERIODS: Final[Mapping[str, NoticeUnit]] = {
    "notice_months": "months",
    "notice_weeks": "weeks",
    "notice_days": "days",
}
_ENDINGS: Final[Mapping[str, Ending]] = {
    "end_of_month": "month",
    "end_of_quarter": "quarter",
    "end_of_year": "year",
}


def notice_rule_of(contract: Contract) -> NoticeRule:
    """Give the notice rule of a contract.

    `term.notice_to` may say to the end of what an indefinite contract ends (`end_of_month`, `end_of_quarter`,
    `end_of_year`); without it that is the calendar month.
    """
    term = term_of(contract)
    if term is not None:
        return NoticeRule(term.notice, term=term)
    facts = contract.facts.get("term")
    told: Mapping[str, object] = facts if isinstance(facts, Mapping) else {}
    return NoticeRule(_notice(told), _ENDINGS.get(str(told.get("notice_to")), "month"))


def _notice(told: Mapping[str, object]) -> Notice:
    for name, unit in _PERIODS.items():
        count = str(told.get(name) or "")
        if count.isdigit():
            return Notice(int(count), unit)
    return Notice(0)
