"""Every validation speaks when it should, and not otherwise."""

import pytest

ROW = {"kind": "hazardous", "container": "60 l", "count": 1, "lifts": "on_call", "price": "48.00"}
FIRES = {
    "OVERLAP": {"situation": {"current_contract_end": "2026-01-01"}},
    "HAZARDOUS_UNCLASSIFIED": {"streams": {"list": [ROW]}},
    "ZE_ZONE": {"situation": {"in_ze_zone": True}},
}
SILENT = {
    "OVERLAP the day after": {"situation": {"current_contract_end": "2025-12-31"}},
    "HAZARDOUS_UNCLASSIFIED with a code": {"streams": {"list": [{**ROW, "eural": "20 01 21*"}]}},
    "HAZARDOUS_UNCLASSIFIED without hazardous waste": {"streams": {"list": [{**ROW, "kind": "wood"}]}},
    "ZE_ZONE when agreed": {"situation": {"in_ze_zone": True}, "ze_zone": {"enabled": True}},
}


@pytest.mark.parametrize("code", FIRES)
def test_it_speaks(table, code):
    assert [issue.code for issue in table.composed(FIRES[code]).issues] == [code]


@pytest.mark.parametrize("case", SILENT)
def test_it_is_silent(table, case):
    assert table.composed(SILENT[case]).issues == ()


def test_these_are_all_validations_with_their_severity(table):
    assert {one.code: one.severity for one in table.clause_set.validations} == {
        "OVERLAP": "error",
        "HAZARDOUS_UNCLASSIFIED": "error",
        "ZE_ZONE": "warning",
    }
