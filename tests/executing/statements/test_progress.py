"""How far a contract is: what was reached against the time that passed, and what is to be expected."""

from datetime import date

import pytest

from akkoord.executing import RuleKinds
from akkoord.executing.source import KnownEvents
from akkoord.executing.statements import Statements
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


def test_a_bonus_is_near_from_three_quarters_on_until_it_is_reached(standing):
    (found,) = standing(sold("2026-03-01", "75"))
    assert found.is_near


def test_one_that_is_further_away_is_not_near(standing):
    (found,) = standing(sold("2026-03-01", "74.99"))
    assert not found.is_near
