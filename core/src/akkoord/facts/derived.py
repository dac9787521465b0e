"""Derive facts from facts: the end of the term and the last day for notice (RULES 0.3, 0.4)."""

from collections.abc import Callable, Mapping

from akkoord.facts.facts import Facts
from akkoord.facts.kinds import as_date, comparable
from akkoord.values.calendar import term_end
from akkoord.values.errors import InvalidValue
from akkoord.values.notice import Notice, notice_deadline

Derived = Callable[[Facts], Mapping[str, object]]
"""A function that derives facts from facts; what it gives is laid over them, as nested facts."""


def term_dates(facts: Facts) -> Mapping[str, object]:
    """Derive `term.end` and `term.notice_deadline` of the first term; None where there is no such day.

    A fixed term ends after `term.months` from `term.commencement`; an indefinite one, or one of which too little is
    known, has no end; nor has one that would end after the year 9999. Notice is in `term.notice_months` or else
    `term.notice_weeks`.
    """
    start, months = as_date(facts["term.commencement"]), _count(facts["term.months"])
    if facts["term.kind"] != "fixed" or start is None or months < 1:
        return {"term": {"end": None, "notice_deadline": None}}
    try:
        end = term_end(start, months)
        return {"term": {"end": end, "notice_deadline": notice_deadline(end, _notice(facts))}}
    except InvalidValue:
        return {"term": {"end": None, "notice_deadline": None}}


def _notice(facts: Facts) -> Notice:
    months = _count(facts["term.notice_months"])
    return Notice(months) if months > 0 else Notice(max(0, _count(facts["term.notice_weeks"])), "weeks")


def _count(value: object) -> int:
    number = comparable(value)
    return 0 if number is None or isinstance(number, str | tuple) else int(number)
