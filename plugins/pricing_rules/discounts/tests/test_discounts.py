"""Discounts on discounts: figures worked out by hand, and what holds for any of them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import AgreedRule, Counted, Event, InvalidRule, Vat, settle
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line, settled
from akkoord.testing.strategies import events
from akkoord_rules_discounts import Discount, Discounts, OrderDiscounts, stacked
from akkoord_rules_volume import TurnoverPct

TEN = {"order": 1, "pct": "10", "base": "left"}
TWENTY = {"order": 2, "pct": "20", "base": "left"}
FROM_START = [TEN | {"base": "start"}, TWENTY | {"base": "start"}]
STANDARD = Vat.of("standard", "21")


def discounts(*rows, **more):
    return Discounts.read({"groups": ["beer"], "discounts": rows or [TEN, TWENTY]} | more)


def on_lines(*rows, **more):
    return OrderDiscounts.read({"base_lines": ["beer"], "discounts": rows or [TEN, TWENTY]} | more)


def bought(turnover, quantity=1):
    return counted(event(quantity=quantity, turnover=turnover))


def order(rule, turnover):
    """Settle an order of beer with a discount on its line."""
    goods = TurnoverPct.read({"groups": ["beer"], "pct": "100"})
    agreed = [AgreedRule("beer", goods, "receivable", STANDARD), AgreedRule("discount", rule, "payable", STANDARD)]
    return settle(agreed, bought(turnover))


TestConformance = conformance("akkoord_rules_discounts", rules=[discounts(), on_lines()])


def test_an_amount_with_vat_comes_off_without_it_and_never_below_nothing():
    with_vat = {"order": 2, "amount": "6.05", "vat": "21"}
    assert amount(discounts(TEN, with_vat, gives="price"), bought("20")) == "13.00"
    assert amount(discounts(TEN, with_vat, gives="price"), bought("5")) == "0.00"
    assert "€6.05 including 21% VAT" in discounts(TEN, with_vat).in_words().text("en")
    each = {"order": 1, "per_unit": "1.21", "vat": "21"}
    assert amount(discounts(each), bought("20", quantity=3)) == "3.00"


@pytest.mark.parametrize(
    "rule",
    [
        discounts(),
        discounts(*FROM_START, gives="price", in_parts=True),
        discounts({"order": 1, "per_unit": "20"}, {"order": 2, "amount": "5"}, price="200", rounding="each"),
        discounts(TEN | {"priority": 1}, TWENTY | {"priority": 2}, choose="highest", at_most="50", at_most_vat="21"),
    ],
    ids=["off", "price", "amounts", "highest"],
)
@given(found=events())
def test_a_rule_keeps_to_what_every_rule_keeps_to(rule, found):
    check_rule(rule, [Counted.of(found, YEAR)])


def test_a_discount_on_lines_keeps_to_what_every_rule_keeps_to():
    check_rule(on_lines())
    assert on_lines().needs() == ("beer",)


@pytest.mark.parametrize(
    ("rule", "off", "left"),
    [
        pytest.param(discounts(), "280.00", "720.00", id="each of what is left"),
        pytest.param(discounts(*FROM_START), "300.00", "700.00", id="each of the whole"),
        pytest.param(discounts(TEN | {"pct": "-10"}, TWENTY), "120.00", "880.00", id="a surcharge first"),
        pytest.param(discounts({"order": 1, "amount": "1500"}), "1000.00", "0.00", id="never below nothing"),
        pytest.param(discounts(TEN | {"lowers": False}, TWENTY), "300.00", "700.00", id="beside the others"),
        pytest.param(discounts(at_most="200"), "200.00", "800.00", id="at most"),
        pytest.param(discounts(at_most="121", at_most_vat="21"), "100.00", "900.00", id="at most, VAT included"),
        pytest.param(discounts(TEN, TWENTY | {"from_qty": "5"}), "100.00", "900.00", id="below a threshold"),
    ],
)
def test_what_comes_off_and_what_is_left(rule, off, left):
    assert amount(rule, bought("1000")) == off
    assert amount(Discounts.read(rule.parameters() | {"gives": "price"}), bought("1000")) == left


def test_the_order_is_that_of_the_numbers_not_of_the_rows():
    amounts = [{"order": 2, "pct": "50", "base": "left"}, {"order": 1, "amount": "100"}]
    assert amount(discounts(*amounts), bought("1000")) == "550.00"


@pytest.mark.parametrize(("rounding", "left"), [("each", Fraction("44.95")), ("line", Fraction("44.955"))])
def test_the_discount_is_rounded_and_what_is_left_follows_from_it(rounding, left):
    assert only_line(discounts(TEN, rounding=rounding, gives="price"), bought("49.95")).amount == left


def test_every_discount_may_be_a_line():
    lines = settled(discounts(gives="price", in_parts=True, at_most="250"), bought("1000")).lines
    assert [(line.id, line.amount.plain, line.direction) for line in lines] == [
        ("line:start", "1000.00", "payable"),
        ("line:discount-1", "100.00", "receivable"),
        ("line:discount-2", "180.00", "receivable"),
        ("line:most", "30.00", "payable"),
    ]


def test_the_working_says_of_what_each_is_taken():
    working = only_line(discounts(), bought("1000")).working("nl").replace("\N{NO-BREAK SPACE}", " ")
    assert working == (
        "korting 10% van wat er nog over is (€ 1.000,00): € 100,00; "
        "korting 20% van wat er nog over is (€ 900,00): € 180,00"
    )


def test_of_what_holds_only_the_one_with_the_highest_priority_is_given():
    rows = [TEN | {"priority": 1}, TWENTY | {"priority": 3, "from_qty": "5"}]
    rule = discounts(*rows, choose="highest")
    assert [amount(rule, bought("1000", quantity)) for quantity in (1, 5)] == ["100.00", "200.00"]
    assert amount(discounts(*rows, choose="lowest"), bought("1000", 5)) == "100.00"


def test_a_discount_may_be_for_some_customers():
    rule = discounts(TEN, TWENTY | {"priority": 1, "customers": ["zwaan"]}, choose="highest")

    def sold_to(customer):
        day = date(2026, 3, 1)
        return counted(Event(day, "beer", Decimal(1), "hl", Decimal(1000), day, customer=customer))

    assert [amount(rule, sold_to(each)) for each in ("zwaan", "arend")] == ["200.00", "100.00"]


def test_a_discount_on_lines_comes_off_what_is_owed_by_them():
    made = order(on_lines(), "100.05")
    assert [line.amount.plain for line in made.lines] == ["100.05", "28.01"]
    assert made.balance.amount.plain == "87.17"


def test_goods_that_went_back_take_their_percentage_with_them_and_no_amount():
    rule = discounts(TEN, {"order": 2, "amount": "50"})
    assert only_line(rule, bought("-100", -1)).amount == -10


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([TEN, TEN], "same place 1"),
        ([{"order": 1, "pct": "10"}], "of what its percentage is taken"),
        ([{"order": 1}], "exactly one of these"),
        ([TEN | {"amount": "5"}], "exactly one of these"),
        ([TEN | {"vat": "21"}], "with or without VAT"),
        ([TEN | {"pct": "101"}], "cannot be used"),
    ],
)
def test_discounts_without_a_clear_place_base_or_size_are_refused(rows, said):
    with pytest.raises(InvalidRule, match=said):
        discounts(*rows)


def test_a_tie_is_refused_where_one_goes_before_the_others():
    with pytest.raises(InvalidRule, match="same priority"):
        discounts(TEN, TWENTY, choose="highest")
    apart = [TEN | {"customers": ["zwaan"]}, TWENTY | {"customers": ["arend"]}]
    assert discounts(*apart, choose="highest").choose == "highest"


def test_lines_have_no_quantity_and_no_customer():
    with pytest.raises(InvalidRule, match="without a condition"):
        on_lines({"order": 1, "per_unit": "1"})


def test_percentages_that_take_everything_are_warned_of():
    (warning,) = discounts(TEN | {"pct": "60", "base": "start"}, TWENTY | {"pct": "50", "base": "start"}).warnings()
    assert "nothing is left" in warning.text("en")
    assert list(discounts().warnings()) == []


percentages = st.lists(st.tuples(st.integers(0, 100), st.sampled_from(["left", "start"])), min_size=1, max_size=5)


@given(start=st.fractions(0, 10_000), given_=percentages, to_cents=st.booleans())
def test_discounts_take_no_more_than_there_is_and_add_up(start, given_, to_cents):
    rows = [Discount(order=place, pct=Fraction(pct), base=base) for place, (pct, base) in enumerate(given_, 1)]
    stack = stacked(start, rows, Fraction(1), to_cents=to_cents)
    assert 0 <= stack.off <= start
    assert stack.left + sum(each.off for each in stack.taken) == start
    assert stack == stacked(start, rows[::-1], Fraction(1), to_cents=to_cents)
