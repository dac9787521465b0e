"""Fees: examples from the conventions, and what holds for any period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import AgreedRule, Counted, InvalidRule, Vat, settle
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, counted, event, only_line
from akkoord.values import Period, add_months
from akkoord_rules_fees import (
    DailyFee,
    ExitFeeAverage,
    Fixed,
    FixedPerMonth,
    MinimumFee,
    ProrataRefund,
    RecurringFee,
    RemainingInstalments,
)

FEE = RecurringFee.read({"monthly_fee": "89.50", "start": "2026-02-12"})
MONTHLY = FixedPerMonth.read({"amount": "12.50"})
FIXED = Fixed.read({"amount": "185.00"})
MINIMUM = MinimumFee.read({"minimum": "100.00", "base_lines": ["lifts"]})
INSTALMENTS = RemainingInstalments.read({"monthly_fee": "45.00", "pct": "60", "contract_end": "2028-08-31"})
EXIT = ExitFeeAverage.read({"invoices": ["100"] * 11 + ["107"], "pct": "40", "contract_end": "2026-12-31"})
BY_TURNOVER = ExitFeeAverage.read({"groups": ["beer"], "pct": "40", "contract_end": "2027-06-30"})
REFUND = ProrataRefund.read({"amount": "365.00", "paid_period": {"from": "2026-01-01", "to": "2026-12-31"}})
DAILY = DailyFee.read({"rate": "0.75", "per_day": "4"})
THIRTY = RecurringFee.read({"monthly_fee": "89.40", "month": "thirty"})
QUARTERLY = MinimumFee.read({"minimum": "100", "base_lines": ["lifts"], "months": 3, "due": "final"})
RULES = [FEE, THIRTY, DAILY, QUARTERLY, MONTHLY, FIXED, MINIMUM, INSTALMENTS, EXIT, BY_TURNOVER, REFUND]
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


TestConformance = conformance("akkoord_rules_fees", rules=RULES)


@pytest.mark.parametrize(
    ("first", "last", "expected", "working"),
    [
        pytest.param(date(2026, 2, 1), date(2026, 2, 28), "54.34", "€89.50 × 17/28", id="begins in the month"),
        pytest.param(date(2026, 4, 1), date(2026, 6, 30), "268.50", "3 × €89.50", id="whole months"),
        pytest.param(date(2026, 1, 1), date(2026, 1, 31), "0.00", "has not begun yet", id="before the start"),
        pytest.param(date(2026, 2, 1), date(2026, 3, 10), "83.21", "€89.50 × 17/28; €89.50 × 10/31", id="both ends"),
    ],
)
def test_a_monthly_fee_is_counted_by_calendar_months(first, last, expected, working):
    facts = counted(period=Period(first, last))
    assert amount(FEE, facts) == expected
    assert only_line(FEE, facts).working("en") == working


@given(day=st.dates(date(2026, 1, 2), date(2026, 12, 30)))
def test_a_monthly_fee_of_two_parts_adds_up_to_the_whole(day):
    parts = [Period(YEAR.first, day), Period(day + timedelta(days=1), YEAR.last)]
    amounts = [only_line(FEE, counted(period=part)).amount for part in parts]
    assert sum(amounts) == only_line(FEE, counted()).amount


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(date(2026, 2, 1), date(2026, 2, 8), "23.84", id="a part of a short month"),
        pytest.param(date(2026, 1, 24), date(2026, 1, 31), "23.84", id="a part of a long month"),
        pytest.param(date(2026, 2, 1), date(2026, 2, 28), "89.40", id="a short month"),
        pytest.param(date(2026, 1, 1), date(2026, 1, 31), "89.40", id="a long month"),
        pytest.param(date(2026, 1, 1), date(2026, 1, 30), "89.40", id="thirty days of it"),
    ],
)
def test_a_month_may_be_agreed_to_have_thirty_days(first, last, expected):
    assert amount(THIRTY, counted(period=Period(first, last))) == expected


def test_a_fee_a_day_counts_both_ends():
    line = only_line(DAILY, counted(period=Period(date(2026, 1, 1), date(2026, 1, 31))))
    assert (line.quantity, line.amount) == (124, 93)
    own = DailyFee.read(DAILY.parameters() | {"from": "2026-01-30", "to": "2026-02-02"})
    assert only_line(own, counted()).quantity == 16
    assert only_line(own, counted(period=Period(date(2026, 2, 1), date(2026, 2, 28)))).quantity == 8
    assert only_line(own, counted(period=Period(date(2026, 3, 1), date(2026, 3, 31)))).quantity == 0


def test_a_fixed_amount_a_month_counts_full_months():
    facts = counted(period=Period(date(2026, 3, 1), date(2026, 10, 31)))
    assert (amount(MONTHLY, facts), only_line(MONTHLY, facts).months) == ("100.00", 8)
    assert amount(MONTHLY, counted(period=Period(date(2026, 3, 2), date(2026, 4, 1)))) == "12.50"
    assert amount(MONTHLY, counted(period=Period(date(2026, 3, 2), date(2026, 3, 31)))) == "0.00"


def test_a_fixed_amount_is_itself():
    assert amount(FIXED, counted()) == "185.00"
    with pytest.raises(InvalidRule, match="amount must be at least 0"):
        Fixed.read({"amount": "-1"})


STANDARD = Vat.of("standard", "21")


def charged(minimum, lifts, direction="receivable", period=YEAR):
    rules = [
        AgreedRule("minimum", minimum, "receivable", STANDARD),
        AgreedRule("lifts", Fixed.read({"amount": lifts}), direction, STANDARD),
    ]
    return settle(rules, counted(period=period)).lines[0].amount.plain


@pytest.mark.parametrize(("lifts", "missing"), [("60", "40.00"), ("100", "0.00"), ("130", "0.00"), ("0", "100.00")])
def test_a_minimum_is_filled_up_from_the_rounded_lines(lifts, missing):
    assert charged(MINIMUM, lifts) == missing


def test_credits_do_not_count_towards_a_minimum():
    assert charged(MINIMUM, "60", "payable") == "100.00"


def test_a_guarantee_counts_what_the_customer_receives():
    guarantee = MinimumFee.read(MINIMUM.parameters() | {"counts": "payable"})
    assert charged(guarantee, "60", "payable") == "40.00"
    assert charged(guarantee, "60", "receivable") == "100.00"


@pytest.mark.parametrize(
    ("months", "lifts", "missing"),
    [(3, "60", "40.00"), (3, "100", "0.00"), (6, "160", "40.00"), (6, "250", "0.00"), (2, "0", "66.67")],
)
def test_a_minimum_for_so_many_months_counts_as_often_as_they_fit(months, lifts, missing):
    period = Period(YEAR.first, add_months(YEAR.first, months) - timedelta(days=1))
    assert charged(QUARTERLY, lifts, period=period) == missing


def test_a_minimum_may_wait_until_the_period_is_over():
    rules = [
        AgreedRule("minimum", QUARTERLY, "receivable", STANDARD),
        AgreedRule("lifts", FIXED, "receivable", STANDARD),
    ]
    period = Period(YEAR.first, date(2026, 6, 30))
    early = settle(rules, Counted.of([], period, date(2026, 6, 29)))
    assert early.lines[0].amount.plain == "0.00"
    assert early.lines[0].working("en") == "€100.00 × 2 = €200.00; is made up for once the period is over"
    assert (
        settle(rules, Counted.of([], period), booked=early.position)
        .differences[next(iter(key for key in early.position.lines if key.line == "minimum"))]
        .plain
        == "15.00"
    )


def test_a_minimum_is_not_cut_down_twice():
    with pytest.raises(InvalidRule, match="do not cut it down once more"):
        MinimumFee.read(QUARTERLY.parameters() | {"prorate": "months"})


def test_a_minimum_by_days_is_rounded_before_the_lines_are_taken_off():
    rule = MinimumFee.read(
        {
            "minimum": "100",
            "base_lines": ["lifts"],
            "prorate": "days",
            "full_period": {"from": "2026-01-01", "to": "2026-03-31"},
        }
    )
    assert charged(rule, "0.005", period=Period(date(2026, 1, 1), date(2026, 2, 10))) == "45.55"
    assert rule.parameters()["full_period"] == {"from": "2026-01-01", "to": "2026-03-31"}


@pytest.mark.parametrize(
    ("after", "months", "expected"),
    [("2028-02-29", 6, "162.00"), ("2028-03-01", 5, "135.00"), ("2028-08-31", 0, "0.00")],
)
def test_instalments_count_full_months(after, months, expected):
    rule = RemainingInstalments.read(INSTALMENTS.parameters() | {"after": after})
    assert (amount(rule, counted()), only_line(rule, counted()).months) == (expected, months)


def test_an_average_is_not_rounded_on_the_way():
    rule = ExitFeeAverage.read(EXIT.parameters() | {"after": "2026-05-31"})
    assert amount(rule, counted()) == "281.63"


def test_the_last_twelve_months_are_the_invoices_where_none_are_given():
    facts = counted(
        event(date(2025, 6, 30), turnover="999"),
        event(date(2025, 7, 1), turnover="600"),
        event(date(2026, 6, 30), turnover="600"),
    )
    assert amount(BY_TURNOVER, facts.ending(date(2026, 6, 30))) == "480.00"


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [({"invoices": ["1"] * 11}, "there are 11"), ({}, "one of the two"),
     ({"invoices": ["1"] * 12, "groups": ["beer"]}, "one of the two")],
    ids=["eleven invoices", "none", "both"],
)  # fmt: skip
def test_invoices_are_a_year_or_a_turnover(parameters, problem):
    with pytest.raises(InvalidRule, match=problem):
        ExitFeeAverage.read({"pct": "40", "contract_end": "2026-12-31"} | parameters)


@pytest.mark.parametrize(
    ("terminated", "expected"),
    [
        pytest.param("2026-06-30", "184.00", id="half-way"),
        pytest.param("2026-12-31", "0.00", id="on the last day"),
        pytest.param("2027-03-01", "0.00", id="later"),
        pytest.param("2025-12-31", "365.00", id="the day before"),
        pytest.param("2025-06-30", "365.00", id="long before"),
    ],
)
def test_a_refund_counts_the_days_after_the_end(terminated, expected):
    rule = ProrataRefund.read(REFUND.parameters() | {"terminated": terminated})
    assert amount(rule, counted()) == expected
    assert len(tuple(rule.warnings())) == int(terminated < "2026")


@pytest.mark.parametrize("rule", [INSTALMENTS, EXIT, REFUND], ids=lambda rule: rule.kind)
@given(day=DAYS, days=st.integers(0, 400))
def test_leaving_later_never_gives_more(rule, day, days):
    values = [next(iter(rule.residual(at, counted()))).amount for at in (day, day + timedelta(days=days))]
    assert values[0] >= values[1] >= 0


@pytest.mark.parametrize("rule", [INSTALMENTS, EXIT, REFUND], ids=lambda rule: rule.kind)
def test_what_remains_speaks_only_when_the_contract_ends(rule):
    assert list(rule.lines(counted())) == []
    at = add_months(YEAR.first, 5)
    assert list(rule.lines(Counted.of([], YEAR).ending(at))) == list(rule.residual(at, counted()))
