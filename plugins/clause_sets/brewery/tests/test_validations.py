"""Every validation speaks when it should, and not otherwise."""

import pytest

TIED = {"exclusivity": {"mode": "draught_lager"}}
FREE = {"exclusivity": {"mode": "none"}}
INDEFINITE = {"term": {"kind": "indefinite", "months": None, "notice_months": 4}}
GUARANTEE = {"guarantee": {"enabled": True, "guarantor": "de heer P. de Wit", "guarantor_has_spouse": True}}
INVESTMENT = {"investment": {"enabled": True, "amount": "5000.00", "payout_days": 31}}
FIRES = {
    "VBER_TERM": [TIED, {"term": {"months": 61}}],
    "VBER_NOTICE": [TIED, INDEFINITE],
    "VBER_RENEWAL": [TIED, {"term": {"renewal": "tacit_12", "notice_months": 3}}],
    "RUN_ON": [{"commitment": {"mode": "total", "total_hl": "400", "run_on": True}}],
    "SPOUSE_CONSENT": [GUARANTEE],
    "OVERLAP": [{"situation": {"current_contract_end": "2026-01-01"}}],
    "LICENCE": [{"situation": {"alcohol_licence": False}}],
    "PAYOUT_TERM": [INVESTMENT, {"commitment": {"mode": "annual", "annual_hl": "100"}}],
    "UNSECURED_INVESTMENT": [INVESTMENT, {"investment": {"payout_days": 30}}],
}
SILENT = {
    "VBER_TERM at the limit": [TIED, {"term": {"months": 60}}],
    "VBER_TERM when leased from us": [
        TIED, {"term": {"months": 120}, "situation": {"premises": "leased_from_brewery"}},
    ],
    "VBER_TERM without a tie": [FREE, {"term": {"months": 120}}],
    "VBER_NOTICE at the limit": [TIED, INDEFINITE, {"term": {"notice_months": 3}}],
    "VBER_RENEWAL without renewal": [TIED],
    "RUN_ON when it stops": [{"commitment": {"mode": "total", "total_hl": "400", "run_on": False}}],
    "SPOUSE_CONSENT when named": [GUARANTEE, {"guarantee": {"spouse": "mevrouw A. de Wit"}}],
    "SPOUSE_CONSENT without a spouse": [GUARANTEE, {"guarantee": {"guarantor_has_spouse": False}}],
    "OVERLAP the day after": [{"situation": {"current_contract_end": "2025-12-31"}}],
    "LICENCE when seen": [{"situation": {"alcohol_licence": True}}],
    "PAYOUT_TERM at the limit": [
        INVESTMENT, {"commitment": {"mode": "annual", "annual_hl": "100"}, "investment": {"payout_days": 30}},
    ],
    "UNSECURED_INVESTMENT with a commitment": [
        INVESTMENT, {"commitment": {"mode": "annual", "annual_hl": "100"}, "investment": {"payout_days": 30}},
    ],
}  # fmt: skip


@pytest.mark.parametrize("code", FIRES)
def test_it_speaks(table, code):
    assert [issue.code for issue in table.composed(*FIRES[code]).issues] == [code]


@pytest.mark.parametrize("case", SILENT)
def test_it_is_silent(table, case):
    assert table.composed(*SILENT[case]).issues == ()


def test_a_licence_that_was_not_asked_for_is_missed(table):
    cafe = {"situation": {"alcohol_licence": None}}
    assert [issue.code for issue in table.composed(cafe).issues] == ["LICENCE"]


def test_these_are_all_validations_with_their_severity(table):
    assert {one.code: one.severity for one in table.clause_set.validations} == {
        "VBER_TERM": "error",
        "VBER_NOTICE": "error",
        "VBER_RENEWAL": "warning",
        "RUN_ON": "warning",
        "SPOUSE_CONSENT": "error",
        "OVERLAP": "warning",
        "LICENCE": "warning",
        "PAYOUT_TERM": "warning",
        "UNSECURED_INVESTMENT": "approval",
    }
    assert set(FIRES) == {one.code for one in table.clause_set.validations}


def test_they_speak_dutch_and_english(table):
    for validation in table.clause_set.validations:
        assert validation.message.nl.endswith(".")
        assert validation.message.en.endswith(".")
        assert validation.message.nl != validation.message.en
