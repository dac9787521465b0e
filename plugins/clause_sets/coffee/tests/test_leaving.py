"""Why customers of Kopwaarts leave, and what each reason proposes."""

from datetime import date

import pytest

from akkoord.ending import NoticeRule, first_possible
from akkoord.values.notice import Notice, Term
from akkoord_clauses_coffee.leaving import POLICY

CARRIED = ("instalments", "shortfall_elapsed")


def on(code):
    proposal = POLICY.reason(code).proposal(fixed_term=True, carried=CARRIED)
    return [name for name, value in proposal.effects.to_json().items() if value], proposal.asked


@pytest.mark.parametrize("code", ["notice_by_customer", "business_closed", "insolvency", "default_by_customer"])
def test_who_leaves_before_the_end_date_pays_what_remains_and_the_minimum_so_far(code):
    assert sorted(on(code)[0]) == ["instalments", "shortfall_elapsed"]


def test_our_own_default_costs_the_customer_nothing():
    assert on("default_by_supplier") == ([], ())


@pytest.mark.parametrize("code", ["mutual_consent", "other"])
def test_what_is_agreed_together_is_asked(code):
    assert on(code) == ([], CARRIED[::-1])


def test_leniency_takes_a_second_person():
    assert POLICY.reason("death_or_incapacity").needs_second_person


def test_notice_before_the_end_date_ends_with_the_calendar_month():
    rule = NoticeRule(Notice(2), term=Term(date(2025, 9, 1), 36, Notice(2)))
    assert first_possible(date(2028, 1, 10), rule, POLICY.early) == date(2028, 1, 31)
