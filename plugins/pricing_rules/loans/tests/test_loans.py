"""Loans: the schedule of an annuity, and a sale that is paid in instalments."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, Events, InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, counted, event, only_line
from akkoord.values import Period
from akkoord_rules_loans import AnnuityLoan, InstalmentSale, Standing

LOAN = {"principal": "50000", "rate_pct": "6", "instalments": 60, "start": "2025-12-15"}
SALE = InstalmentSale.read(
    {"groups": ["paid"], "principal": "12000", "closing": "600", "interest_pct": "1", "minimum": "400", "last_term": 24}
)


def paid(on, sum_):
    return event(on, "0", group="paid", turnover=sum_)


TestConformance = conformance("akkoord_rules_loans", rules=[AnnuityLoan.read(LOAN), SALE])


def test_an_instalment_is_interest_and_repayment():
    rule = AnnuityLoan.read(LOAN)
    first = next(rule.schedule())
    assert (rule.annuity, first.interest, first.balance) == (Fraction("966.64"), 250, Fraction("49283.36"))
    assert first.due == date(2026, 1, 15)


def test_the_instalments_of_a_period_are_its_line():
    quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
    assert amount(AnnuityLoan.read(LOAN), counted(period=quarter)) == "2899.92"
    before = counted(period=Period(date(2025, 1, 1), date(2025, 12, 31)))
    assert only_line(AnnuityLoan.read(LOAN), before).working("en") == "no instalment in this period"


def test_an_early_end_leaves_the_balance():
    (line,) = AnnuityLoan.read(LOAN).residual(date(2026, 2, 14), counted())
    assert line.amount == Fraction("49283.36")
    (line,) = AnnuityLoan.read(LOAN).residual(date(2026, 1, 14), counted())
    assert line.amount == 50000


def test_the_end_of_a_month_stays_the_end_of_a_month():
    days = [each.due for each in AnnuityLoan.read(LOAN | {"start": "2026-01-31", "instalments": 3}).schedule()]
    assert days == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_without_interest_every_instalment_is_the_same_part():
    rule = AnnuityLoan.read(LOAN | {"rate_pct": "0", "principal": "100", "instalments": 3, "every": "quarter"})
    assert [each.amount for each in rule.schedule()] == [Fraction("33.33"), Fraction("33.33"), Fraction("33.34")]


@given(
    st.decimals(1, 100_000, places=2), st.decimals(0, 15, places=2), st.integers(1, 120),
    st.sampled_from(["month", "quarter", "year"]), st.booleans(),
)  # fmt: skip
def test_a_schedule_repays_exactly_the_principal(principal, rate, instalments, every, rounded):
    given = {"principal": principal, "rate_pct": rate, "instalments": instalments, "every": every}
    rows = list(AnnuityLoan.read(LOAN | given | {"rounded": rounded}).schedule())
    assert rows[-1].balance == 0
    assert sum(each.repayment for each in rows) == Fraction(principal)


def test_interest_runs_over_what_a_payment_leaves_and_is_rounded_every_term():
    payments = [paid(date(2026, 1, 31), "1000"), paid(date(2026, 2, 28), "1333.33")]
    line = only_line(SALE, counted(*payments))
    assert line.amount == Fraction("110") + Fraction("97.77")
    (left,) = SALE.residual(date(2026, 2, 1), counted(*payments))
    assert left.amount == 11110 + 600


def test_the_last_payment_is_what_is_left_and_what_is_due_at_closing():
    facts = counted(paid(date(2026, 1, 31), "2000"), paid(date(2026, 2, 28), "10700"))
    assert only_line(SALE, facts).working("en").endswith("€10,700.00 paid: closed")
    (left,) = SALE.residual(YEAR.last, facts)
    assert left.amount == 0


@pytest.mark.parametrize(
    ("sum_", "interest", "left", "said"),
    [
        pytest.param("100", 119, "12619", "not as agreed: Pay at least €400.00.", id="too little"),
        pytest.param("12100", 0, "500", "not as agreed: Pay at most €12,000.00, or everything", id="too much"),
    ],
)
def test_a_payment_that_was_not_agreed_counts_and_is_said(sum_, interest, left, said):
    facts = counted(paid(date(2026, 1, 31), sum_))
    line = only_line(SALE, facts)
    assert (line.amount, said in line.working("en")) == (interest, True)
    (owed,) = SALE.residual(YEAR.last, facts)
    assert owed.amount == Fraction(left)


def test_payments_before_the_period_count_for_the_balance_and_not_for_its_interest():
    payments = [paid(date(2025, 12, 1), "2000"), paid(date(2026, 2, 1), "100" + "0")]
    facts = Counted(YEAR, YEAR.last, Events(payments), commencement=date(2025, 1, 1))
    assert only_line(SALE, facts).amount == Fraction("91")


@pytest.mark.parametrize(
    ("standing", "sum_", "said"),
    [
        (SALE.start(), "399.99", "Pay at least €400.00"),
        (SALE.start(), "12000.01", "Pay at most €12,000.00, or everything: €12,600.00"),
        (Standing(Fraction(900), Fraction(0), 24), "500", "Pay everything now: €1,500.00"),
        (Standing(Fraction(0), Fraction(1), 0), "500", "paid already"),
    ],
)
def test_a_payment_that_was_not_agreed_is_refused(standing, sum_, said):
    with pytest.raises(InvalidRule, match=said):
        SALE.pay(standing, Fraction(sum_))


@pytest.mark.parametrize(
    ("parameters", "said"),
    [({"minimum": "12000.01"}, "whole debt"), ({"first_term": 25}, "before the first"), ({"groups": []}, "groups")],
)
def test_nonsense_is_refused(parameters, said):
    with pytest.raises(InvalidRule, match=said):
        InstalmentSale.read(SALE.parameters() | parameters)
