"""The clause set reads without a problem, and keeps the names and numbers that others count on."""

from datetime import date

import pytest

from akkoord.closing import OwnText
from akkoord.testing.contracts import readable
from akkoord_clauses_coffee.plugin import clause_sets

ALWAYS = [
    "b-parties", "b-recitals", "b-definitions", "b-term", "b-installation", "b-fees", "b-payment", "b-moves-changes",
    "b-early-termination", "b-liability", "b-final", "b-signature", "b-annex-equipment", "b-annex-general-terms",
    "b-consumables",
]  # fmt: skip
MINIMUM = {"consumables": {"minimum_kg": "300"}}
WITH_ANSWERS = {
    "b-trial": {"trial": {"enabled": True}},
    "b-equipment-lease": {"equipment": {"form": "lease"}},
    "b-equipment-rent": {"equipment": {"form": "rent"}},
    "b-equipment-loan": {"equipment": {"form": "loan"}, **MINIMUM},
    "b-equipment-purchase": {"equipment": {"form": "purchase"}},
    "b-water-filter": {"situation": {"water_connected": True, "water_hardness_dh": "8"}},
    "b-service-basic": {"service": {"level": "basic"}},
    "b-service-plus": {"service": {"level": "plus"}},
    "b-service-premium": {"service": {"level": "premium"}},
    "b-service-credits": {"service": {"level": "plus"}},
    "b-annex-sla": {"service": {"level": "premium"}},
    "b-telemetry": {"telemetry": {"enabled": True}},
    "b-minimum-purchase": MINIMUM,
    "b-cup-price": {"billing": {"mode": "per_cup"}},
    "b-sustainability": {"sustainability": {"enabled": True}},
    "b-indexation": {"indexation": {"enabled": True}},
    "b-upgrade": {"upgrade": {"enabled": True}},
    "b-equipment-return": {"equipment": {"form": "rent"}},
    "b-purchase-option": {"purchase_option": {"enabled": True}},
}
ALTERNATIVES = {"b-equipment-lease", "b-service-basic", "b-equipment-return"}
"""Clauses that the plainest contract has too, because something of their kind must be chosen."""


def test_there_are_35_clauses_and_all_are_tried_here(table):
    tried = {*ALWAYS, *WITH_ANSWERS, "b-special-provisions"}
    assert tried == {clause.id for clause in table.clause_set.clauses}
    assert len(tried) == 35


def test_it_is_read_only_once_and_case_files_call_it_client_b(table):
    (first,), (second,) = clause_sets(), clause_sets()
    assert first is second
    assert table.clause_set.client == "B"


@pytest.mark.parametrize("clause", ALWAYS)
def test_the_plainest_contract_has_it(table, clause):
    assert clause in table.composed()


@pytest.mark.parametrize("clause", WITH_ANSWERS)
def test_answers_bring_it_in(table, clause):
    assert (clause in table.composed()) == (clause in ALTERNATIVES)
    composition = table.composed(WITH_ANSWERS[clause])
    assert clause in composition
    assert composition.ok


def test_an_own_text_without_a_place_brings_in_the_special_provisions(table):
    assert "b-special-provisions" not in table.composed()
    assert "b-special-provisions" in table.composed(own_texts=(OwnText(1, "Mokken", "Zelf afwassen."),))


def test_water_of_less_than_8_degrees_needs_no_filter(table):
    soft = {"situation": {"water_connected": True, "water_hardness_dh": "7.9"}}
    assert "b-water-filter" not in table.composed(soft)


def test_without_renewal_there_still_is_a_day_to_speak_before(table):
    facts = table.composed().facts
    assert (facts["term.end"], facts["term.notice_deadline"]) == (date(2031, 2, 11), date(2030, 11, 11))


def test_the_machines_make_the_list_of_monthly_fees(table):
    text = readable(table.written().html)
    assert "a) voor M1, Bonenmachine: €\xa089,50;" in text
    assert "b) voor W1, Waterkoeler: €\xa024,75." in text


def test_what_is_not_filled_in_yet_is_named_and_not_printed(table):
    document = table.written({"equipment": {"form": "loan", "assets": []}, "consumables": {"minimum_kg": "300"}})
    assert {"equipment.assets", "ending.loan_fee"} <= {missing.name for missing in document.missing}
    assert "None" not in document.html
