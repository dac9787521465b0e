"""A backtest: what settling itself comes to, for one rule in the place of another."""

import sqlite3  # noqa: TID251 - a file of the consultant's own, read with whatever is at hand
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from akkoord.language import Words
from akkoord.notebook import backtest
from akkoord.notebook.backtesting import NothingToBacktest
from akkoord.values import Money, Period
from akkoord_rules_volume import PerUnit
from tests.notebook.conftest import NOW, TODAY, TWO_YEARS, Stepped, stepped

RULE = stepped((0, "0.00"), (100, "6.00"), (200, "9.00"))


@pytest.fixture
def with_tiers(contracts):
    return contracts.where(rule="tier_per_unit")


def rule_in_force(session, contracts):
    """Give for every contract the very rule that it has, under the kind of the cell."""
    by_id = {each.contract: each for each in contracts.agreements}

    def rule_of(contract):
        found = next(rule for rule in by_id[contract.id].rules if rule.kind == "tier_per_unit")
        return Stepped.read(found.parameters)

    return rule_of


def test_the_same_rule_under_another_name_comes_to_the_same(session, with_tiers):
    found = backtest(rule_in_force(session, with_tiers), with_tiers, TWO_YEARS)
    assert len(found.ran) > 5
    assert found.in_force > Money.of(0)
    assert [each.tried for each in found.ran] == [each.in_force for each in found.ran]


def test_what_is_in_force_is_what_settling_comes_to(session, with_tiers):
    found = backtest(RULE, with_tiers, TWO_YEARS)
    statements = session.workspace.statements
    for each in found.ran:
        contract = session.workspace.contracts.get(each.contract)
        settled = statements.preview(contract, Period(each.first, each.last), TODAY, settled="contract_year")
        lines = [line for line in settled.lines if line.kind == "tier_per_unit"]
        assert sum(line.amount.minor for line in lines) == each.in_force


def test_winners_and_losers_add_up_to_the_difference(with_tiers):
    found = backtest(stepped((0, "0.00"), (150, "7.00")), with_tiers, TWO_YEARS)
    parts = [after - before for _, _, before, after in found.per_customer]
    assert sum(parts, Money.of(0)) == found.difference == found.tried - found.in_force
    assert {each[0] for each in found.winners}.isdisjoint(each[0] for each in found.losers)


def test_a_rule_that_replaces_nothing_is_all_cost(contracts):
    class Extra(PerUnit, kind="extra", label=Words(nl="Extra", en="Extra")):
        """A rate besides what there is."""

    rule = Extra(groups=("wine",), rate="1.00")
    found = backtest(rule, contracts, TWO_YEARS, instead_of="nothing", settle="contract_year")
    assert found.in_force == Money.of(0)
    assert found.tried > Money.of(0)
    assert found.losers == ()


def test_a_contract_can_be_given_a_rule_of_its_own_or_none(with_tiers):
    first = with_tiers[0].id
    found = backtest(lambda contract: RULE if contract.id == first else None, with_tiers, TWO_YEARS)
    assert {each.contract for each in found.ran} == {first}


def test_it_is_the_same_wherever_it_is_computed(with_tiers):
    here = backtest(RULE, with_tiers, TWO_YEARS)
    with ThreadPoolExecutor(2) as executor:
        there = backtest(RULE, with_tiers, TWO_YEARS, executor=executor)
    assert there.ran == here.ran


def test_it_is_the_same_on_two_workers_of_a_dask_cluster(with_tiers):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        there = backtest(RULE, with_tiers, TWO_YEARS, executor=client.get_executor())
    assert there.ran == backtest(RULE, with_tiers, TWO_YEARS).ran


def test_a_rule_that_cannot_be_computed_is_told_and_does_not_stop_the_others(contracts):
    class Hungry(PerUnit, kind="hungry", label=Words(nl="Gulzig", en="Hungry")):
        """Wants a line that is not there."""

        def lines(self, counted):
            counted.amount("no-such-line")
            return super().lines(counted)

    first = contracts[0].id
    rule = Hungry(groups=("draught_lager",), rate="1.00")
    found = backtest(lambda one: rule if one.id == first else RULE, contracts, TWO_YEARS, instead_of="tier-bonus")
    assert {each.contract for each in found.problems} == {first}
    assert "no-such-line" in found.problems[0].problem
    assert found.done
    assert "no-such-line" in repr(found)


def test_a_period_in_which_nothing_ended_says_so(contracts):
    with pytest.raises(NothingToBacktest, match="None of these contracts"):
        backtest(RULE, contracts, Period(NOW.date().replace(year=1999), NOW.date().replace(year=2000)))


def test_results_are_frames_and_rows_of_a_file(with_tiers, tmp_path):
    found = backtest(RULE, with_tiers, TWO_YEARS)
    assert sum(found.to_pandas()["tried"], Decimal(0)) == found.tried.amount
    assert found.to_polars()["difference"].sum() == found.difference.amount
    found.to_sqlite(tmp_path / "own.sqlite", "backtest")
    found.to_sqlite(tmp_path / "own.sqlite", "backtest")
    with sqlite3.connect(tmp_path / "own.sqlite") as database:
        ((cents, rows),) = database.execute("SELECT sum(tried_cents), count(*) FROM backtest")
    database.close()
    assert (cents, rows) == (found.tried.minor, len(found.ran))


def test_the_sales_lines_behind_a_contract_are_there_on_demand(with_tiers):
    found = backtest(RULE, with_tiers, TWO_YEARS)
    lines = found.sales(with_tiers[0].number)
    assert {row["customer"] for row in lines.rows()} == {with_tiers[0].customer}
    assert all(row["day"] in TWO_YEARS for row in lines.rows())


def test_it_shows_sums_a_chart_and_a_table(with_tiers):
    html = backtest(RULE, with_tiers, TWO_YEARS)._repr_html_()
    assert "<svg" in html
    assert "<tfoot>" in html
