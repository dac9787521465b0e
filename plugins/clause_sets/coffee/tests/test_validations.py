"""Every validation speaks when it should, and not otherwise."""

import pytest

LOAN = {"equipment": {"form": "loan"}}
FIRES = {
    "NO_WATER": {"equipment": {"needs_water": True}},
    "OVERLAP": {"situation": {"current_contract_end": "2026-02-12"}},
    "LOAN_NO_MINIMUM": {**LOAN, "consumables": {"minimum_kg": "0"}},
}
SILENT = {
    "NO_WATER with water": {
        "equipment": {"needs_water": True}, "situation": {"water_connected": True, "water_hardness_dh": "4"},
    },
    "NO_WATER with a tank": {"equipment": {"needs_water": False}},
    "OVERLAP the day after": {"situation": {"current_contract_end": "2026-02-11"}},
    "LOAN_NO_MINIMUM with one": {**LOAN, "consumables": {"minimum_kg": "0.5"}},
}  # fmt: skip


@pytest.mark.parametrize("code", FIRES)
def test_it_speaks(table, code):
    assert [issue.code for issue in table.composed(FIRES[code]).issues] == [code]


@pytest.mark.parametrize("case", SILENT)
def test_it_is_silent(table, case):
    assert table.composed(SILENT[case]).issues == ()


def test_a_loan_without_kilos_is_refused(table):
    assert not table.composed(LOAN).ok


def test_a_price_per_cup_cannot_go_with_a_minimum(table):
    both = table.composed({"billing": {"mode": "per_cup"}, "consumables": {"minimum_kg": "300"}})
    assert [(issue.code, issue.clauses) for issue in both.issues] == [
        ("CLAUSE_CONFLICT", ("b-cup-price", "b-minimum-purchase"))
    ]


def test_these_are_all_validations_with_their_severity(table):
    assert {one.code: one.severity for one in table.clause_set.validations} == {
        "NO_WATER": "error",
        "OVERLAP": "warning",
        "LOAN_NO_MINIMUM": "error",
    }
