"""What if: which contracts a change touches, which clauses change, what it costs, and who must sign again."""

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest

from akkoord.notebook import what_if
from akkoord.values import Money, Period
from tests.notebook.conftest import TODAY, TWO_YEARS


@pytest.fixture
def higher(contracts):
    """Every tier pays a euro more, where there are tiers."""

    def change(contract):
        tiers = contract.facts.get("tier_bonus", {}).get("tiers")
        if not tiers:
            return None
        return {"tier_bonus": {"tiers": [{**tier, "rate": str(float(tier["rate"]) + 1)} for tier in tiers]}}

    return change


def test_no_change_touches_nothing(contracts):
    found = what_if({}, contracts, TWO_YEARS)
    assert len(found.all) > 10
    assert found.touched == ()
    assert found.difference == Money.of(0)


def test_a_change_without_money_changes_clauses_only(contracts):
    found = what_if({"payment": {"settlement_days": 45}}, contracts, TWO_YEARS)
    assert len(found.touched) == len(found.all)
    assert found.difference == Money.of(0)
    assert all(each.clauses for each in found.all)
    assert len(found.to_amend) == len({contracts[each.contract].customer for each in found.all})


def test_a_change_of_tiers_touches_who_has_tiers_and_costs_what_settling_says(session, contracts, higher):
    found = what_if(higher, contracts, TWO_YEARS)
    assert {each.contract for each in found.all} == {
        contract.id for contract in contracts.where(rule="tier_per_unit") if contract.is_binding
    }
    assert set(found.clauses) == {"Staffelbonus"}
    assert found.difference > Money.of(0)


def test_what_it_came_to_before_is_what_settling_comes_to(session, contracts, higher):
    found = what_if(higher, contracts, TWO_YEARS)
    statements = session.workspace.statements
    for each in [each for each in found.all if each.before != each.after]:
        contract = contracts[each.contract]
        agreement = statements.agreement(contract)
        parts = statements.parts(agreement, TWO_YEARS, TODAY)
        assert parts
        came_to = 0
        for settled, period in parts:
            lines = statements.preview(contract, Period(period.first, period.last), TODAY, settled=settled).lines
            came_to += sum(line.amount.minor * (1 if line.direction == "payable" else -1) for line in lines)
        assert came_to == each.before


def test_the_text_of_one_contract_is_shown_on_demand(contracts, higher):
    found = what_if(higher, contracts, TWO_YEARS)
    number = contracts[found.touched[0].contract].number
    assert [one.id for one in found.diff(number).changes] == ["a-tier-bonus"]


def test_what_would_no_longer_be_allowed_is_told(contracts):
    found = what_if({"term": {"months": None}}, contracts, TWO_YEARS)
    assert any(each.problems or each.clauses for each in found.all)


def test_an_edited_clause_touches_every_contract_that_has_it(contracts, clauses):
    text = files("akkoord_clauses_brewery").joinpath("clauses", "a-guarantee.md").read_text(encoding="utf-8")
    clauses.edit(text.replace("\n---\n", "\n---\nDe borg ontvangt een afschrift.\n\n", 1))
    found = what_if({}, contracts, TWO_YEARS)
    assert {name for each in found.touched for name, _ in each.clauses} == {"a-guarantee"}


def test_it_is_the_same_wherever_it_is_computed(contracts, higher):
    some = contracts.where(rule="tier_per_unit")
    with ThreadPoolExecutor(1) as executor:
        there = what_if(higher, some, TWO_YEARS, executor=executor)
    assert there.all == what_if(higher, some, TWO_YEARS).all


def test_it_shows_itself_and_gives_frames(contracts, higher):
    found = what_if(higher, contracts, TWO_YEARS)
    assert "Staffelbonus" in found._repr_html_()
    assert found.to_polars()["difference"].sum() == found.difference.amount
