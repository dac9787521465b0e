"""Promotions: in their time, from a quantity on, and for what is bought together."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line
from akkoord.testing.strategies import events
from akkoord.values import moment_of
from akkoord_rules_promotions import BasketDiscount, Promotion

SPRING = Promotion.read({"groups": ["beer"], "pct": "10", "starts": "2026-03-01", "ends": "2026-05-31"})
ENOUGH = Promotion.read({"groups": ["beer"], "amount": "2", "from_qty": "3", "unit": "hl", "per": "day"})
MIX = BasketDiscount.read(
    {"groups": ["wine"], "pct": "25", "with_groups": ["beer", "cider"], "from_qty": "10", "from_turnover": "500"}
)
EACH = BasketDiscount.read(
    {
        "groups": ["wine"],
        "pct": "100",
        "with_groups": ["beer"],
        "each": [{"group": "beer", "quantity": "2"}, {"group": "cider", "quantity": "1"}],
    }
)
RULES = [SPRING, ENOUGH, MIX, EACH]
TestConformance = conformance("akkoord_rules_promotions", rules=RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
@given(found=events(("beer", "cider", "wine")), random=st.randoms(use_true_random=False))
def test_a_rule_keeps_to_what_every_rule_keeps_to_in_whatever_order(rule, found, random):
    facts, shuffled = (Counted.of(each, YEAR) for each in (found, random.sample(found, len(found))))
    check_rule(rule, [facts])
    assert only_line(rule, facts).amount == only_line(rule, shuffled).amount


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_the_example_earns_something(rule):
    assert rule.example().amount > 0


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-02-28", "0.00"), ("2026-03-01", "10.00"), ("2026-05-31", "10.00"), ("2026-06-01", "0.00")],
)
def test_both_ends_of_a_promotion_count(day, expected):
    assert amount(SPRING, counted(event(date.fromisoformat(day), turnover=100))) == expected


def test_a_promotion_may_begin_and_end_at_a_time_of_day():
    rule = Promotion.read(
        {
            "groups": ["beer"],
            "pct": "50",
            "starts": "2026-04-06T09:00",
            "ends": "2026-04-09T12:00",
            "decides": "ordered",
        }
    )
    sale = event(date(2026, 4, 20), turnover=100)
    for ordered, expected in (
        ("2026-04-06T08:59", "0.00"), ("2026-04-06T09:00", "50.00"), ("2026-04-09T12:01", "0.00"),
    ):  # fmt: skip
        assert amount(rule, counted(replace(sale, ordered=moment_of(ordered)))) == expected


@pytest.mark.parametrize(("decides", "expected"), [("delivered", "0.00"), ("ordered", "10.00"), ("paid", "10.00")])
def test_the_day_that_decides_is_stated(decides, expected):
    rule = Promotion.read(SPRING.parameters() | {"decides": decides})
    sale = event(date(2026, 6, 2), turnover=100, paid_on=date(2026, 5, 30))
    assert amount(rule, counted(replace(sale, ordered=moment_of("2026-05-30T10:00")))) == expected


def test_without_the_moment_of_the_order_the_delivery_decides_and_without_payment_nothing_does():
    sale = event(date(2026, 5, 1), turnover=100)
    for decides, expected in (("ordered", "10.00"), ("paid", "0.00")):
        rule = Promotion.read(SPRING.parameters() | {"decides": decides})
        assert amount(rule, counted(replace(sale, paid_on=None))) == expected


@pytest.mark.parametrize(("per", "expected"), [("period", "9.00"), ("day", "8.00"), ("delivery", "6.00")])
def test_a_quantity_is_enough_over_what_is_looked_at_together(per, expected):
    rule = Promotion.read(ENOUGH.parameters() | {"per": per})
    days = [(date(2026, 3, 1), 3), (date(2026, 3, 1), 1), (date(2026, 4, 1), "0.5")]
    assert amount(rule, counted(*(event(day, quantity) for day, quantity in days))) == expected


def test_a_quantity_is_converted_without_rounding_before_it_is_compared():
    rule = Promotion.read({"groups": ["eggs"], "pct": "10", "from_qty": "4", "unit": "piece"})
    for dozens, enough in (("0.33", False), ("0.34", True), ("1", True)):
        found = only_line(rule, counted(event(group="eggs", quantity=dozens, unit="dozen", turnover=100)))
        assert bool(found.amount) is enough


def test_goods_get_their_discount_only_with_enough_of_the_others():
    trigger, wine = event(group="beer", quantity=9, turnover=500), event(group="wine", turnover=80)
    assert amount(MIX, counted(trigger, wine)) == "0.00"
    cider = event(group="cider", quantity=1)
    assert amount(MIX, counted(trigger, cider, wine)) == "20.00"
    assert amount(MIX, counted(replace(trigger, turnover=499), cider, wine)) == "0.00"
    later = replace(wine, on=date(2026, 4, 1))
    assert amount(MIX, counted(trigger, cider, later)) == "0.00"
    assert amount(BasketDiscount.read(MIX.parameters() | {"per": "period"}), counted(trigger, cider, later)) == "20.00"


def test_what_is_bought_to_reach_it_gets_no_discount():
    facts = counted(event(quantity=10, turnover=500), event(group="wine", turnover=80))
    assert [MIX.discount(facts, group) for group in ("beer", "wine")] == [0, 20]


def test_a_mix_needs_enough_of_each():
    beer, cider, wine = event(quantity=2), event(group="cider"), event(group="wine", turnover=30)
    assert amount(EACH, counted(beer, cider, wine)) == "30.00"
    assert amount(EACH, counted(beer, wine)) == "0.00"
    assert amount(EACH, counted(replace(beer, quantity=1), cider, wine)) == "0.00"


def test_a_group_that_is_discounted_may_be_what_must_be_bought():
    rule = BasketDiscount.read({"groups": ["beer"], "pct": "10", "with_groups": ["beer"], "from_qty": "2"})
    assert amount(rule, counted(event(quantity=2, turnover=50))) == "5.00"
    assert rule.example().amount == 10


@pytest.mark.parametrize(
    ("kind", "parameters", "said"),
    [
        (Promotion, {"groups": ["beer"]}, "one of the two"),
        (Promotion, {"groups": ["beer"], "pct": "1", "amount": "1"}, "one of the two"),
        (Promotion, SPRING.parameters() | {"ends": "2026-02-01"}, "ends before it starts"),
        (BasketDiscount, {"groups": ["wine"], "with_groups": ["beer"], "pct": "1"}, "Say how much"),
        (BasketDiscount, MIX.parameters() | {"per": "delivery"}, "goods of one kind"),
    ],
)
def test_nonsense_is_refused(kind, parameters, said):
    with pytest.raises(InvalidRule, match=said):
        kind.read(parameters)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_what_is_said_can_be_read(rule):
    assert "  " not in rule.in_words().text("nl")
    assert rule.kind not in rule.in_words().text("en")


@given(found=events(("beer",), returns=False), share=st.fractions(0, 100))
def test_a_discount_is_never_more_than_what_was_bought(found, share):
    rule = Promotion.read({"groups": ["beer"], "pct": Fraction(share)})
    facts = Counted.of(found, YEAR)
    assert 0 <= only_line(rule, facts).amount <= facts.count(["beer"]).turnover
