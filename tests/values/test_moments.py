"""Moments: to the hour, and whole days between them."""

from datetime import UTC, date, datetime

import pytest

from akkoord.values import InvalidDate, InvalidValue, Window, moment_of, whole_days


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T12:30", datetime(2026, 3, 1, 12, 30, tzinfo=UTC)),
        (" 2026-03-01T12:30+01:00 ", datetime(2026, 3, 1, 11, 30, tzinfo=UTC)),
        ("2026-03-01 03:24:00Z", datetime(2026, 3, 1, 3, 24, tzinfo=UTC)),
        (date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_it_is_written(written, moment):
    assert moment_of(written) == moment


@pytest.mark.parametrize("written", ["", "spring", "2026-02-30", "2026-03-01T25:00"])
def test_what_is_no_moment_is_refused(written):
    with pytest.raises(InvalidDate, match="is no moment"):
        moment_of(written)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-03-01T12:00", "2026-03-02T11:59", 0),
        ("2026-03-01T12:00", "2026-03-02T12:00", 1),
        ("2026-03-01T12:00+01:00", "2026-03-02T11:00Z", 1),
        ("2026-03-02T12:00", "2026-03-01T11:00", -1),
        ("2026-03-02T12:00", "2026-03-01T13:00", 0),
    ],
)
def test_a_day_is_24_hours(first, last, days):
    assert whole_days(moment_of(first), moment_of(last)) == days


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2026-04-06T08:59", False),
        ("2026-04-06T09:00", True),
        ("2026-04-09T12:00", True),
        ("2026-04-09T12:01", False),
    ],
)
def test_a_window_holds_its_first_and_its_last_moment(moment, inside):
    assert (moment_of(moment) in Window.of("2026-04-06T09:00", "2026-04-09T12:00")) is inside


def test_a_last_day_counts_to_its_end_and_a_window_may_stay_open():
    assert moment_of("2026-12-31T23:59") in Window.of("2026-12-27", date(2026, 12, 31))
    assert moment_of("2027-01-01") not in Window.of("2026-12-27", "2026-12-31")
    assert moment_of("2099-01-01") in Window.of("2026-12-27")


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidValue, match="cannot end"):
        Window.of("2026-04-09", "2026-04-06")
