"""Promises fall due once, or again and again while the contract lasts (RULES 0.9)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.closing import parse_due
from akkoord.executing.due_rules import DueRule, Known, first_due, next_due, returns
from akkoord.executing.due_words import reading

START, END = date(2026, 1, 1), date(2028, 12, 31)
KNOWN = Known(START, END, date(2028, 9, 30), date(2025, 12, 20))


def rule(source, **facts):
    """Read a due rule as a contract version would keep it."""
    due = parse_due(source, dict.fromkeys(facts, "days"))

    def offset(one):
        if one is None or isinstance(one, str):
            return one
        amount = one.amount if isinstance(one.amount, int) else facts[one.amount]
        return {"amount": amount, "unit": one.unit, "before": one.before}

    days = {name: facts[name] for name in due.anchors if isinstance(facts.get(name), str)}
    kept = {"anchors": list(due.anchors), "days": days, "offset": offset(due.offset), "every": offset(due.every)}
    return DueRule.read(kept)


@pytest.mark.parametrize(
    ("source", "day"),
    [
        pytest.param("term.end - 6 months", date(2028, 6, 30), id="before the end"),
        pytest.param("notice deadline", date(2028, 9, 30), id="the last day of notice"),
        pytest.param("signature + 14 days", date(2026, 1, 3), id="after signing"),
        pytest.param("placement date", START, id="placed at the start unless told otherwise"),
        pytest.param("last of (signature, notice deadline) + 2 weeks", date(2028, 10, 14), id="the last of two"),
        pytest.param("end of contract year + 60 days", date(2027, 3, 1), id="the first contract year"),
        pytest.param("end of quarter + 30 days", date(2026, 4, 30), id="the first quarter"),
        pytest.param("end of month", date(2026, 1, 31), id="the first month"),
        pytest.param("first working day of month", date(2026, 1, 1), id="a Thursday"),
        pytest.param("every 4 weeks", date(2026, 1, 29), id="after the first four weeks"),
        pytest.param("every 1 February", date(2026, 2, 1), id="a day of the year"),
        pytest.param("request + 8 hours", None, id="unknown until somebody asks"),
    ],
)
def test_a_promise_is_first_due_on_the_day_of_its_rule(source, day):
    assert first_due(rule(source), KNOWN).day == day


def test_a_fact_of_the_contract_is_counted_from_and_with():
    found = rule("loan.payout_date + loan.days", **{"loan.payout_date": "2026-02-01", "loan.days": 10})
    assert first_due(found, KNOWN).day == date(2026, 2, 11)


def test_what_counts_from_something_that_has_not_happened_waits_for_it():
    found = rule("termination date + 14 days")
    assert first_due(found, KNOWN).day is None
    assert first_due(found, Known(happened={"termination date": END})).day == date(2029, 1, 14)


def test_the_last_period_is_cut_off_by_the_end_of_the_term_and_nothing_comes_after():
    short, found = Known(START, date(2027, 3, 31)), rule("end of contract year")
    second = next_due(found, short, date(2026, 12, 31))
    assert second.anchor == date(2027, 3, 31)
    assert next_due(found, short, second.anchor) is None


def test_a_rule_is_read_out_in_words():
    assert reading(rule("end of contract year + 60 days")).text("nl") == "60 dagen na het einde van het contractjaar"
    assert reading(rule("every 6 weeks")).text("nl") == "iedere 6 weken"
    assert reading(rule("term.end - 6 months")).text("en") == "6 months before the end of the contract"


@given(
    st.sampled_from(["end of contract year", "end of month", "end of quarter", "every 5 weeks", "every 2 months"]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 1500),
)
def test_what_returns_comes_later_each_time_and_never_after_the_end(source, start, days):
    known, found = Known(start, start + timedelta(days=days)), rule(source)
    assert returns(found)
    seen, due = [], first_due(found, known)
    while due is not None and len(seen) < 20:
        seen.append(due.anchor)
        due = next_due(found, known, due.anchor)
    assert seen == sorted(set(seen))
    assert all(start <= day <= known.ends_on for day in seen)
