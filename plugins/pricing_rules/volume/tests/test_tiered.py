"""Tiers in all their forms, and what is agreed besides a price: figures worked out by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, InvalidRule
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line, settled
from akkoord.testing.strategies import events
from akkoord.values import Period
from akkoord_rules_volume import PerUnit, TierPct, TierPerUnit, TurnoverPct

QUANTITIES = [{"from_qty": "0", "rate": "2", "flat": "10"}, {"from_qty": "100", "rate": "1", "flat": "30"}]
TURNOVERS = [{"from_amount": "0", "pct": "10"}, {"from_amount": "1000", "pct": "25"}]
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def per_unit(**more):
    return PerUnit.read({"groups": ["beer"], "rate": "10"} | more)


def tiers(method="whole", **more):
    return TierPerUnit.read({"groups": ["beer"], "method": method, "tiers": QUANTITIES} | more)


def of_turnover(method="whole", **more):
    return TierPct.read({"groups": ["beer"], "method": method, "tiers": TURNOVERS} | more)


def bought(quantity, **more):
    return counted(event(quantity=quantity, **more))


@pytest.mark.parametrize(
    "rule",
    [
        tiers("rolling", boundary="above"),
        tiers("total", free="5", at_most="500", in_parts=True),
        of_turnover("slice", discount_pct="5", at_least="10"),
        of_turnover("whole", reached_by=["lager"]),
        per_unit(free="3", over="contract"),
    ],
    ids=lambda rule: f"{rule.kind} {getattr(rule, 'method', '')}",
)
@given(found=events())
def test_a_rule_keeps_to_what_every_rule_keeps_to(rule, found):
    check_rule(rule, [Counted.of(found, YEAR)])


@pytest.mark.parametrize(
    ("method", "turnover", "expected"),
    [
        ("whole", "2000", "500.00"),
        ("slice", "2000", "350.00"),
        ("rolling", "2000", "600.00"),
        ("total", "2000", "700.00"),
        ("whole", "999.99", "100.00"),
        ("whole", "1000", "250.00"),
        ("slice", "0", "0.00"),
    ],
)
def test_turnover_in_tiers_by_each_method(method, turnover, expected):
    assert amount(of_turnover(method), bought(1, turnover=turnover)) == expected


@pytest.mark.parametrize(
    ("boundary", "quantity", "expected"),
    [("from", "100", "130.00"), ("above", "100", "210.00"), ("above", "100.01", "130.01")],
)
def test_the_threshold_belongs_to_the_tier_that_is_agreed(boundary, quantity, expected):
    assert amount(tiers(boundary=boundary), bought(quantity)) == expected


@pytest.mark.parametrize(("at_zero", "expected"), [(False, "0.00"), (True, "10.00")])
def test_a_flat_amount_is_due_at_nothing_only_where_that_is_agreed(at_zero, expected):
    assert amount(tiers(flat_at_zero=at_zero, boundary="above"), counted()) == expected


@pytest.mark.parametrize(("quantity", "expected"), [("50", "110.00"), ("100", "240.00"), ("150", "290.00")])
def test_every_slice_that_is_reached_has_its_flat_amount(quantity, expected):
    assert amount(tiers("slice"), bought(quantity)) == expected


def test_above_the_end_of_the_last_tier_nothing_can_be_settled():
    rule = of_turnover(until="6000")
    assert amount(rule, bought(1, turnover="6000")) == "1500.00"
    with pytest.raises(InvalidRule, match=r"No tier covers €6,000.01"):
        only_line(rule, bought(1, turnover="6000.01"))
    assert [warning.parameter for warning in rule.warnings()] == ["until"]


def test_the_end_of_the_last_tier_may_belong_to_it_or_not():
    rule = of_turnover(until="6000", until_included=False)
    assert amount(rule, bought(1, turnover="5999")) == "1499.75"
    with pytest.raises(InvalidRule, match=r"No tier covers €6,000.00"):
        only_line(rule, bought(1, turnover="6000"))
    assert rule.example().lines


def test_a_table_tells_which_tier_so_much_reaches():
    rule = tiers(until="200")
    assert [rule.step_at(Fraction(each)).worth for each in (0, 99, 100, 200)] == [2, 2, 1, 1]
    with pytest.raises(InvalidRule, match="No tier covers 200"):
        rule.step_at(Fraction(2001, 10))
    assert tiers(boundary="above").step_at(Fraction(0)) is None


def test_the_tier_may_be_decided_by_other_groups_than_what_is_paid():
    facts = counted(event(quantity="40"), event(quantity="120", group="water"))
    assert amount(tiers(reached_by=["beer", "water"]), facts) == "70.00"
    assert amount(tiers(), facts) == "90.00"


def test_every_part_may_be_a_line_of_its_own():
    lines = settled(tiers("slice", in_parts=True, discount_pct="50"), bought("150")).lines
    assert [(line.id, line.amount.plain) for line in lines] == [
        ("line:tier-1", "210.00"),
        ("line:tier-2", "80.00"),
        ("line:discount", "145.00"),
    ]
    assert [line.direction for line in lines] == ["payable", "payable", "receivable"]


def test_what_is_agreed_besides_the_price_comes_in_a_fixed_order():
    rule = per_unit(free="5", discount_pct="50", at_most="60", at_least="20")
    line = only_line(rule, bought("20"))
    assert line.amount == 60
    assert line.working("en") == (
        "20\N{NO-BREAK SPACE}hl - 5\N{NO-BREAK SPACE}hl that does not count = 15\N{NO-BREAK SPACE}hl; "
        "15\N{NO-BREAK SPACE}hl × €10.00; less 50% of €150.00; at most €60.00"
    )
    assert amount(rule, bought("4")) == "20.00"
    assert rule.in_words().text("nl").replace("\N{NO-BREAK SPACE}", " ") == (
        "€ 10,00 per eenheid, de eerste 5 telt niet mee, min 50%, hoogstens € 60,00, minstens € 20,00"
    )


def test_a_minimum_counts_when_the_period_is_over():
    facts = counted(event(quantity="1"), cutoff=date(2026, 6, 30))
    assert amount(per_unit(at_least="50"), facts) == "10.00"


def test_what_was_charged_elsewhere_counts_under_the_maximum():
    assert amount(per_unit(at_most="100", billed_before="35"), bought("20")) == "65.00"


def test_over_the_contract_a_maximum_holds_for_all_periods_together():
    rule = per_unit(at_most="50", over="contract")
    sales = [event(date(2026, 1, 5), 4), event(date(2026, 2, 5), 3), event(date(2026, 3, 5), 2)]
    months = [Period(date(2026, 1, 1), date(2026, 1, 31)), Period(date(2026, 2, 1), date(2026, 2, 28)), MARCH]
    found = [replace(Counted.of(sales, month), commencement=date(2026, 1, 1)) for month in months]
    assert [only_line(rule, facts).amount for facts in found] == [40, 10, 0]


@given(quantity=st.decimals(0, 300, places=2))
def test_methods_rank_as_they_should_where_rates_rise(quantity):
    rows = [{"from_qty": "0", "rate": "1"}, {"from_qty": "100", "rate": "2"}]
    found = [
        only_line(tiers(method, tiers=rows), bought(str(quantity))).amount for method in ("slice", "whole", "total")
    ]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"at_least": "20", "at_most": "10"}, "above the maximum"),
        ({"billed_before": "20"}, "counts under a maximum"),
        ({"over": "contract", "from": "2026-01-01"}, "no days of its own"),
        ({"discount_pct": "101"}, "must be at most 100"),
    ],
)
def test_what_contradicts_itself_is_refused(more, said):
    with pytest.raises(InvalidRule, match=said):
        per_unit(**more)


def test_tiers_refuse_an_end_before_their_last_beginning_and_percentages_over_a_hundred():
    with pytest.raises(InvalidRule, match="cannot end at"):
        tiers(until="100")
    with pytest.raises(InvalidRule, match="at most 100"):
        of_turnover(tiers=[{"from_amount": "0", "pct": "100.5"}])


def test_a_cliff_counts_the_flat_amounts_in():
    (warning,) = tiers(
        tiers=[{"from_qty": "0", "rate": "0", "flat": "100"}, {"from_qty": "5", "rate": "10"}]
    ).warnings()
    assert warning.at_stake == 50


def test_the_franchise_of_turnover_is_in_euros():
    rule = TurnoverPct.read({"groups": ["beer"], "pct": "10", "free": "250"})
    assert amount(rule, bought(1, turnover="800")) == "55.00"


def test_the_next_tier_is_aimed_at_by_what_counts():
    goal = tiers(free="30").goal(bought("120"))
    assert (goal.target, goal.reached) == (100, 90)
    assert tiers(free="30").goal(bought("130")) is None
    others = counted(event(quantity="40"), event(quantity="20", group="water"))
    assert tiers(reached_by=["beer", "water"]).goal(others).reached == 60
    assert of_turnover().goal(bought(1, turnover="400")).unit == "EUR"


@pytest.mark.parametrize("make", [tiers, of_turnover], ids=["quantity", "turnover"])
def test_a_rule_that_computed_before_computes_anew_with_other_parameters(make):
    facts, whole = bought("1500", turnover="1500"), make()
    assert settled(whole, facts) != settled(make("slice"), facts)
    assert settled(whole.model_copy(update={"method": "slice"}), facts) == settled(make("slice"), facts)
