"""Conditions are checked against the questions before anyone answers them."""

from typing import Annotated

import pytest

from akkoord.facts import (
    Ask,
    Choice,
    Group,
    Number,
    Place,
    Questions,
    Whole,
    check_condition,
    check_questions,
    parse_condition,
)
from akkoord.language import Words

LABEL = Words(nl="x", en="x")
PLAIN_QUOTES = str.maketrans("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}", "''")


def problems(condition, questions):
    found = check_condition(parse_condition(condition, Place("clauses/a-term.md", 6)), questions)
    return [problem.text("nl").translate(PLAIN_QUOTES) for problem in found]


@pytest.mark.parametrize(
    "condition",
    [
        "true",
        "term.kind == 'fixed'",
        "term.kind in ['fixed', 'indefinite']",
        "term.kind != None",
        "12 <= term.months <= 60",
        "term.months > discount.volume",
        "discount.rate > 0.5",
        "term.commencement >= '2026-01-01'",
        "term.commencement <= situation.contract_end",
        "term.end > '2030-01-01' and term.notice_deadline != None",
        "own_texts.unplaced > 0",
        "discount.enabled and not situation.licence == true",
        "'swill' in situation.streams",
        "customer.name == 'De Zwaan' or customer.kvk in ['90000011']",
        "customer.name",
        "discount.volume",
        "not situation.contract_end",
        "bonus.tiers",
    ],
)
def test_sound_conditions_have_no_problems(questions, condition):
    assert problems(condition, questions) == []


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        pytest.param("term.kin == 'fixed'", "Er is geen gegeven term.kin. Bedoel je term.kind?", id="misspelt"),
        pytest.param("whatever.more > 1", "Geen vraag van deze clausuleset vraagt ernaar", id="unknown"),
        pytest.param("zzz == 'a'", "Een vaste tekst staat tussen aanhalingstekens: 'zzz'", id="no quotes"),
        pytest.param("term.kind == 'fixt'", "'fixt' is geen keuze van term.kind", id="not a choice"),
        pytest.param("term.kind in ['fixed', 'x']", "'x' is geen keuze van term.kind", id="not a choice, in a list"),
        pytest.param("'fixt' != term.kind", "de keuzes zijn 'fixed', 'indefinite'", id="not a choice, in front"),
        pytest.param("term.kind == 1", "1 is geen keuze van term.kind", id="choice with number"),
        pytest.param("term.kind", "is op zichzelf dus altijd waar", id="choice by itself"),
        pytest.param("term.kind > 'fixed'", "'term.kind > 'fixed'' zet term.kind in volgorde", id="order of choices"),
        pytest.param(
            "discount.enabled > 0", "zet discount.enabled in volgorde, maar dat is ja of nee", id="order of yes"
        ),
        pytest.param("situation.streams < 3", "zet situation.streams in volgorde", id="order of lists"),
        pytest.param(
            "discount.enabled == 1", "vergelijkt discount.enabled, en dat is ja of nee, met 1", id="yes and 1"
        ),
        pytest.param("discount.enabled == 'yes'", "en dat is ja of nee, met 'yes'", id="yes and text"),
        pytest.param("term.months == '60'", "term.months, en dat is een geheel getal, met '60'", id="number and text"),
        pytest.param("term.months > true", "met True", id="number and yes"),
        pytest.param("term.commencement > 2026", "en dat is een datum, met 2026", id="date and number"),
        pytest.param("term.commencement > '31-12-2026'", "en dat is een datum, met '31-12-2026'", id="date not ISO"),
        pytest.param("term.commencement > '2026-02-30'", "met '2026-02-30'", id="date that is none"),
        pytest.param("customer.name == 5", "en dat is een tekst, met 5", id="text and number"),
        pytest.param("customer.name == term.months", "vergelijkt een tekst met een geheel getal", id="two kinds"),
        pytest.param("term.months > None", "is nooit waar", id="order with None"),
        pytest.param("1 < 2", "vergelijkt twee vaste waarden", id="two values"),
        pytest.param("'x' in ['x']", "noem een gegeven", id="two values, in a list"),
        pytest.param("'swill' in term.kind", "maar dat is een van de keuzes en geen lijst", id="in no list"),
        pytest.param("'paper' in situation.streams", "'paper' is geen keuze van situation.streams", id="not offered"),
        pytest.param("term.months in 12", "heeft na in een lijst nodig", id="in a number"),
        pytest.param("term.months in ['a']", "met 'a'", id="wrong kind in a list"),
        pytest.param("situation.streams == 'swill'", "en dat is een lijst, met 'swill'", id="list and text"),
    ],
)
def test_a_condition_that_cannot_be_right_is_a_problem_at_its_place(questions, condition, said):
    (problem,) = problems(condition, questions)
    assert problem.startswith("clauses/a-term.md:6: ")
    assert said.lower() in problem.lower()


def test_every_part_is_checked_and_each_problem_named_once(questions):
    found = problems("term.kin == 1 or term.kin == 1 and (term.month > 3 or not zzz)", questions)
    assert len(found) == 3


def test_questions_check_their_own_conditions_and_comparisons(questions):
    assert check_questions(questions) == ()

    class Wrong(Group, name="wrong", part="proposal", label=LABEL, when="nobody.asks"):
        one: Annotated[Whole, Ask(LABEL, when="wrong.kind == 'c'", now="nowhere.at_all")] = None
        kind: Annotated[Choice, Ask(LABEL, choices={"a": LABEL}, now="wrong.one")] = None
        fine: Annotated[Number, Ask(LABEL, now="wrong.one")] = None

    said = [problem.text("en") for problem in check_questions(Questions([Wrong]))]
    assert len(said) == 4
    assert "nobody.asks" in said[0]
    assert "Wrong" in said[0]
    assert "'c' is not one of the choices of wrong.kind" in said[1]
    assert "nowhere.at_all" in said[2]
    assert "wrong.kind is set against wrong.one, which is a whole number" in said[3]
