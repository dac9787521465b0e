"""What people type is read in their language, or refused with what to write instead."""

import json
from datetime import date
from decimal import Decimal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.facts import Facts, input_text
from akkoord.language import LANGUAGES

ZERO_WIDTH = "\N{ZERO WIDTH NO-BREAK SPACE}"
OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"


@pytest.mark.parametrize(
    ("name", "typed", "recorded"),
    [
        pytest.param("customer.name", "  De Zwaan ", "De Zwaan", id="text"),
        pytest.param("customer.name", "Cafe\N{COMBINING ACUTE ACCENT}", "Café", id="composed"),
        pytest.param("customer.name", f"De\r\nZw\0aan{OVERRIDE}{ZERO_WIDTH}", "De Zwaan", id="no marks or lines"),
        pytest.param("customer.name", "<b>${x}</b> ## {#y}", "<b>${x}</b> ## {#y}", id="markup is just text"),
        pytest.param("bonus.remark", " een\r\ntwee\r", "een\ntwee", id="lines"),
        pytest.param("term.months", "60", 60, id="whole"),
        pytest.param("term.months", " 60,0 ", 60, id="whole with a nought behind the comma"),
        pytest.param("discount.rate", "4,5", "4.50", id="rate"),
        pytest.param("discount.rate", "€ 0,0985", "0.0985", id="rate of four decimals"),
        pytest.param("bonus.cap", "€ 999", "999.00", id="money"),
        pytest.param("situation.hectolitres", "1.234,50", "1234.5", id="decimal"),
        pytest.param("discount.percentage", "2,5%", "2.5", id="percentage"),
        pytest.param("term.commencement", "1-3-2026", "2026-03-01", id="date"),
        pytest.param("term.commencement", "1 mrt 2026", "2026-03-01", id="date in words"),
        pytest.param("discount.enabled", "ja", True, id="yes"),
        pytest.param("discount.enabled", "no", False, id="no"),
        pytest.param("term.kind", "indefinite", "indefinite", id="choice"),
        pytest.param("customer.kvk", "0900 0011", "09000011", id="KvK"),
        pytest.param("customer.vat_id", "nl850000014b01", "NL850000014B01", id="VAT id"),
        pytest.param("customer.iban", "nl85 test 0000 0001 01", "NL85TEST0000000101", id="IBAN"),
        pytest.param("customer.postcode", "7411br", "7411 BR", id="postcode"),
        pytest.param("term.months", "", None, id="emptied"),
        pytest.param("customer.name", "   ", None, id="blanks"),
    ],
)
def test_what_is_typed_in_dutch_is_recorded_in_one_form(questions, name, typed, recorded):
    group, _, key = name.partition(".")
    assert questions.read(name, {name: typed}, "nl") == ({group: {key: recorded}}, {})


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        pytest.param(
            "discount.rate",
            "4.5",
            "‘4.5’ is op twee manieren te lezen: 4,5 of 45. Schrijf een van deze.",
            id="ambiguous",
        ),
        pytest.param("discount.rate", "gratis", "‘gratis’ is geen getal. Schrijf het zoals 1.234,5.", id="no number"),
        pytest.param("discount.rate", "0", "Korting per hl moet meer dan € 0,00 per hl zijn.", id="limit"),
        pytest.param("bonus.cap", "1,005", "Maximum: hoogstens 2 decimalen, niet 1,005.", id="decimals"),
        pytest.param("term.months", "12,5", "Duur moet een geheel getal zijn, niet 12,5.", id="not whole"),
        pytest.param(
            "term.months", "200", "Duur moet ten minste 1 maand en ten hoogste 120 maanden zijn.", id="limits"
        ),
        pytest.param(
            "term.commencement",
            "31-2-2026",
            "‘31-2-2026’ bestaat niet op de kalender. Schrijf een datum zoals 31-12-2026.",
            id="date",
        ),
        pytest.param("discount.enabled", "misschien", "Korting: antwoord ja of nee, niet ‘misschien’.", id="yes or no"),
        pytest.param(
            "term.kind", "x", "Soort: 'x' is geen van de keuzes. Kies bepaalde tijd en onbepaalde tijd.", id="choice"
        ),
        pytest.param(
            "customer.kvk",
            "123",
            "KvK-nummer ‘123’ heeft 3 cijfers; het moeten er 8 zijn, voorloopnullen meegeteld.",
            id="KvK",
        ),
        pytest.param(
            "customer.name", "x" * 21, "Naam: de tekst is 21 tekens lang; er passen er hoogstens 20.", id="too long"
        ),
    ],
)
def test_what_cannot_be_read_is_an_error_and_is_not_recorded(questions, name, typed, said):
    answers, errors = questions.read(name, {name: typed}, "nl")
    assert answers == {}
    assert {key: message.text("nl").replace("\N{NO-BREAK SPACE}", " ") for key, message in errors.items()} == {
        name: said
    }


def test_what_is_far_too_long_is_quoted_in_part(questions):
    for name in ("discount.rate", "term.months", "term.commencement", "customer.kvk", "customer.iban"):
        errors = questions.read(name, {name: "9" * 5000}, "nl").errors
        assert len(errors[name].text("nl")) < 200


def test_texts_have_a_longest_length_even_when_the_question_names_none(questions):
    assert questions["bonus.tiers"].column("text").max_length == 500
    assert questions["customer.name"].max_length == 20


def test_odd_row_numbers_are_no_rows(questions):
    raw = {f"bonus.tiers.{number}.rate": "1" for number in ("x", "-1", "1.5", "٣", "9" * 5000, "")}
    assert questions.read("bonus", raw, "nl") == ({"bonus": {"tiers": []}}, {})


def test_english_is_read_the_english_way(questions):
    raw = {"discount.rate": "4.5", "situation.hectolitres": "1,234.5", "term.commencement": "1 March 2026"}
    answers, errors = questions.read(None, raw, "en")
    assert errors == {}
    assert answers == {
        "situation": {"hectolitres": "1234.5"},
        "term": {"commencement": "2026-03-01"},
        "discount": {"rate": "4.50"},
    }


def test_one_wrong_box_leaves_the_others_alone(questions):
    answers, errors = questions.read("term", {"term.months": "x", "term.kind": "fixed"}, "nl")
    assert answers == {"term": {"kind": "fixed"}}
    assert list(errors) == ["term.months"]


def test_boxes_that_are_not_in_the_form_are_left_alone(questions):
    assert questions.read("term", {"discount.rate": "5"}, "nl") == ({}, {})
    assert questions.read(["term", "discount.rate"], {"discount.rate": "5"}, "nl").answers == {
        "discount": {"rate": "5.00"}
    }


def test_rows_are_read_in_the_order_of_their_numbers(questions):
    raw = {
        "bonus.tiers": "",
        "bonus.tiers.10.from_qty": "125",
        "bonus.tiers.10.rate": "9",
        "bonus.tiers.2.from_qty": "100",
        "bonus.tiers.2.rate": "6",
        "bonus.tiers.2.since": "1-1-2026",
        "bonus.tiers.3.from_qty": " ",
        "bonus.tiers.3.rate": "",
    }
    answers, errors = questions.read("bonus", raw, "nl")
    assert errors == {}
    assert answers["bonus"]["tiers"] == [
        {"from_qty": "100", "rate": "6.00", "since": "2026-01-01", "text": None},
        {"from_qty": "125", "rate": "9.00", "since": None, "text": None},
    ]


def test_a_wrong_cell_is_named_by_its_box_and_the_list_is_not_recorded(questions):
    raw = {"bonus.tiers.1.from_qty": "4.5", "bonus.tiers.1.rate": "6", "bonus.cap": "5"}
    answers, errors = questions.read("bonus", raw, "nl")
    assert answers == {"bonus": {"cap": "5.00"}}
    assert list(errors) == ["bonus.tiers.1.from_qty"]


def test_a_list_without_rows_is_empty_when_it_was_in_the_form(questions):
    assert questions.read("bonus", {"bonus.tiers": ""}, "nl").answers == {"bonus": {"tiers": []}}
    assert questions.read("bonus", {}, "nl").answers == {}


def test_several_choices_are_ticked_one_by_one(questions):
    raw = {"situation.streams": "", "situation.streams.swill": "yes", "situation.streams.glass": "no"}
    assert questions.read("situation", raw, "nl").answers == {"situation": {"streams": ["swill"]}}
    assert questions.read("situation", {"situation.streams": ""}, "nl").answers == {"situation": {"streams": []}}


def figures(places, low, high):
    return st.decimals(low, high, places=places, allow_nan=False, allow_infinity=False)


ANSWERS = {
    "situation.hectolitres": figures(3, 0, 10_000),
    "situation.licence": st.booleans(),
    "term.kind": st.sampled_from(["fixed", "indefinite"]),
    "term.commencement": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    "term.months": st.integers(1, 120),
    "discount.rate": figures(4, "0.0001", 1000),
    "discount.percentage": figures(2, 0, 100),
    "bonus.cap": figures(2, 0, "999.99"),
    "customer.iban": st.just("NL85TEST0000000101"),
    "customer.name": st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=6),
}


@given(
    st.sampled_from(sorted(ANSWERS)).flatmap(lambda name: st.tuples(st.just(name), ANSWERS[name])),
    st.sampled_from(LANGUAGES),
)
def test_an_answer_in_its_box_is_read_back(questions, answer, language):
    name, value = answer
    shown = input_text(questions[name], value, language)
    answers, errors = questions.read(name, {name: shown}, language)
    assert errors == {}
    expected = normalize("NFC", value) if isinstance(value, str) else value
    assert Facts(answers, questions)[name] == expected


@given(st.dictionaries(st.sampled_from(sorted(ANSWERS)), st.text(max_size=10)), st.sampled_from(LANGUAGES))
def test_whatever_is_typed_every_box_is_either_recorded_or_wrong(questions, raw, language):
    answers, errors = questions.read(None, raw, language)
    recorded = {f"{group}.{key}" for group, values in answers.items() for key in values}
    assert recorded | set(errors) == set(raw)
    assert not recorded & set(errors)
    assert questions.validate(json.loads(json.dumps(answers))) == {}
    assert all(message.text(language) for message in errors.values())


def test_amounts_are_recorded_as_text_and_never_as_floats(questions):
    answers, _ = questions.read(None, {"bonus.cap": "0,1", "discount.rate": "0,3"}, "nl")
    assert Facts(answers, questions)["bonus.cap"] == Decimal("0.10")
    assert json.dumps(answers) == '{"discount": {"rate": "0.30"}, "bonus": {"cap": "0.10"}}'
