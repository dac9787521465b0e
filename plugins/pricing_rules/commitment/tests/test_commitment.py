"""Fees for a shortfall: examples from the conventions, and what holds for any events."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, Events, InvalidRule
from akkoord.testing.rules import YEAR, amount, check_rule, check_rule_kind, counted, event, only_line
from akkoord.testing.strategies import events
from akkoord.values import Period
from akkoord_rules_commitment import ShortfallFuture, ShortfallPerUnit, ShortfallTotal
from akkoord_rules_commitment.plugin import pricing_rules

GROUPS = {"groups": ["beer"], "basis": "delivered_and_paid"}
ANNUAL = ShortfallPerUnit.read(GROUPS | {"commitment": "120", "tolerance_pct": "10", "rate": "25.00"})
PARTS = ShortfallPerUnit.read(
    GROUPS | {"commitment_parts": [{"annual": "120", "months": 4}, {"annual": "90", "months": 8}], "rate": "25"}
)
TOTAL = ShortfallTotal.read(GROUPS | {"total_commitment": "500", "rate": "30"})
FUTURE = ShortfallFuture.read({"annual_commitment": "200", "rate": "30.00", "contract_end": "2029-03-31"})
RULES = [ANNUAL, PARTS, TOTAL, FUTURE]
COUNTING = [ANNUAL, PARTS, TOTAL]


@pytest.mark.parametrize("kind", pricing_rules(), ids=lambda kind: kind.kind)
def test_a_kind_says_what_it_asks(kind):
    check_rule_kind(kind)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
@given(found=events())
def test_a_rule_keeps_to_what_every_rule_keeps_to(rule, found):
    check_rule(rule, [Counted.of(found, YEAR), Counted.of(found, YEAR).ending(YEAR.last)])


@pytest.mark.parametrize("rule", COUNTING, ids=lambda rule: rule.kind)
@given(found=events(), random=st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_matter(rule, found, random):
    shuffled = random.sample(found, len(found))
    one, other = (Counted.of(each, YEAR).ending(YEAR.last) for each in (found, shuffled))
    assert only_line(rule, one) == only_line(rule, other)


@pytest.mark.parametrize("rule", COUNTING, ids=lambda rule: rule.kind)
@given(found=events(), more=st.integers(0, 500))
def test_buying_more_never_costs_more_and_nothing_is_paid_for_a_surplus(rule, found, more):
    before = only_line(rule, Counted.of(found, YEAR).ending(YEAR.last)).amount
    after = only_line(rule, Counted.of([*found, event(quantity=more)], YEAR).ending(YEAR.last)).amount
    assert 0 <= after <= before


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        pytest.param("141.10", "0.00", id="more than promised"),
        pytest.param("108", "0.00", id="exactly at the floor"),
        pytest.param("107.99", "0.25", id="just below it"),
        pytest.param("0", "2700.00", id="nothing"),
    ],
)
def test_a_shortfall_is_what_is_missing_below_the_floor(quantity, expected):
    assert amount(ANNUAL, counted(event(quantity=quantity))) == expected


def test_no_shortfall_is_said_and_stays_as_a_line():
    line = only_line(ANNUAL, counted(event(quantity="141.10")))
    assert (line.amount, line.quantity) == (0, 0)
    assert line.working("en").replace("\N{NO-BREAK SPACE}", " ") == (
        "committed 120 hl; floor 90% of that = 108 hl; 141.1 hl purchased: no shortfall"
    )


def test_a_commitment_is_cut_down_with_the_period():
    parameters = GROUPS | {"commitment": "200", "rate": "30.00", "prorate": "months"}
    half = Period(date(2026, 4, 1), date(2026, 9, 30))
    line = only_line(ShortfallPerUnit.read(parameters), counted(event(date(2026, 5, 20), "86.40"), period=half))
    assert (line.amount, line.quantity) == (408, Fraction(136, 10))


def test_a_commitment_in_parts_is_weighed_by_months():
    line = only_line(PARTS, counted(event(quantity="90")))
    assert (line.quantity, line.amount) == (10, 250)
    assert "120 × 4/12 + 90 × 8/12 = 100" in line.working("nl")


@pytest.mark.parametrize(
    "commitment", [{}, {"commitment": "1", "commitment_parts": [{"annual": "1", "months": 1}]}], ids=["none", "two"]
)
def test_there_is_one_commitment(commitment):
    with pytest.raises(InvalidRule, match="one of the two"):
        ShortfallPerUnit.read(GROUPS | commitment | {"rate": "1"})


def test_parts_of_more_than_a_year_are_warned_of():
    parts = [{"annual": "120", "months": 9}, {"annual": "60", "months": 6}]
    (warning,) = ShortfallPerUnit.read(GROUPS | {"commitment_parts": parts, "rate": "2"}).warnings()
    assert (warning.parameter, warning.at_stake) == ("commitment_parts", 60)
    assert "15 months" in warning.text("en")
    assert tuple(PARTS.warnings()) == ()


def test_a_total_counts_from_the_first_day_of_the_contract_and_is_due_at_the_end():
    facts = Counted(
        YEAR,
        YEAR.last,
        Events([event(date(2024, 6, 1), "300"), event(date(2025, 6, 1), "100"), event(quantity="40")]),
        commencement=date(2025, 1, 1),
    )
    assert list(TOTAL.lines(facts)) == []
    line = only_line(TOTAL, facts.ending(YEAR.last))
    assert (line.quantity, line.amount) == (360, 10800)
    assert [each.amount for each in TOTAL.residual(YEAR.last, facts)] == [10800]


@pytest.mark.parametrize(
    ("after", "months", "expected"),
    [
        pytest.param("2026-09-30", 30, 15000, id="whole months"),
        pytest.param("2026-10-01", 29, 14500, id="a part of a month favours the customer"),
        pytest.param("2029-03-31", 0, 0, id="at the end"),
        pytest.param("2030-01-01", 0, 0, id="after the end"),
    ],
)
def test_the_future_is_counted_in_full_months(after, months, expected):
    line = only_line(ShortfallFuture.read(FUTURE.parameters() | {"after": after}), counted())
    assert (line.months, line.amount) == (months, expected)


def test_the_future_speaks_only_when_the_contract_ends():
    assert list(FUTURE.lines(counted())) == []
    assert only_line(FUTURE, counted().ending(date(2026, 9, 30))).amount == 15000


@given(st.dates(date(2026, 1, 1), date(2029, 3, 31)), st.integers(0, 200))
def test_leaving_later_never_costs_more(day, days):
    later = date.fromordinal(day.toordinal() + days)
    costs = [next(iter(FUTURE.residual(at, counted()))).amount for at in (day, later)]
    assert costs[0] >= costs[1] >= 0
