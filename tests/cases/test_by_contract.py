"""Settlements of a case, once more by the rules of its contract: what its clauses agreed, not what the file says."""

import copy
import json
from pathlib import Path

import pytest

from akkoord.cases import parse_case_file, replay
from akkoord.cases.by_contract import _completed
from akkoord.executing import ContractRule, RuleKinds, Vat
from akkoord_clauses_brewery.plugin import clause_sets
from akkoord_rules_volume.plugin import pricing_rules

FILE = Path(__file__).with_name("brewery.json")
RATE = "45.00"


@pytest.fixture
def case():
    """A contract with a discount per hectolitre, and a year of it."""
    content = json.loads(FILE.read_text("utf-8"))
    found = copy.deepcopy(content["cases"][0])
    composition = found["compositions"][0]
    composition["facts"]["volume_discount"] = {
        "enabled": True, "frequency": "annual",
        "rates": [{"group": "draught_lager", "label": "pilsener", "rate": RATE}],
    }  # fmt: skip
    composition["facts"]["term"] |= {"commencement": "2026-01-01"}
    composition["expected"] = {}
    parameters = {"groups": ["draught_lager"], "basis": "delivered_and_paid", "rate": RATE}
    line = {"line": "korting", "rule": "per_unit", "direction": "payable", "params": parameters,
            "vat": {"treatment": "standard", "rate": "21"}, "expected": {"amount": "450.00"}}  # fmt: skip
    found = {key: found[key] for key in ("id", "client", "customer")} | {"compositions": [composition]}
    found["sales"] = [{"date": "2026-03-01", "paid_on": "2026-03-02", "group": "draught_lager", "qty": "10"}]
    period = {"from": "2026-01-01", "to": "2026-12-31"}
    found["settlements"] = [{"id": "S", "kind": "periodic", "period": period, "cutoff": "2027-01-31", "lines": [line]}]
    return {"defaults": content["defaults"], "cases": [found]}


@pytest.fixture
def checks():
    def of(content):
        file = parse_case_file(json.dumps(content), "cases.json")
        (result,) = replay(file, tuple(clause_sets()), kinds=RuleKinds(pricing_rules()))
        return result

    return of


def test_a_line_is_computed_by_the_file_and_by_the_contract(checks, case):
    found = [check for check in checks(case).checks if check.path == "settlements[0].lines[0].expected.amount"]
    assert [(check.by, check.ok, check.actual) for check in found] == [
        (None, True, "450.00"), ("contract", True, "450.00"),
    ]  # fmt: skip


def test_a_contract_that_agreed_something_else_differs(checks, case):
    case["cases"][0]["compositions"][0]["facts"]["volume_discount"]["rates"][0]["rate"] = "44.00"
    (wrong,) = checks(case).differences
    assert (wrong.by, wrong.actual, wrong.to_json()["by"]) == ("contract", "440.00", "contract")
    assert "(by the composed contract)" in wrong.difference("en")


def test_a_line_that_no_clause_carries_is_left_out_with_the_reason(checks, case):
    case["cases"][0]["settlements"][0]["lines"][0]["params"]["groups"] = ["bottled"]
    found = checks(case)
    assert [item.section for item in found.not_run] == ["settlements[0].lines[0], by the composed contract"]


def test_what_was_measured_comes_from_the_file_and_what_was_agreed_from_the_contract():
    lift = {"line": "lift", "rule": "per_event", "params": {"count": "13", "rate": "21.85"}}
    rule = ContractRule(
        clause="c-services", line="lift-residual", kind="per_event", direction="receivable",
        vat=Vat.of("standard", "21"), settle="month", parameters={"groups": ["residual"], "rate": "22.00"}, facts={},
    )  # fmt: skip
    assert dict(_completed(rule, lift).parameters) == {"count": "13", "rate": "22.00"}
    counted = {"line": "lift", "params": {"groups": ["residual"], "rate": "21.85"}}
    assert dict(_completed(rule, counted).parameters) == {"groups": ["residual"], "rate": "22.00"}
