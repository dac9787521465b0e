"""Many contracts are looked ahead for at once, and what was computed is remembered while nothing changes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from akkoord.executing import RuleKinds
from akkoord.executing.forecasts import Forecasts
from akkoord.executing.sales import SaleLine, Sales
from akkoord.executing.source import KnownEvents
from akkoord.values import Money, Period
from akkoord_rules_commitment import ShortfallPerUnit, ShortfallTotal
from akkoord_rules_volume import TierPct, TierPerUnit
from tests.executing.statements.conftest import AT, rule, sold

ON, YEAR = date(2026, 6, 30), Period(date(2026, 1, 1), date(2026, 12, 31))
TIERS = [{"from_qty": "0", "rate": "1.00"}, {"from_qty": "100", "rate": "6.00"}]
BONUS = rule("bonus", "tier_per_unit", parameters={"groups": ["beer"], "method": "whole", "tiers": TIERS})
SHORT = {"groups": ["beer"], "commitment": "120", "rate": "25.00"}
OWED = rule("short", "shortfall_per_unit", parameters=SHORT, direction="receivable")
WHOLE = {"groups": ["beer"], "total_commitment": "400", "rate": "10.00"}
IN_ALL = rule("all", "shortfall_total", parameters=WHOLE, direction="receivable", settle="end")
HALF = sold("2026-03-01", "36.2")
"""Half a year's worth; carried on evenly that is 73 in the year."""


class Asked(KnownEvents):
    """A source that counts how often it is asked."""

    times = 0

    def events_of(self, *given, **named):
        self.times += 1
        return super().events_of(*given, **named)


@pytest.fixture
def look(store):
    def forecasts(source):
        kinds = RuleKinds([TierPerUnit, TierPct, ShortfallPerUnit, ShortfallTotal])
        return Forecasts(store, source, lambda: kinds)

    return forecasts


@pytest.fixture
def standing(look, agree):
    def progress(*rules, events=(HALF,), **more):
        contract = agree(*rules, **more)
        return look(KnownEvents(events)).progress([contract], ON)[contract.id]

    return progress


def test_a_shortfall_is_expected_in_euros(standing):
    (found,) = standing(OWED)
    assert found.is_owed
    assert (found.expected, found.shortfall, found.unclaimed) == (73, Money.of("1175.00"), Money.of(0))


def test_what_a_customer_leaves_is_what_the_next_tier_adds(standing):
    (found,) = standing(BONUS)
    assert (found.at_end, found.at_goal) == (Money.of("73.00"), Money.of("600.00"))
    assert found.unclaimed == Money.of("527.00")


def test_a_goal_that_will_be_reached_leaves_nothing(standing):
    (found,) = standing(BONUS, events=[sold("2026-03-01", "60")])
    assert found.is_expected
    assert found.unclaimed == Money.of(0)


def test_a_commitment_over_the_whole_term_runs_from_the_first_day_to_the_last(standing):
    events = sold("2025-03-01", "100"), sold("2025-10-01", "60"), sold("2026-03-01", "100")
    (found,) = standing(IN_ALL, events=events, first="2025-01-01", last="2026-12-31")
    assert found.period == Period(date(2025, 1, 1), date(2026, 12, 31))
    assert (found.goal.reached, found.expected, found.shortfall) == (260, 320, Money.of("800.00"))


def test_what_a_running_period_comes_to_is_computed_as_its_statement_will_be(look, agree):
    contract = agree(BONUS, OWED)
    (found,) = look(KnownEvents([HALF])).coming([contract], YEAR, ON)[contract.id]
    assert found.period == YEAR
    assert {line.id: line.amount for line in found.lines} == {"bonus": Money.of(73), "short": Money.of(1175)}


def test_a_period_that_is_over_is_not_coming(look, agree):
    contract = agree(BONUS)
    assert look(KnownEvents([HALF])).coming([contract], YEAR, date(2027, 1, 1)) == {}


def test_nothing_is_computed_twice_until_the_contract_changes(look, agree):
    contract, source = agree(BONUS), Asked([HALF])
    forecasts = look(source)
    first = forecasts.progress([contract], ON)
    assert forecasts.progress([contract], ON) == first
    assert source.times == 1
    forecasts.progress([replace(contract, version=contract.version + 1)], ON)
    assert source.times == 2


def test_new_sales_count_at_once(store, look, agree):
    contract, sales = agree(BONUS), Sales(store)
    forecasts = look(sales)
    assert forecasts.progress([contract], ON)[contract.id][0].goal.reached == 0
    for number, reached in ((1, 20), (2, 40)):
        line = SaleLine(f"L{number}", contract.customer, date(2026, 6, 2), "beer", Decimal(20), "hl")
        sales.load([line], run="r", at=AT)
        assert forecasts.progress([contract], ON)[contract.id][0].goal.reached == reached


def test_the_same_sales_again_are_no_change(store, agree):
    contract, sales = agree(BONUS), Sales(store)
    line = SaleLine("L1", contract.customer, date(2026, 6, 2), "beer", Decimal(20), "hl")
    for _ in range(2):
        sales.load([line], run="r", at=AT)
        assert store.sales_changes() == 1


def test_a_contract_year_that_begins_within_a_month_is_cut_on_its_day(store, look, agree):
    contract = agree(BONUS, first="2025-06-15")
    days = [date(2026, 6, 14), date(2026, 6, 15)]
    lines = [SaleLine(f"L{day}", contract.customer, day, "beer", Decimal(7), "hl") for day in days]
    Sales(store).load(lines, run="r", at=AT)
    assert look(Sales(store)).progress([contract], ON)[contract.id][0].goal.reached == 7


def test_contracts_without_anything_to_reach_are_left_out(look, agree):
    assert look(KnownEvents()).progress([agree()], ON) == {}


def test_tiers_that_begin_within_a_month_are_looked_ahead_for_by_the_day(store, look, agree):
    parameters = BONUS["parameters"] | {"from": "2026-05-10", "to": "2026-12-31"}
    contract, sales = agree(rule("bonus", "tier_per_unit", parameters=parameters)), Sales(store)
    days = {"L1": date(2026, 5, 2), "L2": date(2026, 5, 20)}
    lines = [SaleLine(name, contract.customer, day, "beer", Decimal(20), "hl") for name, day in days.items()]
    sales.load(lines, run="r", at=AT)
    (found,) = look(sales).progress([contract], ON)[contract.id]
    assert found.goal.reached == 20


def test_a_turnover_that_is_aimed_at_is_expected_in_euros(standing):
    tiers = [{"from_amount": "0", "pct": "1"}, {"from_amount": "10000", "pct": "5"}]
    parameters = {"groups": ["beer"], "method": "whole", "tiers": tiers}
    sale = replace(HALF, turnover=Decimal(3620))
    (found,) = standing(rule("bonus", "tier_pct", parameters=parameters), events=[sale])
    assert (found.goal.reached, found.goal.unit, found.expected) == (3620, "EUR", 7300)
    assert (found.at_end, found.at_goal) == (Money.of("73.00"), Money.of("500.00"))
