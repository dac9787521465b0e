"""Every clause comes into some contract, by answers that a person can give."""

import pytest

from akkoord.closing import OwnText

WITH_ENABLED = {
    "a-volume-discount": "volume_discount",
    "a-tier-bonus": "tier_bonus",
    "a-growth-bonus": "growth_bonus",
    "a-range-rebate": "range_rebate",
    "a-investment": "investment",
    "a-clawback": "investment",
    "a-loan": "loan",
    "a-guarantee": "guarantee",
    "a-loaned-equipment": "equipment",
    "a-equipment-return": "equipment",
    "a-annex-equipment": "equipment",
    "a-penalty": "equipment",
    "a-transfer": "equipment",
    "a-energy": "energy",
}
WITH_ANSWERS = {
    "a-term-indefinite": {"term": {"kind": "indefinite", "months": None, "notice_months": 2}},
    "a-exclusivity": {"exclusivity": {"mode": "draught_lager"}},
    "a-commitment-annual": {"commitment": {"mode": "annual", "annual_hl": "100"}},
    "a-commitment-total": {"commitment": {"mode": "total", "total_hl": "400"}},
    "a-shortfall": {"commitment": {"mode": "annual", "annual_hl": "100", "shortfall_rate": "15.00"}},
    "a-volume-measurement": {"commitment": {"mode": "annual", "annual_hl": "100"}},
}
ALWAYS = [
    "a-parties",
    "a-recitals",
    "a-definitions",
    "a-term-fixed",
    "a-prices",
    "a-payment",
    "a-termination",
    "a-final-settlement",
    "a-force-majeure",
    "a-final",
    "a-signature",
    "a-annex-general-terms",
]


@pytest.mark.parametrize("clause", ALWAYS)
def test_the_plainest_contract_has_it(table, clause):
    assert clause in table.composed()


@pytest.mark.parametrize("clause", WITH_ANSWERS)
def test_answers_bring_it_in(table, clause):
    assert clause not in table.composed()
    assert clause in table.composed(WITH_ANSWERS[clause])


@pytest.mark.parametrize(("clause", "group"), WITH_ENABLED.items())
def test_switching_an_item_on_brings_it_in(table, clause, group):
    assert clause not in table.composed()
    assert clause in table.composed({group: {"enabled": True}})


def test_an_own_text_without_a_place_brings_in_the_special_provisions(table):
    assert "a-special-provisions" not in table.composed()
    assert "a-special-provisions" in table.composed(own_texts=(OwnText(1, "Terras", "Een terrastap."),))


def test_these_are_all_clauses(table):
    tried = {*ALWAYS, *WITH_ANSWERS, *WITH_ENABLED, "a-special-provisions"}
    assert tried == {clause.id for clause in table.clause_set.clauses}


@pytest.mark.parametrize(
    ("clause", "answers"),
    [
        ("a-loaned-equipment", {"equipment": {"enabled": True, "assets": []}}),
        ("a-tier-bonus", {"tier_bonus": {"enabled": True, "tiers": []}}),
        ("a-guarantee", {"guarantee": {"enabled": True}}),
        ("a-loan", {"loan": {"enabled": True}}),
    ],
)
def test_what_is_not_filled_in_yet_is_named_and_not_printed(table, clause, answers):
    document = table.written(answers)
    assert document.missing
    assert "None" not in document.html
