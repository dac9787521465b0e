"""Price lists and decision tables: which row counts, and what it comes to."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import Counted, InvalidRule
from akkoord.testing.conformance import conformance
from akkoord.testing.rules import YEAR, amount, check_rule, counted, event, only_line
from akkoord.testing.strategies import events
from akkoord_rules_tables import DecisionTable, PctMatrix, PriceList, read_condition

ROWS = [
    {"conditions": ["beer > 100"], "amount": "98.83", "name": "some"},
    {"conditions": ["beer > 200", "cider"], "amount": "150.21", "name": "more"},
    {"conditions": ["beer > 300"], "amount": "64.32", "name": "most"},
]
PRICES = [
    {"products": ["keg"], "from_qty": "10", "factor": "0.8"},
    {"from_qty": "10", "factor": "0.9"},
    {"products": ["keg"], "price": "11.50"},
    {"factor": "1"},
]
LIST = PriceList.read({"groups": ["beer"], "starts_from": "10", "rows": PRICES})
MATRIX = PctMatrix.read(
    {
        "groups": ["beer"],
        "base_pct": "12",
        "extra_pct": "4",
        "rows": [
            {"conditions": ["beer >= 50", "outlets >= 3"], "share": "60", "factor": "1.1"},
            {"conditions": ["beer >= 50"], "share": "25"},
        ],
        "campaign": "1.25",
    }
)


def table(hit, rows=ROWS, **more):
    return DecisionTable.read({"hit": hit, "rows": rows} | more)


def taken(beer, cider=0):
    return counted(event(quantity=beer), event(quantity=cider, group="cider"))


TestConformance = conformance("akkoord_rules_tables", rules=[table("sum"), table("count", rate="2"), LIST, MATRIX])


@pytest.mark.parametrize("rule", [table("sum"), table("count", rate="2"), LIST, MATRIX], ids=lambda rule: rule.kind)
@given(found=events())
def test_a_rule_keeps_to_what_every_rule_keeps_to(rule, found):
    check_rule(rule, [Counted.of(found, YEAR)])


@pytest.mark.parametrize(
    ("hit", "expected"),
    [("first", "98.83"), ("sum", "313.36"), ("lowest", "64.32"), ("highest", "150.21"), ("count", "3.00")],
)
def test_what_counts_of_the_rows_that_hold(hit, expected):
    assert amount(table(hit, rate="1"), taken(301, 1)) == expected


def test_a_row_holds_when_all_its_conditions_do():
    assert [row.name for row in table("sum").counting(taken(301))] == ["some", "most"]
    assert [row.name for row in table("sum").counting(taken(201, 1))] == ["some", "more"]


def test_when_no_row_holds_nothing_is_due_and_that_is_said():
    line = only_line(table("lowest"), taken(100))
    assert (line.amount, line.working("en")) == (0, "no row holds")


def test_two_rows_where_only_one_may_hold_are_refused():
    assert amount(table("only"), taken(150)) == "98.83"
    with pytest.raises(InvalidRule, match="3 rows hold at once"):
        only_line(table("only"), taken(301, 1))


@pytest.mark.parametrize("written", ["beer >>", "beer >= many", "", "beer > 1 or cider"])
def test_a_condition_that_cannot_be_read_is_refused_with_an_example(written):
    with pytest.raises(InvalidRule, match="write for example: beer >= 100"):
        table("sum", [{"conditions": [written], "amount": "1"}])


@pytest.mark.parametrize(
    ("written", "holding"),
    [("x > 2", [3]), ("x >= 2", [2, 3]), ("x < 2", [1]), ("x <= 2", [1, 2]), ("x = 2", [2]), ("x", [1, 2, 3])],
)
def test_a_bound_belongs_to_the_side_that_is_written(written, holding):
    assert [each for each in (0, 1, 2, 3) if read_condition(written).holds(Fraction(each)) and each] == holding


def test_rows_after_one_that_always_holds_are_warned_of():
    (warning,) = table("first", [{"amount": "5"}, *ROWS]).warnings()
    assert (warning.parameter, warning.at_stake) == ("rows", Fraction("150.21"))
    assert list(table("sum", [{"amount": "5"}, *ROWS]).warnings()) == []


@pytest.mark.parametrize(
    ("product", "quantity", "price"),
    [("keg", 10, "8"), ("crate", 10, "9"), ("crate", -10, "9"), ("keg", 9, "11.50"), ("crate", 1, "10")],
)
def test_the_first_row_that_fits_gives_the_price(product, quantity, price):
    assert LIST.unit_price([product], Fraction(quantity)) == Fraction(price)


def test_products_and_days_of_delivery_are_priced_apart():
    facts = counted(
        event(date(2026, 3, 1), 6, product="crate"),
        event(date(2026, 3, 2), 6, product="crate"),
        event(date(2026, 3, 2), 6, product="crate"),
        event(date(2026, 3, 2), 1, product="keg"),
    )
    line = only_line(LIST, facts)
    assert (line.amount, line.quantity) == (60 + 108 + Fraction("11.50"), 19)
    assert LIST.counts_by_day(LIST.parameters())


def test_a_list_may_be_in_a_unit_of_its_own():
    sizes = [{"name": "box", "amount": "10", "of": "piece"}]
    rule = PriceList.read({"groups": ["beer"], "unit": "piece", "sizes": sizes, "rows": [{"price": "2"}]})
    assert amount(rule, counted(event(quantity=1, unit="box"), event(quantity=1, unit="piece"))) == "22.00"


def test_the_price_of_another_unit_is_that_of_as_much_in_the_unit_of_the_list():
    rows = [{"from_qty": "3", "factor": "1", "plus": "-12.5"}, {"factor": "1"}]
    rule = PriceList.read({"groups": ["beer"], "starts_from": "100", "unit": "t", "rows": rows})
    assert [rule.price_in("kg", ["beer"], Fraction(kilos)) for kilos in (2999, 3000)] == [
        Fraction(100, 1000),
        Fraction(875, 10000),
    ]


def test_an_amount_that_comes_off_a_price_takes_no_more_than_there_is():
    rows = [{"products": ["keg"], "price": "4", "plus": "-5"}, {"price": "4", "plus": "0.25"}]
    rule = PriceList.read({"groups": ["beer"], "rows": rows})
    assert [rule.unit_price([name], Fraction(1)) for name in ("keg", "bottle")] == [0, Fraction("4.25")]


def test_a_row_for_a_group_is_for_the_groups_under_it():
    rows = [{"products": ["beer"], "price": "8"}, {"price": "10"}]
    rule = PriceList.read({"groups": ["beer"], "rows": rows})
    assert [rule.unit_price([name], Fraction(1)) for name in ("beer", "beer/lager", "beers")] == [8, 8, 10]


def test_what_has_no_price_is_refused_by_name():
    rule = PriceList.read({"groups": ["beer"], "rows": [{"products": ["keg"], "price": "1"}]})
    with pytest.raises(InvalidRule, match="no price for 3 beer, crate"):
        only_line(rule, counted(event(quantity=3, product="crate")))


@pytest.mark.parametrize("row", [{}, {"price": "1", "factor": "2"}, {"factor": "2"}])
def test_a_row_without_one_clear_price_is_refused(row):
    with pytest.raises(InvalidRule, match="one of the two"):
        PriceList.read({"groups": ["beer"], "rows": [row]})


def test_rows_that_never_count_and_a_start_from_nothing_are_warned_of():
    rule = PriceList.read({"groups": ["beer"], "starts_from": "0", "rows": [{"factor": "2"}, *PRICES]})
    assert [warning.parameter for warning in rule.warnings()] == ["rows"] * 4 + ["starts_from"]


def test_a_quantity_from_which_a_delivery_costs_less_is_warned_of_with_what_is_at_stake():
    assert [warning.at_stake for warning in LIST.warnings()] == [35, 10]
    dearer = [{"from_qty": "10", "price": "12"}, {"price": "10"}]
    assert list(PriceList.read({"groups": ["beer"], "rows": dearer}).warnings()) == []


@pytest.mark.parametrize(("beer", "outlets", "pct"), [(75, 3, "19.8"), (75, 2, "16.25"), (49, 9, "15")])
def test_a_percentage_is_put_together_from_the_first_row_that_holds(beer, outlets, pct):
    facts = counted(event(quantity=beer, turnover="350"), event(quantity=outlets, group="outlets"))
    assert MATRIX.pct(facts) == Fraction(pct)
    assert only_line(MATRIX, facts).amount == Fraction(pct) * 350 / 100


def test_a_percentage_that_can_be_more_than_everything_is_refused():
    with pytest.raises(InvalidRule, match="more than everything"):
        PctMatrix.read(MATRIX.parameters() | {"campaign": "8"})


@given(quantity=st.integers(-50, 50))
def test_what_goes_back_has_the_price_of_what_came(quantity):
    assert LIST.unit_price(["keg"], Fraction(quantity)) == LIST.unit_price(["keg"], Fraction(-quantity))
