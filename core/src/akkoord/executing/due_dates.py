"""When an obligation is due: the last of its anchors, moved by an offset (RULES 0.4, 0.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from akkoord.language import Message
from akkoord.values import InvalidValue, add_months, days_after, notice_deadline

__all__ = ["Moved", "due_date"]


@dataclass(frozen=True, slots=True)
class Moved:
    """How far a due date lies from its anchor: months first, then days. Below zero is before it.

    `notice_months` counts a notice period back instead: the last day on which notice is in time.
    """

    months: int = 0
    days: int = 0
    notice_months: int | None = None

    def __post_init__(self) -> None:
        """Refuse a notice period that is moved as well."""
        if self.notice_months is not None and (self.months or self.days):
            raise InvalidValue(Message("A notice deadline is not moved by months or days as well."))


def due_date(anchors: Sequence[date], moved: Moved) -> date | None:
    """Give the due date; None without a notice period. Nothing shifts for weekends or holidays.

    >>> due_date([date(2030, 12, 31)], Moved(months=-6))
    datetime.date(2030, 6, 30)
    """
    if not anchors:
        raise InvalidValue(Message("A due date needs a day to count from."))
    anchor = max(anchors)
    if moved.notice_months is not None:
        return notice_deadline(anchor, moved.notice_months)
    return days_after(add_months(anchor, moved.months), moved.days)
