"""Answers are shown in words, with their unit."""

from datetime import date
from decimal import Decimal

import pytest

from akkoord.facts import Facts, input_text, unit_text, value_text


@pytest.mark.parametrize(
    ("name", "value", "dutch", "english"),
    [
        ("term.kind", "fixed", "bepaalde tijd", "fixed term"),
        ("term.kind", "gone", "gone", "gone"),
        ("bonus.cap", Decimal("1.005"), "1,005 per jaar", "1.005 per year"),
        ("term.months", 60, "60 maanden", "60 months"),
        ("term.months", 1, "1 maand", "1 month"),
        ("term.commencement", date(2026, 1, 1), "1 januari 2026", "1 January 2026"),
        ("discount.rate", Decimal("4.5"), "€ 4,50 per hl", "€4.50 per hl"),
        ("bonus.cap", Decimal(1500), "€ 1.500,00 per jaar", "€1,500.00 per year"),
        ("discount.percentage", Decimal("2.50"), "2,5%", "2.5%"),
        ("situation.hectolitres", Decimal("87.50"), "87,5 hl per jaar", "87.5 hl per year"),
        ("discount.enabled", True, "ja", "yes"),
        ("discount.enabled", False, "nee", "no"),
        ("situation.streams", ("glass", "swill"), "glas en swill", "glass and swill"),
        ("situation.streams", (), "geen", "none"),
        ("bonus.tiers", ({"rate": 1}, {"rate": 2}), "2 regels", "2 rows"),
        ("customer.iban", "NL85TEST0000000101", "NL85 TEST 0000 0001 01", "NL85 TEST 0000 0001 01"),
        ("customer.name", None, "niet ingevuld", "not filled in"),
    ],
)
def test_an_answer_is_said_in_full(questions, name, value, dutch, english):
    question = questions[name]
    assert value_text(question, value, "nl").replace("\N{NO-BREAK SPACE}", " ") == dutch
    assert value_text(question, value, "en") == english


@pytest.mark.parametrize(
    ("name", "value", "box"),
    [
        ("discount.rate", Decimal("4.5"), "4,50"),
        ("bonus.cap", Decimal(1500), "1.500,00"),
        ("situation.hectolitres", Decimal("87.50"), "87,5"),
        ("term.commencement", date(2026, 1, 1), "2026-01-01"),
        ("discount.enabled", False, "no"),
        ("term.kind", "fixed", "fixed"),
        ("term.months", None, ""),
    ],
)
def test_an_answer_stands_bare_in_its_box(questions, name, value, box):
    assert input_text(questions[name], value, "nl") == box


@pytest.mark.parametrize(
    ("unit", "dutch", "english"),
    [
        (None, "", ""),
        ("hl", "hl", "hl"),
        ("month", "maanden", "months"),
        ("EUR", "", ""),
        ("EUR/hl", "per hl", "per hl"),
        ("hl/contract year", "hl per contractjaar", "hl per contract year"),
        ("EUR/breach", "per overtreding", "per breach"),
        ("parsec", "parsec", "parsec"),
    ],
)
def test_units_are_said_in_words(unit, dutch, english):
    assert (unit_text(unit, "nl"), unit_text(unit, "en")) == (dutch, english)


def test_what_was_recorded_is_what_is_shown(questions):
    facts = Facts({"discount": {"rate": "4.5"}}, questions)
    assert input_text(questions["discount.rate"], facts["discount.rate"], "nl") == "4,50"
