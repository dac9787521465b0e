"""How far a contract is: what was reached against the time that passed, and what is to be expected."""

from datetime import date

import pytest

from akkoord.executing import Events, RuleKinds
from akkoord.executing.agreement import Agreement
from akkoord.executing.amended import HeldUntil
from akkoord.executing.frozen import ContractRule
from akkoord.executing.progress import progress
from akkoord.executing.source import KnownEvents
from akkoord.executing.statements import Statements
from akkoord.values import Money
from akkoord_rules_commitment import ShortfallPerUnit
from akkoord_rules_volume import PerUnit, TierPerUnit
from tests.executing.statements.conftest import rule, sold

TIERS = [{"from_qty": "0", "rate": "0.00"}, {"from_qty": "100", "rate": "6.00"}]
BONUS = {"groups": ["beer"], "method": "whole", "tiers": TIERS, "prorate": "months"}
ON = date(2026, 7, 2)


@pytest.fixture
def standing(store, agree):
    def progress(*events, kind="tier_per_unit", parameters=BONUS, **more):
        contract = agree(rule("bonus", kind, parameters=parameters), **more)
        kinds = RuleKinds([TierPerUnit, PerUnit, ShortfallPerUnit])
        return Statements(store, KnownEvents(events), lambda: kinds).progress(contract, ON)

    return progress


def test_the_next_tier_is_the_goal_against_the_time_that_passed(standing):
    (found,) = standing(sold("2026-03-01", "40"))
    assert (found.goal.target, found.goal.reached, found.missing) == (100, 40, 60)
    assert (found.share, found.time) == (40, 50)
    assert not found.is_expected


def test_the_rest_is_expected_to_go_as_it_did_last_year(standing):
    before = sold("2025-03-01", "10"), sold("2025-11-01", "30")
    (found,) = standing(sold("2026-03-01", "40"), *before, first="2025-01-01")
    assert found.expected == 160
    assert found.is_expected


def test_a_commitment_is_a_goal_less_its_tolerance(standing):
    parameters = {"groups": ["beer"], "commitment": "120", "tolerance_pct": "10", "rate": "25.00"}
    (found,) = standing(sold("2026-03-01", "54"), kind="shortfall_per_unit", parameters=parameters)
    assert (found.goal.target, found.share) == (108, 50)


def test_in_the_last_tier_and_for_a_fixed_rate_there_is_nothing_to_reach(standing):
    assert standing(sold("2026-03-01", "140")) == []


def test_a_rule_that_fails_hides_no_other(store, agree, make):
    contract = agree(rule("wrong", "broken", parameters={}), rule("bonus", "tier_per_unit", parameters=BONUS))
    kinds = RuleKinds([make.Broken, TierPerUnit])
    (found,) = Statements(store, KnownEvents([]), lambda: kinds).progress(contract, ON)
    assert found.rule.line == "bonus"


@pytest.mark.parametrize(("last", "runs"), [("2026-07-02", True), ("2026-07-01", False)])
def test_a_contract_runs_through_its_last_day_and_not_beyond(standing, last, runs):
    assert bool(standing(sold("2026-03-01", "40"), last=last)) is runs


def test_a_bonus_is_near_from_three_quarters_on_until_it_is_reached(standing):
    (found,) = standing(sold("2026-03-01", "75"))
    assert found.is_near


def test_one_that_is_further_away_is_not_near(standing):
    (found,) = standing(sold("2026-03-01", "74.99"))
    assert not found.is_near


@pytest.mark.parametrize(
    ("now", "target", "owed"),
    [
        pytest.param({"commitment": "240", "rate": "25.00"}, 180, "3150.00", id="another commitment: the sum of parts"),
        pytest.param({"commitment": "120", "rate": "50.00"}, 120, "2475.00", id="another rate: each settles its part"),
    ],
)
def test_a_contract_that_was_amended_will_owe_what_its_statement_will_say(now, target, owed):
    shared = {"groups": ["beer"]}
    before = {**shared, "commitment": "120", "rate": "25.00"}
    first, then = (
        ContractRule.of(rule("short", "shortfall_per_unit", direction="receivable", settle="contract_year",
                             parameters={**shared, **each}))
        for each in (before, now)
    )  # fmt: skip
    held = (HeldUntil(date(2026, 6, 30), (first,)),)
    agreed = Agreement("k", "1", "c", date(2026, 1, 1), None, (then,), earlier=held)
    events = Events([sold("2026-03-01", "27"), sold("2026-08-01", "27")])
    (found,) = progress(agreed, events, RuleKinds([ShortfallPerUnit]), date(2026, 12, 31))
    assert found.goal.target == target
    assert found.shortfall == Money.of(owed)
