"""Notice: when it must be received, and when it ends a contract."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.values import InvalidValue, Notice, Term, add_months, effective_at_month_end, notice_deadline

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
notices = st.builds(Notice, st.integers(0, 12), st.sampled_from(["months", "weeks"]))
terms = st.builds(Term, days, st.integers(1, 84), notices, st.sampled_from([0, 1, 12, 24]))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("end", "notice", "deadline"),
    [
        pytest.param(date(2028, 12, 31), 3, date(2028, 9, 30), id="three months before the year ends"),
        pytest.param(date(2031, 2, 11), 3, date(2030, 11, 11), id="mid-month"),
        pytest.param(date(2028, 8, 31), 2, date(2028, 6, 30), id="to the end of a month"),
        pytest.param(date(2026, 2, 28), 1, date(2026, 1, 31), id="a whole month lies between"),
        pytest.param(date(2026, 8, 28), 2, date(2026, 6, 28), id="an end on the 28th"),
        pytest.param(date(2027, 3, 1), Notice(2, "weeks"), date(2027, 2, 15), id="two weeks"),
        pytest.param(date(2028, 12, 31), 0, None, id="no notice, no deadline"),
    ],
)
def test_notice_must_be_received_by_the_deadline(end, notice, deadline):
    assert notice_deadline(end, notice) == deadline


@given(days, st.integers(1, 12))
def test_a_full_notice_period_lies_between_deadline_and_end(end, months):
    deadline = notice_deadline(end, months)
    assert deadline is not None
    assert deadline + DAY == add_months(end + DAY, -months)


@pytest.mark.parametrize(
    ("received", "notice", "effective"),
    [
        pytest.param(date(2015, 4, 3), Notice(2, "weeks"), date(2015, 4, 30), id="two weeks, same month"),
        pytest.param(date(2015, 4, 20), Notice(2, "weeks"), date(2015, 5, 31), id="two weeks, into the next"),
        pytest.param(date(2026, 1, 15), 2, date(2026, 3, 31), id="two months"),
        pytest.param(date(2025, 12, 31), 2, date(2026, 2, 28), id="clipped"),
        pytest.param(date(2026, 1, 15), 0, date(2026, 1, 31), id="no notice period"),
    ],
)
def test_an_indefinite_term_ends_at_the_end_of_a_month(received, notice, effective):
    assert effective_at_month_end(received, notice) == effective


def test_a_tacitly_renewed_term_moves_its_end_and_its_deadline():
    """A contract that ended on 28 August 2025 and renewed itself: the next deadline is in 2026, not in 2025."""
    term = Term(date(2024, 8, 29), 12, Notice(2), renewal_months=12)
    assert term.end() == date(2025, 8, 28)
    assert term.end_on(date(2026, 2, 11)) == date(2026, 8, 28)
    assert term.deadline_on(date(2026, 2, 11)) == term.next_deadline(date(2026, 2, 11)) == date(2026, 6, 28)


def test_the_first_end_comes_before_any_renewal():
    """36 months from 1 August 2020 are over on 1 August 2023: the last day is the one before."""
    assert Term(date(2020, 8, 1), 36, Notice(3), 12).end() + DAY == date(2023, 8, 1)


@pytest.mark.parametrize(
    ("received", "end"),
    [
        pytest.param(date(2028, 9, 30), date(2028, 12, 31), id="on the last day, in time"),
        pytest.param(date(2028, 10, 1), date(2029, 12, 31), id="a day late, a year on"),
        pytest.param(date(2029, 12, 1), date(2030, 12, 31), id="late again"),
    ],
)
def test_late_notice_counts_for_the_next_end(received, end):
    assert Term(date(2026, 1, 1), 36, Notice(3), 12).end_for_notice(received) == end


def test_without_renewal_a_term_ends_by_itself():
    term = Term(date(2026, 1, 1), 60, Notice(3))
    assert term.end_on(date(2040, 1, 1)) == term.end_for_notice(date(2030, 12, 30)) == date(2030, 12, 31)
    assert term.next_deadline(date(2030, 9, 30)) == date(2030, 9, 30)
    assert term.next_deadline(date(2030, 10, 1)) is None


def test_renewals_do_not_drift_when_months_are_clipped():
    term = Term(date(2026, 1, 31), 1, renewal_months=1)
    assert [term.end(renewals) for renewals in range(3)] == [date(2026, 2, 27), date(2026, 3, 30), date(2026, 4, 29)]


@given(terms, days)
def test_the_end_in_sight_is_the_first_on_or_after_the_day(term, day):
    end = term.end_on(day)
    if term.renewal_months:
        assert end >= day
        assert end == term.end() or any(term.end(k) == end and term.end(k - 1) < day for k in range(1, 800))
    else:
        assert end == term.end()


@given(terms, days)
def test_notice_on_the_next_deadline_is_in_time_and_a_day_later_is_not(term, day):
    deadline = term.next_deadline(day)
    if deadline is None:
        return
    assert deadline >= day
    end = term.end_for_notice(deadline)
    assert notice_deadline(end, term.notice) == deadline
    assert not term.renewal_months or term.end_for_notice(deadline + DAY) > end


@pytest.mark.parametrize(
    "nonsense",
    [lambda: Notice(-1), lambda: Term(date(2026, 1, 1), 0), lambda: Term(date(2026, 1, 1), 12, renewal_months=-1)],
    ids=["negative notice", "no months", "negative renewal"],
)
def test_nonsense_is_refused(nonsense):
    with pytest.raises(InvalidValue):
        nonsense()


def test_a_notice_period_is_said_in_its_unit():
    assert (Notice(1).text("nl"), Notice(2, "weeks").text("nl"), Notice(3).text("en")) == (
        "1 maand",
        "2 weken",
        "3 months",
    )
