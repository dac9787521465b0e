"""What others say that a price, a rebate or a date must be, Akkoord's rules and reckoning say as well."""

import json

import pytest

from .conftest import SAMPLES, cases_of
from .third_party import Book, replay


@pytest.fixture
def book(request):
    samples = json.loads((SAMPLES / "third_party.json").read_text("utf-8"))
    return Book(cases_of(request.config, "third_party"), samples["cases"], samples["left_out"])


def test_third_party_case_comes_out_as_it_should(third_party_case, book):
    wrong = replay(third_party_case, book)
    assert not wrong, "; ".join(wrong)


def test_third_party_case_of_a_kind_without_a_mapping_fails(book):
    (said,) = replay({"id": "x", "rule_kind": "tier.of_tomorrow", "expected": {"amount": "0"}}, book)
    assert "no mapping for rule_kind 'tier.of_tomorrow'" in said


def test_third_party_case_of_a_special_case_of_a_known_kind_is_read_as_that(book):
    given = {
        "id": "x",
        "rule_kind": "tier.graduated.of_tomorrow",
        "parameters": {"tiers": [{"up_to": "10", "unit": "1"}, {"up_to": None, "unit": "2"}]},
        "inputs": {"quantity": "15"},
        "expected": {"amount": "20"},
    }
    assert replay(given, book) == []
    with pytest.raises(AssertionError, match="does not know"):
        replay(given | {"parameters": given["parameters"] | {"half_price_from": "12"}}, book)


@pytest.mark.parametrize(
    ("kind", "more", "amount"),
    [
        ("tier.incremental_rates", {}, "20"),
        ("tier.of_tomorrow", {"method": "whole volume"}, "30"),
        ("tier.x", {}, None),
    ],
)
def test_third_party_case_of_an_unknown_kind_is_read_by_what_it_says_else_it_fails(book, kind, more, amount):
    tiers = [{"up_to": "10", "unit": "1"}, {"up_to": None, "unit": "2"}]
    given = {"id": "x", "rule_kind": kind, "parameters": {"tiers": tiers} | more, "inputs": {"quantity": "15"}}
    said = replay(given | {"expected": {"amount": amount or "20"}}, book)
    assert said == [] if amount else f"no mapping for rule_kind {kind!r}" in said[0]


def test_third_party_case_with_another_outcome_fails(book):
    given = {
        "id": "x",
        "rule_kind": "rebate.percent",
        "parameters": {"percent": "10"},
        "inputs": {"total": "250"},
        "expected": {"amount": "25.01"},
    }
    assert replay(given, book) == ["amount: 25 is not 25.01"]
    assert replay(given | {"expected": {"amount": "25"}}, book) == []
