"""Moments: a day with a time of day, for what is agreed to the hour; and the time between two of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from akkoord.language import Message
from akkoord.values.errors import InvalidDate, InvalidValue

__all__ = ["Window", "end_of_day", "moment_of", "whole_days"]

_DAY = timedelta(days=1)


def moment_of(written: date | str) -> datetime:
    """Take a moment as files write it; a day alone is its first moment, a time without a zone is one in UTC.

    >>> moment_of("2026-03-01T12:00:00+01:00")
    datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=3600)))

    :raises InvalidDate: when it is no moment.
    """
    if isinstance(written, str):
        try:
            written = datetime.fromisoformat(written.strip())
        except ValueError:
            raise InvalidDate(Message("{text!r} is no moment. Write 2026-03-01T12:00.", {"text": written})) from None
    if not isinstance(written, datetime):
        return datetime.combine(written, time.min, tzinfo=UTC)
    return written if written.tzinfo else written.replace(tzinfo=UTC)


def whole_days(first: datetime, last: datetime) -> int:
    """Count the whole days of 24 hours from one moment to another; below zero when the other came first.

    >>> whole_days(moment_of("2026-03-01T12:00"), moment_of("2026-03-03T11:59"))
    1
    """
    elapsed = last - first
    return elapsed // _DAY if elapsed >= timedelta(0) else -(-elapsed // _DAY)


def end_of_day(moment: datetime) -> datetime:
    """Give the last moment of the day of a moment."""
    return datetime.combine(moment, time.max, tzinfo=moment.tzinfo)


@dataclass(frozen=True, slots=True)
class Window:
    """From one moment through another, both included; without a last moment it stays open.

    A last day that is written without a time counts to its end.

    >>> moment_of("2026-03-31T23:00") in Window.of("2026-03-01", "2026-03-31")
    True
    """

    first: datetime
    last: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a window that ends before it begins."""
        if self.last is not None and self.last < self.first:
            raise InvalidValue(
                Message("A window cannot end on {last}, before it starts on {first}.",
                        {"first": self.first.isoformat(), "last": self.last.isoformat()})
            )  # fmt: skip

    @classmethod
    def of(cls, first: date | str, last: date | str | None = None) -> "Window":
        """Make a window of moments as files write them."""
        if last is None:
            return cls(moment_of(first))
        end = moment_of(last)
        whole_day = not isinstance(last, datetime) and len(str(last).strip()) == len("2026-03-31")
        return cls(moment_of(first), end_of_day(end) if whole_day else end)

    def __contains__(self, moment: datetime) -> bool:
        return self.first <= moment and (self.last is None or moment <= self.last)
