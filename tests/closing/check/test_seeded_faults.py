"""The brewery's set is sound; a copy with a fault of every kind yields each of them, and nothing else."""

from pathlib import Path

import pytest

from akkoord.closing.check import ADVICE, check_whole
from akkoord.language import LANGUAGES
from akkoord_clauses_brewery.plugin import clause_sets

(BREWERY,) = clause_sets()
EDITS = {
    "a-final": [("{#law}", "Zie ${ref('a-exclusivity')}, en toon de Vergunning.\n\n{#law}")],
    "a-loan": [("requires: [", "requires: [a-nowhere, "), ('due: "loan.payout_date"', 'due: "guarantee.birth_date"')],
    "a-prices": [("after: []", "after: [a-tier-bonus]"), ("{#change}", "{#change} Nu € 25,00.")],
    "a-energy": [("conflicts: []", "conflicts: [a-loan]")],
    "a-range-rebate": [('when: "range_rebate.enabled"', 'when: "range_rebate.enabled and range_rebate.pct > 60"')],
    "a-transfer": [('when: "', "when: \"term.kind == 'fixed' or term.kind == 'indefinite' or ")],
    "a-commitment-annual": [("% if commitment.tolerance_pct:\n", "% if commitment.annual_hl:\n")],
    "a-growth-bonus": [(", required: false}\n  - {name: growth_bonus.rate", "}\n  - {name: growth_bonus.rate"),
                       ("% if growth_bonus.cap:\n", "% if growth_bonus.rate > 999:\n"),
                       ("${eur(growth_bonus.cap)}", "veel")],
    "a-guarantee": [("version: 2\n", "version: 2\n# akkoord: allow empty-section nothing is empty here\n")],
    "a-payment": [(" without a bank account there is no mandate; the contract asks for it", "")],
}  # fmt: skip
FAULTS = {
    ("dangling-reference", "a-exclusivity"), ("undefined-term", "Vergunning"), ("absent-clause", ""),
    ("due-without-anchor", "guarantee.birth_date"), ("cycle", ""), ("literal-value", "€ 25,00"),
    ("clause-conflict", "a-energy a-loan"), ("never-selected", "a-range-rebate"), ("always-true", "a-transfer"),
    ("missing-print", "commitment.tolerance_pct"), ("missing-rule", "growth_bonus.min_growth_pct"),
    ("unprinted-parameter", "growth_bonus.cap"), ("same-condition", "a-extra"), ("unused-term", "Reserve"),
    ("term-twice", "Horecalocatie"), ("empty-section", "a-hollow"), ("missing-condition", "growth_bonus.cap"),
    ("unused-question", "extra.remark"), ("unused-allow", "empty-section"),
}  # fmt: skip


CLAUSES = {
    "a-extra": {
        "when": "loan.enabled == true",
        "body": 'Er is een reserve (hierna: "**de Reserve**") voor wie er komt (hierna: "**de Horecalocatie**").',
        "order": 421,
    },
    "a-hollow": {
        "when": "growth_bonus.cap > 5",
        "body": "% if energy.enabled:\nTekst.\n% endif",
        "variables": "{name: energy.enabled, type: bool, source: proposal}",
        "order": 422,
    },
}


@pytest.fixture(scope="module")
def broken(check_broken):
    """Check a copy of the brewery in which every kind of fault was sown."""
    return check_broken(BREWERY, EDITS, CLAUSES)


def test_the_brewery_is_sound():
    report = check_whole(BREWERY)
    assert [finding.text() for finding in report.findings] == []
    assert all(one.reason for one in report.accepted)


def test_every_fault_is_found_and_nothing_else(broken):
    found = {(finding.code, finding.about) for finding in broken.findings}
    assert found - {("allow-without-reason", "missing-print")} == FAULTS
    assert ("allow-without-reason", "missing-print") in found
    assert len({finding.code for finding in broken.findings}) >= 12


def test_every_finding_says_where_and_what_to_do(broken):
    for finding in broken.findings:
        assert finding.place.file.endswith((".md", ".py")), finding
        assert finding.place.line >= 1
        for language in LANGUAGES:
            assert finding.message.text(language)
            assert finding.advice.text(language)


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("clause-conflict", {"energy.enabled": True, "loan.enabled": True}),
        ("empty-section", {"growth_bonus.cap": None}),
        ("dangling-reference", {}),
        ("missing-print", {"commitment.mode": "annual", "commitment.tolerance_pct": None}),
    ],
)
def test_a_finding_comes_with_the_smallest_answers_that_show_it(broken, code, answers):
    (finding,) = [one for one in broken.findings if one.code == code]
    for name, value in answers.items():
        assert name in finding.answers
        assert value is None or finding.answers[name] == value
    assert len(finding.answers) <= 4


def test_every_kind_of_finding_can_be_looked_up():
    page = (Path(__file__).parents[3] / "docs" / "check.md").read_text("utf-8")
    assert all(f"`{code}`" in page for code in ADVICE)
