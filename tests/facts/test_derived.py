"""The dates of a term follow from what was agreed on it."""

from datetime import date

import pytest

from akkoord.facts import Facts, term_dates


@pytest.mark.parametrize(
    ("term", "end", "deadline"),
    [
        pytest.param(
            {"commencement": "2026-01-01", "months": 60, "notice_months": 0}, "2030-12-31", None, id="no notice"
        ),
        pytest.param(
            {"commencement": "2026-02-12", "months": 60, "notice_months": 3}, "2031-02-11", "2030-11-11", id="mid-month"
        ),
        pytest.param(
            {"commencement": "2025-09-01", "months": 36, "notice_months": 2}, "2028-08-31", "2028-06-30", id="notice"
        ),
        pytest.param(
            {"commencement": "2026-01-01", "months": 36, "notice_months": 3, "renewal": "tacit_12"},
            "2028-12-31",
            "2028-09-30",
            id="tacit renewal: the first end",
        ),
        pytest.param(
            {"commencement": "2026-01-01", "months": 12, "notice_weeks": 2},
            "2026-12-31",
            "2026-12-17",
            id="notice in weeks",
        ),
        pytest.param({"commencement": "2026-01-01", "months": None}, None, None, id="length unknown"),
        pytest.param({"months": 36, "notice_months": 3}, None, None, id="commencement unknown"),
        pytest.param({"commencement": "soon", "months": 36}, None, None, id="no date"),
        pytest.param({"commencement": "2026-01-01", "months": 0}, None, None, id="no months"),
        pytest.param({"commencement": "9999-12-01", "months": 36}, None, None, id="ends after the last year"),
        pytest.param(
            {"kind": "indefinite", "commencement": "2026-03-01", "months": 84, "notice_months": 2},
            None,
            None,
            id="indefinite",
        ),
    ],
)
@pytest.mark.parametrize("typed", [True, False], ids=["typed", "untyped"])
def test_a_term_has_its_dates(questions, term, end, deadline, typed):
    facts = Facts(
        {"term": {"kind": "fixed", **term}}, questions if typed and term.get("commencement") != "soon" else None
    )
    expected = {"end": end and date.fromisoformat(end), "notice_deadline": deadline and date.fromisoformat(deadline)}
    assert term_dates(facts) == {"term": expected}


def test_derived_dates_are_facts_like_others(facts_of):
    facts = facts_of({"term": {"kind": "fixed", "commencement": "2026-01-01", "months": 12, "notice_months": 1}})
    facts = facts.with_(term_dates(facts))
    assert facts["term.end"] == date(2026, 12, 31)
    assert facts.to_json()["term"]["notice_deadline"] == "2026-11-30"
    assert facts["term.months"] == 12
