"""Why customers of Schoonkring leave, and what each reason proposes."""

import pytest

from akkoord_clauses_waste.leaving import POLICY


def on(code):
    effects = POLICY.reason(code).proposal(fixed_term=True, carried=("exit_fee", "refund_prepaid")).effects
    return [name for name, value in effects.to_json().items() if value]


@pytest.mark.parametrize("code", ["notice_by_customer", "business_closed", "insolvency", "transfer_not_taken_over"])
def test_who_leaves_early_pays_the_fee(code):
    assert on(code) == ["exit_fee"]


@pytest.mark.parametrize("code", ["default_by_supplier", "notice_by_supplier", "force_majeure"])
def test_what_was_paid_ahead_goes_back_when_the_end_is_not_up_to_the_customer(code):
    assert on(code) == ["refund_prepaid"]


def test_at_the_end_of_the_term_nothing_is_due():
    assert on("end_of_term") == []
    assert POLICY.early is None
