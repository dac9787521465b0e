"""Indexation: bounded, and rounded every year."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import amount, check_rule, counted, only_line
from akkoord_rules_indexation import ForeignPrice, Indexation

TWO_YEARS = [{"from": "120.4", "to": "124.1"}, {"from": "124.1", "to": "131.9"}]


def price(base, steps, **bounds):
    return amount(Indexation.read({"base": base, "steps": steps} | bounds), counted())


BOUNDED = Indexation.read({"base": "89.50", "steps": TWO_YEARS, "cap_pct": "5", "floor_pct": "0"})
DOLLARS = ForeignPrice.read(
    {"groups": ["beer"], "currency": "USD", "price": "1.25", "rates": [{"on": "2026-01-01", "rate": "0.92"}]}
)
RULES = [BOUNDED, Indexation.read({"base": "89.50"}), DOLLARS]
TestConformance = conformance("akkoord_rules_indexation", rules=RULES)


def test_every_year_is_rounded():
    rule = Indexation.read({"base": "89.50", "steps": TWO_YEARS, "cap_pct": "5"})
    assert [str(each) for each in rule.prices()] == ["92.25", "96.86"]
    assert amount(rule, counted()) == "96.86"


@pytest.mark.parametrize(
    ("to", "bounds", "expected"),
    [
        pytest.param("103", {}, "103.00", id="unbounded"),
        pytest.param("110", {"cap_pct": "4"}, "104.00", id="capped"),
        pytest.param("104", {"cap_pct": "4"}, "104.00", id="exactly the cap"),
        pytest.param("97", {}, "97.00", id="falls"),
        pytest.param("97", {"floor_pct": "0"}, "100.00", id="does not fall"),
        pytest.param("97", {"floor_pct": "1", "cap_pct": "4"}, "101.00", id="rises at least"),
        pytest.param("102", {"floor_pct": "5", "cap_pct": "4"}, "104.00", id="the cap beats the floor"),
    ],
)
def test_the_rise_of_a_year_is_bounded(to, bounds, expected):
    assert price("100", [{"from": "100", "to": to}], **bounds) == expected


def test_a_price_may_have_four_decimals():
    rule = Indexation.read({"base": "0.0985", "steps": [{"from": "100", "to": "103"}], "decimals": 4})
    assert [str(each) for each in rule.prices()] == ["0.1015"]


def test_the_working_names_every_year_and_its_bound():
    rule = Indexation.read({"base": "89.50", "steps": TWO_YEARS, "cap_pct": "5"})
    assert only_line(rule, counted()).working("en").replace("\N{NO-BREAK SPACE}", " ") == (
        "€89.50 × 124.1/120.4 = €92.25; €92.25 × 131.9/124.1, at most 5% = €96.86"
    )


def test_a_percentage_may_be_agreed_instead_of_an_index():
    steps = [{"pct": "3.5", "on": "2027-01-01"}, {"from": "100", "to": "102", "on": "2028-01-01"}]
    rule = Indexation.read({"base": "89.50", "steps": steps, "cap_pct": "5"})
    check_rule(rule)
    assert [str(each) for each in rule.prices()] == ["92.63", "94.48"]
    assert "€89.50 × 103.5%, as of 1 January 2027 = €92.63" in only_line(rule, counted()).working("en").replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-12-31", "89.5"), ("2027-01-01", "92.63"), ("2027-12-31", "92.63"), ("2028-01-01", "95.41")],
)
def test_every_day_keeps_its_own_price(day, expected):
    steps = [{"pct": "3.5", "on": "2027-01-01"}, {"pct": "3", "on": "2028-01-01"}]
    assert Indexation.read({"base": "89.50", "steps": steps}).price_on(date.fromisoformat(day)) == Fraction(expected)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([{"from": "1"}], "one of the two"),
        ([{"from": "1", "to": "2", "pct": "3"}], "one of the two"),
        ([{}], "one of the two"),
        ([{"pct": "-100"}], "more than -100"),
        ([{"pct": "1", "on": "2027-01-01"}, {"pct": "1", "on": "2027-01-01"}], "order of their day"),
    ],
)
def test_a_step_that_is_not_clear_is_refused(steps, said):
    with pytest.raises(InvalidRule, match=said):
        Indexation.read({"base": "1", "steps": steps})


def test_an_index_of_nothing_is_refused():
    with pytest.raises(InvalidRule, match=r"steps\.0\.from must be more than 0"):
        Indexation.read({"base": "1", "steps": [{"from": "0", "to": "1"}]})


@given(
    st.decimals(0, 1000, places=2),
    st.lists(st.tuples(st.integers(80, 120), st.integers(80, 120)), min_size=1, max_size=5),
)
def test_a_price_stays_within_its_bounds_every_year(base, years):
    steps = [{"from": before, "to": after} for before, after in years]
    rule = Indexation.read({"base": base, "steps": steps, "cap_pct": "5", "floor_pct": "0"})
    before = Fraction(base)
    for indexed in rule.prices():
        assert before <= Fraction(indexed) <= before * Fraction(105, 100) + Fraction(1, 200)
        before = Fraction(indexed)
