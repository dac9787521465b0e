"""Due dates: the last anchor, moved by months and then days; nothing shifts for weekends."""

from datetime import date

import pytest

from akkoord.executing.due_dates import Moved, due_date
from akkoord.values import InvalidValue


@pytest.mark.parametrize(
    ("anchors", "moved", "due"),
    [
        pytest.param([date(2026, 1, 1)], Moved(), date(2026, 1, 1), id="not moved"),
        pytest.param([date(2026, 1, 31)], Moved(months=1), date(2026, 2, 28), id="clipped to the month"),
        pytest.param([date(2026, 1, 31)], Moved(months=1, days=1), date(2026, 3, 1), id="months before days"),
        pytest.param([date(2026, 1, 2)], Moved(days=1), date(2026, 1, 3), id="a Saturday stays a Saturday"),
        pytest.param([date(2026, 1, 1), date(2025, 1, 1)], Moved(days=-1), date(2025, 12, 31), id="the last anchor"),
        pytest.param([date(2028, 12, 31)], Moved(notice_months=3), date(2028, 9, 30), id="a notice deadline"),
        pytest.param([date(2028, 12, 31)], Moved(notice_months=0), None, id="no notice period"),
    ],
)
def test_a_due_date_is_counted_from_the_last_anchor(anchors, moved, due):
    assert due_date(anchors, moved) == due


def test_nothing_is_due_from_nowhere():
    with pytest.raises(InvalidValue, match="a day to count from"):
        due_date([], Moved())


def test_a_notice_deadline_is_not_moved_as_well():
    with pytest.raises(InvalidValue, match="not moved"):
        Moved(months=1, notice_months=2)
