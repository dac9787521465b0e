"""Compute the last day of the contract of a case from the notice that was received (RULES 0.4, 0.11)."""

from collections.abc import Iterator, Mapping
from typing import Final, cast

from akkoord.cases.context import CaseContext, Entry, day, mapping
from akkoord.cases.figures import checked
from akkoord.cases.results import Check, NotRun
from akkoord.ending import NoticeRule, first_possible
from akkoord.language import Message
from akkoord.values.notice import Ending, Notice

__all__ = ["replay_termination", "says_notice"]

_ENDINGS: Final[Mapping[str, Ending]] = {
    "end_of_month": "month",
    "end_of_quarter": "quarter",
    "end_of_year": "year",
}


def replay_termination(context: CaseContext) -> Iterator[Check | NotRun]:
    """Compute `effective` where the case says when notice came, for how many months, and to the end of what.

    The rest of the section is computed by the composed contract (`replay_ending`); without one it is not run.
    """
    entry = mapping(context.case.sections["termination"])
    if says_notice(entry):
        yield checked("termination.effective", entry["effective"], lambda: _effective(entry))
    elif not context.case.compositions:
        yield NotRun("termination", Message("there is no contract to end"))


def says_notice(entry: Entry) -> bool:
    """Tell whether a case gives everything from which the last day follows by itself."""
    return {"notice_received", "notice_months", "notice_to", "effective"} <= set(entry)


def _effective(entry: Entry) -> str:
    rule = NoticeRule(Notice(cast("int", entry["notice_months"])), _ENDINGS[str(entry["notice_to"])])
    return first_possible(day(entry["notice_received"]), rule).isoformat()
