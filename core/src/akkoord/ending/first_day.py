"""The earliest last day of a contract after notice, and an earlier one on a recorded ground (RULES 0.4, 0.11)."""

from dataclasses import dataclass
from datetime import date

from akkoord.ending.errors import InvalidTermination
from akkoord.language import Message
from akkoord.values.notice import Ending, Notice, Term, effective_at_end_of


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """How notice ends a contract: an indefinite one after `notice`, at the end of a `to`; a fixed one with its `term`.

    Without `to` an indefinite contract ends on the day on which the notice period is over.
    """

    notice: Notice
    to: Ending | None = "month"
    term: Term | None = None


def first_possible(received: date, rule: NoticeRule, early: NoticeRule | None = None) -> date:
    """Give the first last day to which notice, received on a day, can end a contract.

    `early` is how notice may end a fixed term before its end, where the clauses allow that.

    >>> first_possible(date(2026, 8, 17), NoticeRule(Notice(2)))
    datetime.date(2026, 10, 31)
    """
    if rule.term is not None:
        end = rule.term.end_for_notice(received)
        return end if early is None else min(end, first_possible(received, early))
    if rule.to is None:
        return rule.notice.after(received)
    return effective_at_end_of(received, rule.notice, rule.to)


def require_possible(
    effective: date, received: date, rule: NoticeRule, ground: str = "", *, early: NoticeRule | None = None
) -> None:
    """Raise InvalidTermination for a day before the first possible one, unless a ground for it is recorded."""
    first = first_possible(received, rule, early)
    if effective < first and not ground.strip():
        values = {"effective": effective, "first": first}
        raise InvalidTermination(
            Message(
                "The contract cannot end on {effective}: by the notice rules the first possible day is {first}. "
                "Choose that day, or write down on which ground it ends earlier.",
                values,
            )
        )
