"""Penalties, instalments, credits and discounts come out as others computed them, and where text and logic of a
table disagree, each reading is one that our tiers can state."""

import json

import pytest

from .conftest import SAMPLES
from .third_party.penalties_and_discounts import boundary_of, readings, replay

KIND = "penalties_and_discounts"


def pytest_generate_tests(metafunc):
    given = metafunc.config.getoption("--cases", default=None) or SAMPLES / f"{KIND}.json"
    found = json.loads(given.read_text("utf-8"))
    found = found if isinstance(found, dict) else {}
    cases = [case for case in found.get("cases", []) if "category" in case]
    if "agreed_clause" in metafunc.fixturenames:
        metafunc.parametrize("agreed_clause", cases, ids=lambda case: case["id"])
    if "disagreement" in metafunc.fixturenames:
        listed = [(each, cases) for each in found.get("text_versus_logic", [])] if cases else []
        metafunc.parametrize("disagreement", listed, ids=lambda each: each[0]["id"])


def test_third_party_clause_comes_out_as_it_should(agreed_clause):
    wrong = replay(agreed_clause)
    assert not wrong, "; ".join(wrong)


def test_third_party_text_and_logic_are_two_boundaries_that_can_be_stated(disagreement):
    said, cases = disagreement
    assert boundary_of(said["text"]) != boundary_of(said["logic"])
    for name, volume, expected, found in readings(said, cases):
        if isinstance(expected, str):
            assert found is None, f"by {name} there is no rate at {volume}, and here it is {found}"
        else:
            assert found == pytest.approx(expected, abs=1e-9), f"by {name} at {volume}: {found} is not {expected}"
