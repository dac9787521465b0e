"""Charges and credits per event: examples from the conventions, and what holds for any events."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import AgreedRule, Counted, Event, ExactLine, InvalidRule, LineMissing, Vat, settle
from akkoord.executing.line import rounded
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, counted, event, only_line
from akkoord.testing.strategies import events
from akkoord.values import Period
from akkoord_rules_service import (
    AvailabilityCredit,
    FixedCredit,
    FuelSurcharge,
    Overweight,
    PerEvent,
    PerEventPct,
    RebateIndex,
    ServiceCredit,
)

LIFTS = {"groups": ["lifts"]}
PER_EVENT = PerEvent.read(LIFTS | {"rate": "21.85"})
MISSED = PerEventPct.read({"count": "4", "rate": "7.95", "pct": "25"})
WEIGHED = Overweight.read({"groups": ["weighings"], "included": "60", "rate": "0.19"})
GIVEN = Overweight.read({"weights": ["72.5", "66", "81", "58", "60"], "included": "60", "rate": "0.19"})
FUEL = FuelSurcharge.read(
    {"base_price": "1.32", "actual_price": "1.488", "step": "0.05", "pct_per_step": "0.8", "base_lines": ["a", "b"]}
)
PAPER = RebateIndex.read({"tonnes": "0.412", "index_price": "92.50", "fee": "45.00", "share_pct": "80"})
LATE = ServiceCredit.read({"monthly_fee": "89.50", "breaches": 1, "pct_per_breach": "5", "cap_pct": "15"})
CREDIT = FixedCredit.read({"count": "3", "amount": "25", "cap": "60"})
RULES = [
    PER_EVENT,
    MISSED,
    WEIGHED,
    GIVEN,
    FUEL,
    PAPER,
    RebateIndex.read({"groups": ["paper"], "index_price": "92.50", "fee": "45.00", "share_pct": "80"}),
    LATE,
    ServiceCredit.read({"groups": ["late"], "monthly_fee": "89.50", "pct_per_breach": "5"}),
    CREDIT,
    FixedCredit.read({"groups": ["late"], "amount": "25"}),
]
COUNTING = [PER_EVENT, WEIGHED, RULES[6], RULES[8], RULES[10]]
GROUPS = ("lifts", "weighings", "paper", "late")


MEASURED = AvailabilityCredit.read(
    {"monthly_fee": "89.50", "levels": [{"below": "98", "pct": "11"}], "readings": ["uptime"]}
)
TestConformance = conformance("akkoord_rules_service", rules=[*RULES, MEASURED])


@pytest.mark.parametrize("rule", COUNTING, ids=lambda rule: rule.kind)
@given(found=events(GROUPS, "kg", returns=False), random=st.randoms(use_true_random=False), more=st.integers(0, 99))
def test_more_events_never_make_less_in_whatever_order(rule, found, random, more):
    line = only_line(rule, Counted.of(found, YEAR))
    assert line.amount == only_line(rule, Counted.of(random.sample(found, len(found)), YEAR)).amount
    extra = [event(group=group, quantity=more, unit="kg") for group in GROUPS]
    assert only_line(rule, Counted.of([*found, *extra], YEAR)).amount >= line.amount


def test_events_are_counted_or_given():
    facts = counted(event(group="lifts", quantity=12, unit="lift"), event(group="lifts", unit="lift"))
    line = only_line(PER_EVENT, facts)
    assert (line.quantity, line.unit, amount(PER_EVENT, facts)) == (13, "lift", "284.05")
    assert amount(PerEvent.read({"count": "13", "rate": "21.85"}), counted()) == "284.05"
    assert line.working("nl").replace("\N{NO-BREAK SPACE}", " ") == "13 ledigingen × € 21,85"


@pytest.mark.parametrize("extra", [{}, {"count": "1", "groups": ["lifts"]}], ids=["neither", "both"])
def test_a_number_is_counted_or_given_and_not_both(extra):
    with pytest.raises(InvalidRule, match="one of the two"):
        PerEvent.read({"rate": "1"} | extra)


def test_a_part_of_the_rate_is_credited():
    assert amount(MISSED, counted()) == "7.95"


def test_a_light_lift_does_not_make_up_for_a_heavy_one():
    assert amount(GIVEN, counted()) == "7.51"
    line = only_line(GIVEN, counted())
    assert line.quantity == Fraction(79, 2)
    assert line.working("en").replace("\N{NO-BREAK SPACE}", " ") == "12.5 + 6 + 21 = 39.5 kg × €0.19"


def test_weighings_are_events_of_their_own():
    facts = [event(group="weighings", quantity=weight, unit="kg") for weight in ("72.5", "66", "81", "58", "60")]
    assert amount(WEIGHED, counted(*facts)) == "7.51"
    assert amount(WEIGHED, counted()) == "0.00"
    with pytest.raises(ValueError, match="per weighing"):
        only_line(WEIGHED, counted(replace(facts[0], lines=2)))


def test_weights_are_given_or_weighed():
    with pytest.raises(InvalidRule, match="one of the two"):
        Overweight.read({"included": "60", "rate": "0.19"})


def surcharge(**changed):
    lines = {"a": "321.65", "b": "95.40"}
    rules = [
        AgreedRule(name, PerEvent.read({"count": "1", "rate": rate}), "receivable", Vat.of("standard", "21"))
        for name, rate in lines.items()
    ]
    fuel = FuelSurcharge.read(FUEL.parameters() | changed)
    found = settle([AgreedRule("fuel", fuel, "receivable", Vat.of("standard", "21")), *rules], counted())
    return found.lines[0].amount.plain


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        pytest.param("1.488", "10.01", id="three steps and a bit"),
        pytest.param("1.47", "10.01", id="exactly three steps"),
        pytest.param("1.4699", "6.67", id="just below"),
        pytest.param("1.32", "0.00", id="no change"),
        pytest.param("1.00", "0.00", id="cheaper"),
    ],
)
def test_fuel_counts_whole_steps_up(actual, expected):
    assert surcharge(actual_price=actual) == expected


def test_a_surcharge_over_a_line_that_is_not_there_is_refused():
    with pytest.raises(LineMissing, match="'c'"):
        surcharge(base_lines=["a", "c"])


def test_a_surcharge_above_the_price_is_warned_of():
    (warning,) = FuelSurcharge.read(FUEL.parameters() | {"pct_per_step": "40"}).warnings()
    assert "higher than the price" in warning.text("en")
    assert tuple(FUEL.warnings()) == ()


@pytest.mark.parametrize(("index_price", "expected"), [("92.50", "15.66"), ("45.00", "0.00"), ("30.00", "0.00")])
def test_paper_is_worth_a_share_above_the_fee(index_price, expected):
    assert amount(RebateIndex.read(PAPER.parameters() | {"index_price": index_price}), counted()) == expected


@pytest.mark.parametrize(
    ("breaches", "expected"), [(0, "0.00"), (1, "4.48"), (3, "13.43"), (4, "13.43")], ids=["none", "1", "cap", "above"]
)
def test_service_credits_stop_at_the_cap(breaches, expected):
    assert amount(ServiceCredit.read(LATE.parameters() | {"breaches": breaches}), counted()) == expected


@pytest.mark.parametrize(("count", "expected"), [("0", "0.00"), ("2", "50.00"), ("3", "60.00")])
def test_fixed_credits_stop_at_the_cap(count, expected):
    assert amount(FixedCredit.read(CREDIT.parameters() | {"count": count}), counted()) == expected


def test_credits_count_events_in_the_period_only():
    rule = RULES[8]
    facts = counted(event(date(2025, 12, 31), group="late"), event(group="late"))
    assert amount(rule, facts) == "4.48"


def price(group, on, amount):
    return Event(on, group, Decimal(amount), "EUR", paid_on=None)


def test_fuel_follows_the_last_price_recorded_in_the_period():
    rule = FuelSurcharge.read(
        {"base_price": "1.32", "readings": ["diesel"], "step": "0.05", "pct_per_step": "0.8", "base_lines": ["lift"]}
    )
    (known,) = rule.lines(
        with_lift(price("diesel", date(2026, 5, 1), "1.40"), price("diesel", date(2026, 5, 9), "1.488"))
    )
    (unknown,) = rule.lines(with_lift(price("diesel", date(2026, 4, 30), "1.488")))
    assert known.amount == Fraction(240, 100)
    assert unknown.amount == 0
    assert "no price is known" in unknown.steps[0].text("en")


def test_paper_follows_the_last_price_recorded_in_the_period():
    rule = RebateIndex.read({"tonnes": "2", "readings": ["paper_price"], "fee": "45.00", "share_pct": "80"})
    (known,) = rule.lines(with_lift(price("paper_price", date(2026, 5, 4), "95.00")))
    (unknown,) = rule.lines(with_lift())
    assert (known.amount, unknown.amount) == (80, 0)


@pytest.mark.parametrize("extra", [{}, {"readings": ["p"], "index_price": "90.00"}])
def test_a_price_is_given_or_read(extra):
    with pytest.raises(InvalidRule):
        RebateIndex.read({"tonnes": "2", "fee": "45.00", "share_pct": "80", **extra})


def with_lift(*events):
    may = Period(date(2026, 5, 1), date(2026, 5, 31))
    exact = ExactLine(Fraction(100), ())
    line = rounded(exact, id="lift", kind="fixed", direction="receivable", vat=Vat.of("standard", "21"))
    return replace(Counted.of(events, may), rounded={"lift": (line,)})
