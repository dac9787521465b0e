"""A bonus over goods of several VAT rates: divided over them by what was sold at each, and nothing is lost."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import (
    AgreedRule,
    Counted,
    Cumulation,
    Event,
    Events,
    GoodsVat,
    InvalidStatement,
    Vat,
    settle,
)
from akkoord.testing.rules import YEAR, counted, event
from akkoord.testing.strategies import events
from akkoord.values import Money
from akkoord_rules_fees import Fixed
from akkoord_rules_volume import PerUnit, TierPerUnit, TurnoverPct

HIGH, LOW, EXEMPT = Vat.of("standard", "21"), Vat.of("reduced", "9"), Vat.of("exempt")
SOFT = (GoodsVat(("soft",), LOW),)
TIERS = [{"from_qty": "0", "rate": "0"}, {"from_qty": "100", "rate": "1.01"}]
GROUPS = ["beer", "soft"]


def agreed(rule, name="bonus", goods=SOFT, **more):
    return AgreedRule(name, rule, "payable", HIGH, goods=goods, **more)


def tiers(**more):
    return TierPerUnit.read({"groups": GROUPS, "method": "whole", "tiers": TIERS} | more)


def sold(group, quantity, turnover, on=date(2026, 3, 1), paid=None):
    return event(on, quantity, group=group, turnover=turnover, paid_on=paid)


def nets(statement):
    return [(line.id, line.vat.treatment, line.amount.plain) for line in statement.lines]


def totals(found):
    return [(each.direction, each.vat.treatment, each.net.plain, each.tax.plain) for each in found]


def test_a_bonus_on_what_is_reached_together_is_divided_by_the_turnover_at_each_rate():
    made = settle([agreed(tiers())], counted(sold("beer", 80, 12_000), sold("soft", 40, 4_000)))
    assert nets(made) == [
        ("bonus:standard-21", "standard", "90.90"),
        ("bonus:reduced-9", "reduced", "30.30"),
    ]
    assert totals(made.totals) == [("payable", "standard", "90.90", "19.09"), ("payable", "reduced", "30.30", "2.73")]
    assert made.balance.amount == Money.of("143.02")
    high, low = made.lines
    assert (high.quantity, low.quantity) == (80, 40)
    assert low.working("en").endswith("share of VAT 9%: €4,000.00 of €16,000.00 turnover")
    said = low.working("nl").replace("\N{NO-BREAK SPACE}", " ")
    assert said.endswith("aandeel btw 9%: € 4.000,00 van € 16.000,00 omzet")


def test_a_cent_that_cannot_be_halved_goes_to_one_of_them():
    made = settle([agreed(PerUnit.read({"groups": GROUPS, "rate": "0.05"}))],
                  counted(sold("beer", 1, 10), sold("soft", 2, 10)))  # fmt: skip
    assert [line.amount.plain for line in made.lines] == ["0.08", "0.07"]


def test_groups_under_a_group_have_its_vat_unless_they_have_their_own():
    goods = (GoodsVat(("drinks/soft",), LOW), GoodsVat(("drinks/soft/medical",), EXEMPT))
    rule = TurnoverPct.read({"groups": ["drinks"], "pct": "10"})
    facts = counted(
        sold("drinks", 1, 100),
        sold("drinks/beer", 1, 200),
        sold("drinks/soft", 1, 300),
        sold("drinks/soft/cola", 1, 400),
        sold("drinks/soft/medical", 1, 500),
    )
    assert nets(settle([agreed(rule, goods=goods)], facts)) == [
        ("bonus:standard-21", "standard", "30.00"),
        ("bonus:reduced-9", "reduced", "70.00"),
        ("bonus:exempt", "exempt", "50.00"),
    ]


def test_goods_without_turnover_weigh_by_quantity_and_without_goods_the_line_keeps_its_own_vat():
    rule = agreed(PerUnit.read({"groups": GROUPS, "rate": "1"}))
    assert [line.amount.plain for line in settle([rule], counted(sold("beer", 1, 0), sold("soft", 3, 0))).lines] == [
        "1.00",
        "3.00",
    ]
    assert nets(settle([rule], counted())) == [
        ("bonus:standard-21", "standard", "0.00"),
        ("bonus:reduced-9", "reduced", "0.00"),
    ]


def test_a_rate_at_which_more_came_back_than_was_sold_takes_nothing():
    made = settle([agreed(tiers())], counted(sold("beer", 200, 2_000), sold("soft", -10, -100)))
    assert [line.amount.plain for line in made.lines] == ["191.90", "0.00"]


def test_of_a_rule_about_goods_of_one_kind_there_is_one_line():
    rule = agreed(PerUnit.read({"groups": ["soft/cola"], "rate": "1"}))
    assert nets(settle([rule], counted(sold("soft/cola", 5, 10)))) == [("bonus:reduced-9", "reduced", "5.00")]


def test_a_correction_divides_again_and_books_what_is_new_at_each_rate():
    rule = agreed(tiers(basis="delivered_and_paid"))
    facts = [
        sold("beer", 100, 1_000, paid=date(2026, 4, 1)),
        sold("soft", 50, 3_000, paid=date(2027, 2, 1)),
    ]
    first = settle([rule], Counted(YEAR, date(2027, 1, 31), Events(facts)))
    then = settle([rule], Counted(YEAR, date(2027, 2, 28), Events(facts)), booked=first.position)
    assert [line.amount.plain for line in first.lines] == ["101.00", "0.00"]
    assert [line.amount.plain for line in then.lines] == ["37.88", "113.62"]
    assert totals(then.due.totals()) == [
        ("receivable", "standard", "63.12", "13.26"),
        ("payable", "reduced", "113.62", "10.23"),
    ]
    assert settle([rule], Counted(YEAR, date(2027, 2, 28), Events(facts)), booked=then.position).is_settled


def test_of_lines_that_exclude_each_other_what_was_divided_counts_as_one():
    rules = [
        agreed(tiers(), "divided", group="best"),
        agreed(Fixed.read({"amount": "70"}), "lump", goods=(), group="best"),
    ]
    facts = counted(sold("beer", 60, 600), sold("soft", 40, 400))
    made = settle(rules, facts, cumulations=[Cumulation("best", "highest")])
    assert [(line.amount.plain, line.charged) for line in made.lines] == [
        ("60.60", True),
        ("40.40", True),
        ("70.00", False),
    ]


def test_vat_by_goods_needs_a_rule_that_counts_goods():
    with pytest.raises(InvalidStatement, match="counts no groups of goods"):
        agreed(Fixed.read({"amount": "70"}))


@st.composite
def of_both(draw):
    """Deliveries of goods at three rates, in any order."""
    return draw(events(("beer", "soft", "soft/cola", "tea")))


THREE = (GoodsVat(("soft",), LOW), GoodsVat(("tea",), EXEMPT))
RULES = (
    {"groups": ["beer", "soft", "tea"], "pct": "3.33"},
    {"groups": ["beer", "soft", "tea"], "pct": "7", "basis": "delivered_and_paid"},
)


@given(of_both(), st.sampled_from(RULES), st.randoms(use_true_random=False))
def test_the_parts_are_the_whole_whatever_order_the_goods_come_in(found, parameters, shuffling):
    rule = TurnoverPct.read(parameters)
    whole = settle([AgreedRule("bonus", rule, "payable", HIGH)], counted(*found))
    divided = settle([agreed(rule, goods=THREE)], counted(*found))
    assert sum(line.amount.minor for line in divided.lines) == whole.lines[0].amount.minor
    assert {line.direction for line in divided.lines} == {whole.lines[0].direction}
    nets_of_groups = sum(net for net, _ in divided.position.groups.values())
    assert nets_of_groups == whole.lines[0].amount.minor
    again = list(found)
    shuffling.shuffle(again)
    assert settle([agreed(rule, goods=THREE)], counted(*again)).lines == divided.lines


@given(of_both(), of_both(), st.sampled_from(RULES))
def test_what_corrections_book_at_each_rate_adds_up_to_what_all_of_it_comes_to(before, later, parameters):
    rule = agreed(TurnoverPct.read(parameters), goods=THREE)
    first = settle([rule], counted(*before))
    then = settle([rule], counted(*before, *later), booked=first.position)
    at_once = settle([rule], counted(*before, *later))
    assert (first.due + then.due).balance() == at_once.balance
    assert {key: both for key, both in (first.due + then.due).groups.items() if any(both)} == {
        key: both for key, both in at_once.position.groups.items() if any(both)
    }


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=2))
def test_a_percentage_of_turnover_is_at_each_rate_the_percentage_of_it_to_the_cent(turnovers):
    rule = agreed(TurnoverPct.read({"groups": GROUPS, "pct": "4.5"}))
    facts = [
        Event(date(2026, 3, 1), group, Decimal(1), "hl", Decimal(cents) / 100)
        for group, cents in zip(GROUPS, turnovers, strict=True)
    ]
    found = [line.amount.minor for line in settle([rule], counted(*facts)).lines]
    assert all(abs(got - Fraction(cents * 45, 1000)) <= 1 for got, cents in zip(found, turnovers, strict=True))
