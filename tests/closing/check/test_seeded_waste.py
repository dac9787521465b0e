"""A copy of the waste set with faults of many kinds yields each of them, and nothing else."""

import pytest

from akkoord_clauses_waste.plugin import clause_sets

(WASTE,) = clause_sets()
EVENTS = ("call", "collection", "schedule", "transport")
PRICE = "{name: weight.rate, type: rate, unit: EUR/kg, source: proposal}"
EDITS = {
    "c-final": [("{#law}", "Zie ${ref('c-fuel', 'fuel')}, en toon de Vergunning.\n\n{#law}")],
    "c-swill": [("requires: []", "requires: [c-nowhere]")],
    "c-prices": [("after: []", "after: [c-indexation]"), ("{#change}", "{#change} De toeslag is 12%.")],
    "c-exclusivity": [("conflicts: []", "conflicts: [c-reporting]")],
    "c-on-call": [('due: "call + services.on_call_hours hours"', 'due: "situation.current_contract_end + 2 weeks"')],
    "c-weight": [("${rate(weight.rate)}", "een bedrag")],
    "c-service-levels": [
        ("unit: EUR/quarter, source: proposal, required: false", "unit: EUR/quarter, source: proposal")
    ],
    "c-payment": [("version: 1\n", "version: 1\n# akkoord: allow empty-section nothing is empty here\n")],
}
CLAUSES = {
    "c-always": {
        "when": "containers.owner in ['supplier', 'customer']",
        "body": 'Wat extra weegt kost ${rate(weight.rate)} voor de kas (hierna: "**de Reserve**").',
        "variables": PRICE,
    },
    "c-never": {"when": "fuel.enabled and fuel.pct_per_step > 100", "body": "Dit komt niet voor."},
    "c-twice": {
        "when": "fuel.enabled == true",
        "body": 'Ieder inzamelmiddel heet hierna: "**de Container**".',
    },
    "c-hollow": {
        "when": "fuel.enabled and weight.enabled",
        "body": "% if reporting.enabled:\nTekst.\n% endif",
        "variables": "{name: reporting.enabled, type: bool, source: proposal}",
    },
    "c-late": {"when": "reporting.fee > 5", "body": "Rapporten kosten geld."},
}
FAULTS = {
    ("always-true", "c-always"), ("missing-print", "weight.rate"), ("unused-term", "Reserve"), ("cycle", ""),
    ("dangling-reference", "c-fuel"), ("undefined-term", "Vergunning"), ("empty-section", "c-hollow"),
    ("unprinted-parameter", "weight.rate"), ("unused-allow", "empty-section"), ("never-selected", "c-never"),
    ("literal-value", "12%"), ("clause-conflict", "c-exclusivity c-reporting"), ("absent-clause", ""),
    ("due-without-anchor", "situation.current_contract_end"), ("same-condition", "c-twice"),
    ("term-twice", "Container"), ("missing-condition", "reporting.fee"), ("missing-rule", "sla.credit_cap"),
    ("unused-question", "extra.remark"),
}  # fmt: skip


@pytest.fixture(scope="module")
def broken(check_broken):
    """Check the broken copy."""
    return check_broken(WASTE, EDITS, CLAUSES, EVENTS)


def test_every_fault_is_found_and_nothing_else(broken):
    assert {(finding.code, finding.about) for finding in broken.findings} == FAULTS
    assert len({code for code, _ in FAULTS}) >= 12
