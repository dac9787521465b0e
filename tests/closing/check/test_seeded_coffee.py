"""A copy of the coffee set with faults of many kinds yields each of them, and nothing else."""

import pytest

from akkoord_clauses_coffee.plugin import clause_sets

(COFFEE,) = clause_sets()
MONTHS = "{name: upgrade.after_months, type: int, unit: month, source: proposal}"
EDITS = {
    "b-final": [("{#law}", "Zie ${ref('b-trial')}, en toon de Vergunning.\n\n{#law}")],
    "b-telemetry": [("requires: []", "requires: [b-nowhere]")],
    "b-fees": [("after: []", "after: [b-payment]")],
    "b-payment": [("{#default}", "{#default} Aanmanen kost € 25,00.")],
    "b-sustainability": [("conflicts: []", "conflicts: [b-upgrade]")],
    "b-trial": [('due: "term.commencement + trial.days"', 'due: "situation.current_contract_end + 1 month"')],
    "b-minimum-purchase": [
        ("${rate(consumables.shortfall_rate)} per ontbrekende", "een bedrag per ontbrekende"),
        ("version: 1\n", "version: 1\n# akkoord: allow empty-section nothing is empty here\n"),
    ],
    "b-water-filter": [("situation.water_connected and ", "")],
}
CLAUSES = {
    "b-always": {
        "when": "service.level in ['basic', 'plus', 'premium']",
        "body": 'Na ${maanden(upgrade.after_months)} komt iemand langs voor de kas (hierna: "**de Reserve**").',
        "variables": MONTHS,
    },
    "b-never": {"when": "trial.enabled and trial.days > 9999", "body": "Dit komt niet voor."},
    "b-twice": {
        "when": "trial.enabled == true",
        "body": 'De plaats van de machine heet hierna: "**de Locatie**".',
    },
    "b-hollow": {
        "when": "upgrade.enabled and trial.enabled",
        "body": "% if telemetry.enabled:\nTekst.\n% endif",
        "variables": "{name: telemetry.enabled, type: bool, source: proposal}",
    },
}
FAULTS = {
    ("always-true", "b-always"), ("missing-print", "upgrade.after_months"), ("unused-term", "Reserve"), ("cycle", ""),
    ("dangling-reference", "b-trial"), ("undefined-term", "Vergunning"), ("empty-section", "b-hollow"),
    ("unprinted-parameter", "consumables.shortfall_rate"), ("unused-allow", "empty-section"),
    ("never-selected", "b-never"), ("literal-value", "€ 25,00"), ("clause-conflict", "b-sustainability b-upgrade"),
    ("absent-clause", ""), ("due-without-anchor", "situation.current_contract_end"), ("same-condition", "b-twice"),
    ("term-twice", "Locatie"), ("missing-condition", "situation.water_hardness_dh"),
    ("unused-question", "extra.remark"),
}  # fmt: skip


@pytest.fixture(scope="module")
def broken(check_broken):
    """Check the broken copy."""
    return check_broken(COFFEE, EDITS, CLAUSES)


def test_every_fault_is_found_and_nothing_else(broken):
    assert {(finding.code, finding.about) for finding in broken.findings} == FAULTS
    assert len({code for code, _ in FAULTS}) >= 12
