"""The clause set reads without a problem, and keeps the names and numbers that others count on."""

from akkoord_clauses_brewery.plugin import clause_sets

ORDER = [
    "a-parties",
    "a-recitals",
    "a-definitions",
    "a-term-fixed",
    "a-term-indefinite",
    "a-exclusivity",
    "a-commitment-annual",
    "a-commitment-total",
    "a-shortfall",
    "a-prices",
    "a-volume-discount",
    "a-tier-bonus",
    "a-growth-bonus",
    "a-range-rebate",
    "a-volume-measurement",
    "a-investment",
    "a-clawback",
    "a-loan",
    "a-guarantee",
    "a-loaned-equipment",
    "a-equipment-return",
    "a-energy",
    "a-payment",
    "a-transfer",
    "a-penalty",
    "a-termination",
    "a-final-settlement",
    "a-force-majeure",
    "a-special-provisions",
    "a-final",
    "a-signature",
    "a-annex-equipment",
    "a-annex-general-terms",
]
OBLIGATIONS = {
    "a-term-fixed": {"review-before-end"},
    "a-commitment-annual": {"purchase-annual"},
    "a-shortfall": {"invoice-shortfall"},
    "a-prices": {"announce-price-change"},
    "a-volume-discount": {"credit-volume-discount"},
    "a-tier-bonus": {"credit-tier-bonus"},
    "a-growth-bonus": {"credit-growth-bonus"},
    "a-volume-measurement": {"settle-period", "object-settlement"},
    "a-investment": {"pay-investment", "prove-spending"},
    "a-clawback": {"repay-investment"},
    "a-loan": {"pay-loan", "loan-statement"},
    "a-loaned-equipment": {"place-equipment", "clean-lines", "insure-equipment"},
    "a-equipment-return": {"return-equipment"},
    "a-energy": {"pay-cooling-contribution"},
    "a-transfer": {"announce-transfer"},
    "a-final-settlement": {"send-end-statement"},
}


def test_there_are_33_clauses_in_their_order(table):
    assert [clause.id for clause in table.clause_set.clauses] == ORDER


def test_it_is_read_only_once():
    (first,), (second,) = clause_sets(), clause_sets()
    assert first is second


def test_case_files_call_it_client_a(table):
    assert table.clause_set.client == "A"


def test_every_clause_keeps_its_obligations(table):
    kept = {clause.id: {one.id for one in clause.obligations} for clause in table.clause_set.clauses}
    assert {clause: ids for clause, ids in kept.items() if ids} == OBLIGATIONS


def test_the_highlights_are_facts_with_labels_in_both_languages(table):
    for highlight in table.clause_set.highlights:
        assert highlight.fact in table.questions
        assert highlight.label.nl != highlight.label.en


def test_no_clause_speaks_of_a_term_that_another_clause_defines_without_that_clause(table):
    """`Installatie` and `Einddatum` are defined in clauses that are not in every contract."""
    without = table.written({"term": {"kind": "indefinite", "months": None, "notice_months": 2}})
    assert "Einddatum" not in without.html
    assert "Installatie" not in without.html
