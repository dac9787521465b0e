"""Rules of clauses, resolved: one rule per row, every parameter from the facts, every line with its own name."""

from typing import Annotated

import pytest

from akkoord.closing import RuleUse
from akkoord.closing.clauses import GoodsVatUse
from akkoord.closing.rules import Wording, frozen_rules
from akkoord.facts import Ask, Choice, Group, Questions, Row, Rows, Text, parse_condition
from akkoord.language import Words

ROWS = [{"group": "beer", "rate": "45.00", "label": "bier"}, {"group": "wine", "rate": "9.00", "label": None}]


@pytest.fixture
def frozen(shop):
    def freeze(*rules, **facts):
        found = shop.draft(**facts).facts
        return frozen_rules([shop.clause("a", rules=rules)], found, found.to_json())

    return freeze


def test_a_list_gives_one_rule_for_every_row(frozen):
    rule = RuleUse("per_unit", {"groups": ("row.group",), "rate": "row.rate"}, id="discount-{group}", each="shop.rates")
    found = frozen(rule, shop={"rates": ROWS})
    assert [each["line"] for each in found] == ["discount-beer", "discount-wine"]
    assert found[1]["parameters"] == {"groups": ["wine"], "rate": "9.00"}
    assert found[1]["facts"] == {"groups": ["shop.rates[1].group"], "rate": ["shop.rates[1].rate"]}


def test_a_row_can_be_left_out_by_a_condition_on_it(frozen):
    rule = RuleUse("fee", {}, id="{group}", each="shop.rates", when=parse_condition("row.group != 'beer'"))
    assert [each["line"] for each in frozen(rule, shop={"rates": ROWS})] == ["wine"]


def test_a_list_parameter_takes_the_columns_that_it_names(frozen):
    rates = {"each": "shop.rates", "group": "row.group", "rate": "row.rate"}
    (found,) = frozen(RuleUse("loan", {"rates": rates}, id="loan"), shop={"rates": ROWS})
    assert found["parameters"]["rates"] == [{"group": "beer", "rate": "45.00"}, {"group": "wine", "rate": "9.00"}]
    assert found["facts"] == {"rates": ["shop.rates"]}


def test_lines_that_would_share_a_name_are_numbered_and_a_nameless_row_gets_its_number(frozen):
    assets = [{"serial": "T1"}, {"serial": "T1"}, {"serial": None}]
    found = frozen(RuleUse("fee", {}, id="asset-{serial}", each="shop.assets"), shop={"assets": assets})
    assert [each["line"] for each in found] == ["asset-T1", "asset-T1-2", "asset-3"]


def test_what_is_not_known_is_no_parameter(frozen):
    (found,) = frozen(RuleUse("fee", {"cap": "shop.cap", "rate": "12.50"}, id="fee"), shop={"cap": None})
    assert found["parameters"] == {"rate": "12.50"}


@pytest.mark.parametrize(("answer", "settled"), [("quarterly", "quarter"), ("annual", "contract_year")])
def test_how_often_is_settled_may_be_an_answer(frozen, answer, settled):
    (found,) = frozen(RuleUse("fee", {}, id="fee", settle="shop.often"), shop={"often": answer})
    assert found["settle"] == settled


def test_goods_with_a_vat_of_their_own_are_frozen_with_it_their_groups_from_facts_too(frozen):
    goods = (GoodsVatUse(("soft", "shop.exempted"), "reduced", "9"), GoodsVatUse(("shop.gone",), "exempt", "0"))
    rule = RuleUse("fee", {}, id="fee", treatment="standard", rate="21", goods=goods)
    (found,) = frozen(rule, shop={"exempted": ["tea", "milk"]})
    assert found["vat"] == {
        "treatment": "standard",
        "rate": "21",
        "goods": [
            {"groups": ["soft", "tea", "milk"], "treatment": "reduced", "rate": "9"},
            {"groups": [], "treatment": "exempt", "rate": "0"},
        ],
    }
    (plain,) = frozen(RuleUse("fee", {}, id="fee"))
    assert plain["vat"] == {"treatment": "out_of_scope", "rate": "0"}


def test_a_rule_whose_condition_does_not_hold_is_not_in_the_contract(frozen):
    assert frozen(RuleUse("fee", {}, id="fee", when=parse_condition("shop.fee > 0")), shop={"fee": 0}) == []


class Rate(Row):
    group: Annotated[Choice, Ask(Words("Groep", "Group"), choices={"beer": Words("Bier", "Beer")})] = "beer"
    serial: Annotated[Text, Ask(Words("Nummer", "Number"))] = None


class Shop(Group, name="shop", part="proposal", label=Words("Winkel", "Shop")):
    rates: Annotated[Rows[Rate], Ask(Words("Tarieven", "Rates"))] = ()


@pytest.mark.parametrize(
    ("line", "about"),
    [("discount-{group}", ["Bier", "Bier"]), ("{group}-{serial}", ["Bier, T-1", "Bier"]), ("fee", [None] * 2)],
)
def test_a_line_that_is_named_after_a_row_says_which_in_words(shop, line, about):
    found = shop.draft(shop={"rates": [{"group": "beer", "serial": "T-1"}, {"group": "beer", "serial": None}]}).facts
    clause = shop.clause("a", rules=[RuleUse("fee", {}, id=line, each="shop.rates")])
    rules = frozen_rules([clause], found, found.to_json(), Wording(Questions([Shop]), "nl"))
    assert [rule.get("about") for rule in rules] == about
