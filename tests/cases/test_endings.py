"""The end of a contract in a case: what may be, what was decided, and what the end statement then holds."""

import copy
import json
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from akkoord.cases import parse_case_file, replay
from akkoord.executing import RuleKinds
from akkoord_clauses_brewery.leaving import POLICY
from akkoord_clauses_brewery.plugin import clause_sets

FILE = Path(__file__).with_name("brewery.json")
VAT = {"treatment": "standard", "rate": "21"}
TERMINATION = {
    "reason": "transfer_not_taken_over",
    "initiated_by": "customer",
    "circumstances": ["ownership_change"],
    "note": "De koper heeft een eigen contract.",
    "notice_received": "2026-06-25",
    "effective": "2026-09-30",
    "effects": {"clawback": True, "shortfall_elapsed": True, "shortfall_future": False, "bonus_running_year": "none"},
    "assets": [{"serial": "TAP-1", "status": "not_returned"}],
}
AGREED = {
    "term": {"kind": "fixed", "commencement": "2024-04-01", "months": 60, "renewal": "none"},
    "commitment": {"mode": "annual", "annual_hl": "200", "tolerance_pct": "0", "shortfall_rate": "30.00"},
    "investment": {"enabled": True, "amount": "36000.00", "purpose": "de bar", "writeoff_months": 60},
    "equipment": {"enabled": True, "floor_pct": "15", "assets": [
        {"description": "Tap", "serial": "TAP-1", "placed_on": "2024-04-10", "new_value": "2950.00", "life_months": 60},
    ]},
    "ending": {"shortfall_scope": "full_term", "cumulation": "highest"},
    "tier_bonus": {"enabled": False}, "volume_discount": {"enabled": False}, "growth_bonus": {"enabled": False},
}  # fmt: skip


@pytest.fixture(scope="module")
def kinds():
    """The rule kinds that are installed."""
    found = [point.load() for point in entry_points(group="akkoord") if point.name.startswith("rules_")]
    return RuleKinds(rule for plugin in found for rule in plugin.pricing_rules())


@pytest.fixture
def case():
    content = json.loads(FILE.read_text("utf-8"))
    found = copy.deepcopy(content["cases"][0])
    composition = found["compositions"][0] | {"expected": {}}
    composition["facts"] = {**composition["facts"], **AGREED}
    end = [
        ("shortfall", "shortfall_per_unit", {"commitment": "200", "rate": "30.00", "groups": ["draught_lager"]}),
        ("clawback", "linear_clawback", {"amount": "36000.00", "months": 60}),
        ("asset-TAP-1", "residual_value", {"new_value": "2950.00", "placed_on": "2024-04-10", "life_months": 60}),
    ]
    lines = [
        {"line": line, "rule": rule, "direction": "receivable", "vat": VAT, "params": params}
        for line, rule, params in end
    ]
    settlement = {
        "id": "E", "kind": "end", "period": {"from": "2026-04-01", "to": "2026-09-30"}, "cutoff": "2026-10-20",
        "lines": lines,
    }  # fmt: skip
    kept = {key: found[key] for key in ("id", "client", "customer")}
    return kept | {"compositions": [composition], "settlements": [settlement], "termination": dict(TERMINATION)}


@pytest.fixture
def ended(kinds, case):
    """Replay the case with some of its termination changed; give the checks of that section by their path."""

    def replayed(**changes):
        case["termination"] |= changes
        content = {"defaults": json.loads(FILE.read_text("utf-8"))["defaults"], "cases": [case]}
        file = parse_case_file(json.dumps(content), "cases.json")
        (result,) = replay(file, tuple(clause_sets()), kinds=kinds, policy=lambda _: POLICY)
        return {one.path: one for one in result.checks if one.path.startswith("termination")}

    return replayed


def test_a_contract_that_ends_as_the_case_says_passes(ended):
    found = ended()
    assert len(found) == 9
    assert [path for path, check in found.items() if not check.ok] == []


def test_an_effect_is_what_the_end_statement_holds(ended):
    found = ended(effects=TERMINATION["effects"] | {"clawback": False})
    check = found["termination.lines"]
    assert (check.ok, check.expected, check.actual) == (
        False, ["asset-TAP-1", "clawback", "shortfall"], ["asset-TAP-1", "shortfall"],
    )  # fmt: skip


def test_an_effect_that_the_contract_has_no_rules_for_is_not_there(ended):
    check = ended(effects=TERMINATION["effects"] | {"exit_fee": True})["termination.effects.exit_fee"]
    assert (check.ok, check.actual) == (False, False)


def test_what_came_back_is_not_charged(ended):
    check = ended(assets=[{"serial": "TAP-1", "status": "returned"}])["termination.lines"]
    assert check.actual == ["clawback", "shortfall"]


@pytest.mark.parametrize(
    ("path", "changes", "said"),
    [
        ("reason", {"reason": "boredom"}, "reason from the list"),
        ("circumstances", {"circumstances": ["weather"]}, "circumstances from the list"),
        ("circumstances", {"note": ""}, "own words"),
        ("effective", {"note": ""}, "first possible day"),
        ("effective", {"effective": "2029-04-01"}, "ends by itself"),
        ("assets[0].status", {"assets": [{"serial": "TAP-1", "status": "gone"}]}, "no status"),
        ("assets[0].status", {"assets": [{"serial": "TAP-9", "status": "returned"}]}, "no rule of the contract"),
        ("effects.free_beer", {"effects": {"free_beer": True}}, "no effect"),
    ],
)
def test_what_cannot_be_differs_with_the_reason(ended, path, changes, said):
    check = ended(**changes)[f"termination.{path}"]
    assert not check.ok
    assert said in check.difference("en")


def test_without_an_end_statement_the_effects_are_left_out_by_name(ended, case):
    case["settlements"] = []
    assert set(ended()) == {"termination.reason", "termination.circumstances", "termination.effective"}
