"""Fees for a shortfall: examples from the conventions, and what holds for any events."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, Events, InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line
from akkoord.testing.strategies import events
from akkoord.values import Period
from akkoord_rules_commitment import ShortfallFuture, ShortfallPerUnit, ShortfallTotal, TermByVolume

GROUPS = {"groups": ["beer"], "basis": "delivered_and_paid"}
ANNUAL = ShortfallPerUnit.read(GROUPS | {"commitment": "120", "tolerance_pct": "10", "rate": "25.00"})
PARTS = ShortfallPerUnit.read(
    GROUPS | {"commitment_parts": [{"annual": "120", "months": 4}, {"annual": "90", "months": 8}], "rate": "25"}
)
TOTAL = ShortfallTotal.read(GROUPS | {"total_commitment": "500", "rate": "30"})
FUTURE = ShortfallFuture.read({"annual_commitment": "200", "rate": "30.00", "contract_end": "2029-03-31"})
TERM = TermByVolume.read(GROUPS | {"ends_on": "2026-05-20", "quantity": "1000"})
RULES = [ANNUAL, PARTS, TOTAL, FUTURE, TERM]
COUNTING = [ANNUAL, PARTS, TOTAL]


TestConformance = conformance("akkoord_rules_commitment", rules=RULES)


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


def test_a_commitment_does_not_hold_while_it_is_suspended():
    days = [{"from": "2026-03-01", "to": "2026-04-30"}, {"from": "2026-04-01", "to": "2026-05-12"}]
    rule = ShortfallPerUnit.read(GROUPS | {"commitment": "730", "rate": "1", "suspensions": days})
    line = only_line(rule, counted(event(quantity="500")))
    assert (line.quantity, rule.goal(counted()).target) == (84, 584)
    assert "73 of 365 days suspended: 584" in line.working("en")
    half = counted(event(quantity="250"), period=Period(YEAR.first, date(2026, 3, 31)))
    assert only_line(rule, half).quantity == 730 * Fraction(90 - 31, 90) - 250


def test_a_suspension_that_ends_before_it_begins_is_refused():
    days = [{"from": "2026-03-02", "to": "2026-03-01"}]
    with pytest.raises(InvalidRule, match="suspensions"):
        ShortfallPerUnit.read(GROUPS | {"commitment": "1", "rate": "1", "suspensions": days})


def test_what_was_bought_too_much_before_is_carried_over_where_agreed():
    rule = ShortfallPerUnit.read(ANNUAL.parameters() | {"carried": "20"})
    line = only_line(rule, counted(event(quantity="80")))
    assert (line.quantity, line.amount) == (8, 200)
    assert "80 hl + 20 hl carried over from before" in line.working("en").replace("\N{NO-BREAK SPACE}", " ")
    assert rule.goal(counted(event(quantity="80"))).missing == 8


@pytest.mark.parametrize(
    ("first", "second", "third", "short"),
    [
        pytest.param("150", "120", "100", 0, id="a surplus makes up for a later shortfall"),
        pytest.param("150", "90", "100", 20, id="what made up for one is used up"),
        pytest.param("60", "150", "80", 10, id="a shortfall takes nothing of a later surplus"),
        pytest.param("150", "150", "0", 60, id="surpluses add up"),
    ],
)
def test_a_surplus_of_earlier_contract_years_counts_where_it_is_agreed(first, second, third, short):
    rule = ShortfallPerUnit.read(GROUPS | {"commitment": "120", "rate": "25", "carries": True})
    bought = [event(date(year, 6, 1), quantity) for year, quantity in ((2024, first), (2025, second), (2026, third))]
    facts = Counted(YEAR, YEAR.last, Events(bought), commencement=date(2024, 1, 1))
    assert only_line(rule, facts).quantity == short
    without = ShortfallPerUnit.read(rule.parameters() | {"carries": False})
    assert only_line(without, facts).quantity == 120 - int(third)


def test_a_surplus_needs_everything_since_the_contract_began():
    given = GROUPS | {"commitment": "120", "rate": "25", "carries": True}
    assert ShortfallPerUnit.counts_since_commencement(given)
    assert not ShortfallPerUnit.counts_since_commencement(given | {"carries": False})
    with pytest.raises(InvalidRule, match="has no earlier years"):
        ShortfallPerUnit.read(given | {"from": "2026-01-01"})


@pytest.mark.parametrize(
    ("bought", "cutoff", "ends_by", "expected"),
    [
        pytest.param("999", date(2026, 5, 21), "both", (True, False, False), id="the day alone ends nothing"),
        pytest.param("1000", date(2026, 5, 20), "both", (False, True, False), id="the quantity alone ends nothing"),
        pytest.param("1000", date(2026, 5, 21), "both", (True, True, True), id="both end it"),
        pytest.param("999", date(2026, 5, 21), "either", (True, False, True), id="the day first"),
        pytest.param("1000", date(2026, 5, 20), "either", (False, True, True), id="the quantity first"),
        pytest.param("999", date(2026, 5, 20), "either", (False, False, False), id="neither"),
    ],
)
def test_a_term_ends_by_its_day_and_its_quantity_as_agreed(bought, cutoff, ends_by, expected):
    rule = TermByVolume.read(TERM.parameters() | {"ends_by": ends_by})
    found = rule.reached(counted(event(quantity=bought), cutoff=cutoff))
    assert (found.day, found.quantity, found.ended) == expected


def test_every_statement_says_how_the_term_stands():
    line = only_line(TERM, counted(event(quantity="400"), cutoff=date(2026, 6, 1)))
    assert line.working("en").replace("\N{NO-BREAK SPACE}", " ") == (
        "400 hl of 1,000 hl purchased; the last day 20 May 2026 has passed; the contract goes on"
    )
    assert TERM.goal(counted(event(quantity="400"))).missing == 600


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


HALVES = (Period(date(2026, 1, 1), date(2026, 4, 30)), Period(date(2026, 5, 1), date(2026, 12, 31)))


def test_a_commitment_that_was_changed_in_the_course_of_a_year_is_the_sum_of_its_parts():
    before, now = (ShortfallPerUnit.read(GROUPS | {"commitment": annual, "rate": "25"}) for annual in ("120", "90"))
    joined = now.joined([(before, HALVES[0]), (now, HALVES[1])])
    parts = [{"annual": "120", "months": 4}, {"annual": "90", "months": 8}]
    assert joined == ShortfallPerUnit.read(GROUPS | {"commitment_parts": parts, "rate": "25"})


def test_a_commitment_of_which_also_the_rate_was_changed_is_settled_in_parts():
    before, now = (ShortfallPerUnit.read(GROUPS | {"commitment": "120", "rate": rate}) for rate in ("25", "20"))
    assert now.joined([(before, HALVES[0]), (now, HALVES[1])]) is None
