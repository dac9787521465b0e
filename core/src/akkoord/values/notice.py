"""Work out when notice must be received and when it ends a contract (RULES 0.4), tacit renewal included."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from akkoord.language import Language, Message, plural_message
from akkoord.values.calendar import add_months, days_after, full_months, month_end, term_end
from akkoord.values.errors import InvalidValue

NoticeUnit = Literal["months", "weeks", "days"]
Ending = Literal["month", "quarter", "year"]
_MONTHS_OF: Mapping[Ending, int] = {"month": 1, "quarter": 3, "year": 12}
_DAYS_OF: Mapping[NoticeUnit, int] = {"weeks": 7, "days": 1}


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice period in months, weeks or days; nought means that no notice is needed."""

    count: int
    unit: NoticeUnit = "months"

    def __post_init__(self) -> None:
        if self.count < 0:
            raise InvalidValue(Message("A notice period cannot be negative: {count}.", {"count": self.count}))

    def __bool__(self) -> bool:
        return self.count > 0

    def before(self, day: date) -> date:
        """Count the period back from a day."""
        return self._moved(day, -self.count)

    def after(self, day: date) -> date:
        """Count the period on from a day."""
        return self._moved(day, self.count)

    def text(self, language: Language) -> str:
        """Say the period: `3 maanden`, `2 weken`."""
        if self.unit == "months":
            return plural_message("{count} month", "{count} months", self.count).text(language)
        if self.unit == "days":
            return plural_message("{count} day", "{count} days", self.count).text(language)
        return plural_message("{count} week", "{count} weeks", self.count).text(language)

    def _moved(self, day: date, count: int) -> date:
        return add_months(day, count) if self.unit == "months" else days_after(day, _DAYS_OF[self.unit] * count)


def notice_deadline(end: date, notice: Notice | int) -> date | None:
    """Give the last day on which notice against `end` may be received (3:37(3) BW); None without a notice period.

    A number counts months.

    >>> notice_deadline(date(2028, 12, 31), 3)
    datetime.date(2028, 9, 30)
    """
    period = _notice(notice)
    return days_after(period.before(days_after(end, 1)), -1) if period else None


def effective_at_end_of(received: date, notice: Notice | int, ending: Ending) -> date:
    """Give the last day of a contract that ends with a calendar month, quarter or year, after its notice period.

    >>> effective_at_end_of(date(2026, 2, 20), 3, "quarter")
    datetime.date(2026, 6, 30)
    """
    over = _notice(notice).after(received)
    months = _MONTHS_OF[ending]
    return month_end(add_months(over.replace(day=1), months - 1 - (over.month - 1) % months))


def effective_at_month_end(received: date, notice: Notice | int) -> date:
    """Give the last day of a contract for an indefinite term: the end of the month in which the notice period ends.

    >>> effective_at_month_end(date(2026, 1, 15), 2)
    datetime.date(2026, 3, 31)
    """
    return effective_at_end_of(received, notice, "month")


@dataclass(frozen=True, slots=True)
class Term:
    """A fixed term that may renew itself tacitly, each time by `renewal_months` (0: it ends by itself)."""

    commencement: date
    months: int
    notice: Notice = Notice(0)
    renewal_months: int = 0

    def __post_init__(self) -> None:
        term_end(self.commencement, self.months)
        if self.renewal_months < 0:
            raise InvalidValue(Message("A renewal cannot last {months} months.", {"months": self.renewal_months}))

    def end(self, renewals: int = 0) -> date:
        """Give the last day after so many renewals.

        >>> Term(date(2026, 1, 1), 36, renewal_months=12).end(1)
        datetime.date(2029, 12, 31)
        """
        return term_end(self.commencement, self.months + renewals * self.renewal_months)

    def end_on(self, day: date) -> date:
        """Give the end date that is in sight on `day`: later ends appear as the term renews itself."""
        return self.end(self._renewals_by(day))

    def deadline_on(self, day: date) -> date | None:
        """Give the notice deadline for the end date in sight on `day`, which may have passed already."""
        return notice_deadline(self.end_on(day), self.notice)

    def next_deadline(self, day: date) -> date | None:
        """Give the first notice deadline on or after `day`; None when notice no longer matters or never did."""
        if not self.notice or (not self.renewal_months and day > self.end()):
            return None
        end = self.end_for_notice(day)
        deadline = notice_deadline(end, self.notice)
        return deadline if deadline is not None and deadline >= day else None

    def end_for_notice(self, received: date) -> date:
        """Give the end date that notice received on a day leads to.

        Late notice does not stop the renewal; the same notice counts for the next end date. Without renewal the
        term ends by itself on its end date, whatever the notice.
        """
        renewals = self._renewals_by(received)
        deadline = notice_deadline(self.end(renewals), self.notice)
        while self.renewal_months and deadline is not None and received > deadline:
            renewals += 1
            deadline = notice_deadline(self.end(renewals), self.notice)
        return self.end(renewals)

    def _renewals_by(self, day: date) -> int:
        if not self.renewal_months or day <= self.end():
            return 0
        elapsed = full_months(self.commencement, day) - self.months
        renewals = max(0, elapsed // self.renewal_months)
        while day > self.end(renewals):
            renewals += 1
        return renewals


def _notice(notice: Notice | int) -> Notice:
    return notice if isinstance(notice, Notice) else Notice(notice)
