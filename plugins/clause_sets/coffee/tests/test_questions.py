"""The questions hang together, read in both languages, and refuse what cannot be; what follows is computed exactly."""

from decimal import Decimal

import pytest

from akkoord.testing.asking import careless
from akkoord_clauses_coffee.expected import expected

SAME = {"IBAN", "Postcode", "Premium", "Espresso", "Service", "230 volt", "Contract", "Trial"}
CUPS = {
    "billing": {
        "mode": "per_cup",
        "period": "quarter",
        "tiers": [{"from_qty": "0", "rate": "0.115"}, {"from_qty": "9000", "rate": "0.098"}],
    }
}


def test_nothing_about_them_is_careless(table):
    assert careless(table.questions, SAME) == []


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"situation": {"employees": 0}}, "situation.employees"),
        ({"situation": {"employees": 20_001}}, "situation.employees"),
        ({"situation": {"water_hardness_dh": "30.1"}}, "situation.water_hardness_dh"),
        ({"situation": {"cups_per_day": 100, "cups_peak_hour": 101}}, "situation.cups_peak_hour"),
        ({"billing": {"tiers": [{"from_qty": "10", "rate": "0.1"}]}}, "billing.tiers"),
        ({"billing": {"tiers": [{"from_qty": "0", "rate": "1"}, {"from_qty": "0", "rate": "2"}]}}, "billing.tiers"),
        ({"consumables": {"minimum_kg": "0"}}, "consumables.minimum_kg"),
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(table, answers, wrong):
    problems = table.questions.validate(answers)
    assert list(problems) == [wrong]
    assert problems[wrong].text("nl") != problems[wrong].text("en")


@pytest.mark.parametrize(
    ("facts", "shown", "hidden"),
    [
        ({"billing": {"mode": "per_cup"}}, "billing.tiers", "consumables.minimum_kg"),
        ({"billing": {"mode": "per_kg"}}, "consumables.minimum_kg", "billing.tiers"),
        ({"billing": {"mode": "per_cup"}}, "telemetry.purpose", "consumables.shortfall_rate"),
        ({"equipment": {"form": "loan"}}, "ending.loan_fee", "purchase_option.enabled"),
        ({"equipment": {"form": "purchase"}}, "equipment.assets", "ending.instalment_pct"),
        ({"service": {"level": "plus"}}, "service.credit_pct", "trial.days"),
    ],
)
def test_only_what_matters_is_asked(table, facts, shown, hidden):
    given = table.facts(facts)
    assert table.questions.is_asked(shown, given)
    assert not table.questions.is_asked(hidden, given)


def test_the_highlights_are_facts_with_labels_in_both_languages(table):
    for highlight in table.clause_set.highlights:
        assert highlight.fact in table.questions
        assert highlight.label.nl != highlight.label.en


def test_a_month_is_fees_and_cups_in_slices(table):
    found = expected(table.facts(CUPS))["expected"]
    # 230 cups a day are 4,830 a month, 14,490 a quarter: 9,000 x 0.115 + 5,490 x 0.098 = 1,573.02.
    assert found["fees_per_month"] == Decimal("114.25")
    assert found["cups_per_month"] == 4830
    assert found["drinks_per_month"] == Decimal("524.34")
    assert found["per_month"] == Decimal("638.59")
    assert found["per_cup"] == Decimal("0.1322")


def test_coffee_by_the_kilogram_is_counted_at_140_cups(table):
    products = [{"product": "Bonen", "price": "14.00", "unit": "kg"}]
    found = expected(table.facts({"consumables": {"products": products}, "equipment": {"form": "loan"}}))["expected"]
    assert found["drinks_per_month"] == Decimal("483.00")
    assert found["fees_per_month"] is None
    assert found["equipment_value"] == Decimal("5100.00")


def test_with_nothing_known_nothing_is_expected(table):
    nothing = {"situation": {"cups_per_day": None}, "equipment": {"assets": []}}
    assert set(expected(table.facts(nothing))["expected"].values()) == {None}
