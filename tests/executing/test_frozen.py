"""Rules of a contract version become rules that can be settled; what cannot be computed says why and what to do."""

from fractions import Fraction

import pytest

from akkoord.executing import (
    Cumulation,
    RuleKinds,
    UnusableRule,
    cumulations_of,
    in_end_statement,
    rules_of,
)
from akkoord_rules_commitment import ShortfallPerUnit
from akkoord_rules_volume import PerUnit, TierPerUnit

KINDS = RuleKinds([PerUnit, TierPerUnit, ShortfallPerUnit])
TIERS = [{"from_qty": "100", "rate": "6.00"}]


def rule(line="discount", kind="per_unit", **more):
    return {
        "clause": "a-discount",
        "line": line,
        "kind": kind,
        "direction": "payable",
        "vat": {"treatment": "standard", "rate": "21"},
        "settle": "contract_year",
        "group": None,
        "cumulation": None,
        "effect": None,
        "item": None,
        "parameters": {"groups": ["beer"], "rate": "45.00"},
        "facts": {"rate": ["discount.rate"]},
    } | more


def made(*data, effects=None, items=None):
    return list(in_end_statement(rules_of(data), KINDS, effects or {}, items or {}))


def test_a_frozen_rule_becomes_a_rule_with_its_clause_direction_and_vat():
    agreed = rules_of([rule()])[0].agreed(KINDS)
    assert (agreed.id, agreed.clause, agreed.direction, str(agreed.vat.rate)) == (
        "discount",
        "a-discount",
        "payable",
        "21",
    )
    assert agreed.rule.rate == Fraction(45)


def test_a_kind_that_is_not_installed_is_named_with_its_line_and_clause():
    with pytest.raises(UnusableRule, match="Line 'discount' of clause 'a-discount' needs the rule kind 'gone'"):
        rules_of([rule(kind="gone")])[0].agreed(KINDS)


def test_parameters_that_do_not_fit_the_kind_are_named_with_their_line_and_clause():
    with pytest.raises(UnusableRule, match=r"Line 'discount' of clause 'a-discount': .*Parameter rate is missing"):
        rules_of([rule(parameters={"groups": ["beer"]})])[0].agreed(KINDS)


def test_an_effect_that_is_off_leaves_its_rule_out_of_the_end_statement():
    assert made(rule(effect="clawback"), effects={"clawback": False}) == []
    assert len(made(rule(effect="clawback"))) == 1


@pytest.mark.parametrize(("outcome", "prorate"), [("pro_rata", "months"), ("full", "none")])
def test_the_bonus_of_the_running_year_is_lowered_or_in_full(outcome, prorate):
    parameters = {"groups": ["beer"], "method": "whole", "tiers": TIERS, "prorate": "months"}
    tiers = rule(kind="tier_per_unit", effect="bonus_running_year", parameters=parameters)
    (agreed,) = made(tiers, effects={"bonus_running_year": outcome})
    assert agreed.rule.prorate == prorate


@pytest.mark.parametrize("outcome", ["forfeit", "none"])
def test_a_forfeited_bonus_is_not_in_the_end_statement(outcome):
    assert made(rule(effect="bonus_running_year"), effects={"bonus_running_year": outcome}) == []


def test_a_rule_about_an_item_is_there_for_the_items_that_are_charged_with_what_became_known_of_them():
    data = rule(item="TAP-1", settle="end", parameters={"groups": ["beer"]})
    assert made(data) == []
    (agreed,) = made(data, items={"TAP-1": {"rate": "3.00", "placed_on": "2026-01-01"}})
    assert agreed.rule.rate == Fraction(3)


def test_what_an_item_costs_every_period_is_settled_until_the_last_day_wherever_the_item_is():
    (agreed,) = made(rule(item="TAP-1", settle="month"))
    assert agreed.rule.rate == Fraction(45)


def test_a_group_cumulates_as_its_rules_say():
    found = rules_of([rule(group="future", cumulation="highest"), rule("other", group="all", cumulation="sum")])
    assert cumulations_of(found) == (Cumulation("all", "sum"), Cumulation("future", "highest"))
