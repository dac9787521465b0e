"""Explanations: what decided, by which answers, and what would turn it."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.facts import Facts, Flip, parse_condition

KINDS = ["fixed", "indefinite", None]
DOMAIN = {
    "term.kind": KINDS,
    "term.months": [*range(1, 8), None],
    "discount.enabled": [True, False, None],
    "discount.volume": [Decimal(value) / 2 for value in range(8)] + [None],
    "situation.streams": [(), ("glass",), ("swill",), ("glass", "swill")],
    "situation.contract_end": [date(2026, 1, day) for day in range(1, 7)] + [None],
    "term.commencement": [date(2026, 1, day) for day in range(1, 7)] + [None],
}
NUMBERS = ["term.months", "discount.volume"]
DATES = ["situation.contract_end", "term.commencement"]
ORDER = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])

comparisons = st.one_of(
    st.builds("term.kind {} '{}'".format, st.sampled_from(["==", "!="]), st.sampled_from(KINDS[:2])),
    st.sampled_from(["term.kind in ['fixed']", "term.kind not in ['fixed', 'indefinite']", "term.kind == None"]),
    st.builds("{} {} {}".format, st.sampled_from(NUMBERS), ORDER, st.integers(1, 6)),
    st.builds("{} < {} <= {}".format, st.integers(1, 3), st.sampled_from(NUMBERS), st.integers(3, 6)),
    st.builds("{} {} '2026-01-0{}'".format, st.sampled_from(DATES), ORDER, st.integers(2, 5)),
    st.builds("term.commencement {} situation.contract_end".format, ORDER),
    st.builds(
        "'{}' {} situation.streams".format, st.sampled_from(["glass", "swill"]), st.sampled_from(["in", "not in"])
    ),
    st.sampled_from(["discount.enabled", "not discount.enabled", "discount.enabled != true", "true", "false"]),
    st.sampled_from(["discount.volume", "discount.volume == None"]),
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("(not {})".format, inner),
    ),
    max_leaves=6,
).map(parse_condition)
answers = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in DOMAIN.items()})


def nested(flat):
    found = {}
    for name, value in flat.items():
        group, _, key = name.partition(".")
        found.setdefault(group, {})[key] = value
    return found


def with_answer(facts, name, value):
    return facts.with_(nested({name: value}))


@given(conditions, answers)
def test_the_stated_answers_alone_give_the_same_decision(questions, condition, known):
    explanation = condition.explain(Facts(nested(known), questions))
    assert explanation.holds is condition.holds(Facts(nested(known), questions))
    assert condition.holds(Facts(nested(explanation.answers), questions)) is explanation.holds


@given(conditions, answers, answers)
def test_the_other_answers_do_not_matter(questions, condition, known, other):
    explanation = condition.explain(Facts(nested(known), questions))
    assert condition.holds(Facts(nested({**other, **explanation.answers}), questions)) is explanation.holds


@given(conditions, answers)
def test_every_flip_turns_the_decision_by_itself(questions, condition, known):
    facts = Facts(nested(known), questions)
    for flip in condition.explain(facts).flips:
        assert condition.holds(with_answer(facts, flip.name, flip.value)) is not condition.holds(facts)


@given(conditions, answers)
def test_flips_need_no_questions_to_be_right(condition, known):
    facts = Facts(nested(known))
    for flip in condition.explain(facts).flips:
        assert condition.holds(with_answer(facts, flip.name, flip.value)) is not condition.holds(facts)


@given(conditions, answers)
def test_where_an_answer_turns_the_decision_a_flip_is_found(questions, condition, known):
    """Try every answer by hand; only what a question requires may not be left open."""
    facts = Facts(nested(known), questions)
    found = {flip.name for flip in condition.explain(facts).flips}
    turning = {
        name
        for name, values in DOMAIN.items()
        for value in values
        if not (value is None and questions[name].required)
        and condition.holds(with_answer(facts, name, value)) is not condition.holds(facts)
    }
    assert turning & set(condition.names) <= found


@given(st.integers(1, 120), st.integers(1, 119), st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
def test_the_flip_of_a_number_is_the_nearest_one(questions, months, limit, operator):
    facts = Facts({"term": {"months": months}}, questions)
    condition = parse_condition(f"term.months {operator} {limit}")
    turning = [
        abs(value - months)
        for value in range(1, 121)
        if condition.holds(with_answer(facts, "term.months", value)) is not condition.holds(facts)
    ]
    found = [abs(flip.value - months) for flip in condition.explain(facts).flips]
    assert found == sorted(turning)[:1]


def explained(source, questions, facts):
    return parse_condition(source).explain(Facts.merge(questions, facts))


def test_only_the_parts_that_decided_are_named(questions):
    facts = {"term": {"kind": "fixed", "months": 36}, "discount": {"enabled": False}}
    explanation = explained("term.kind == 'fixed' and discount.enabled and term.months > 48", questions, facts)
    assert [(part.source, part.holds) for part in explanation.deciding] == [
        ("discount.enabled", False),
        ("term.months > 48", False),
    ]
    assert dict(explanation.answers) == {"discount.enabled": False, "term.months": 36}
    assert explanation.flips == ()


def test_one_true_part_of_an_or_is_enough(questions):
    explanation = explained("discount.enabled or term.kind == 'fixed'", questions, {"term": {"kind": "fixed"}})
    assert [part.source for part in explanation.deciding] == ["term.kind == 'fixed'"]
    assert explanation.flips == (Flip("term.kind", "indefinite"),)


@pytest.mark.parametrize(
    ("condition", "facts", "dutch", "english"),
    [
        pytest.param(
            "term.kind == 'fixed'",
            {"term": {"kind": "fixed"}},
            "Soort: bepaalde tijd.",
            "Kind: fixed term.",
            id="choice",
        ),
        pytest.param(
            "term.kind == 'fixed'",
            {"term": {"kind": "indefinite"}},
            "Soort: onbepaalde tijd.",
            "Kind: indefinite term.",
            id="another choice",
        ),
        pytest.param(
            "discount.enabled and term.months > 48",
            {"discount": {"enabled": True}, "term": {"months": 60}},
            "Korting: ja; Duur: 60 maanden, meer dan 48 maanden.",
            "Discount: yes; Length: 60 months, more than 48 months.",
            id="two parts",
        ),
        pytest.param(
            "48 < term.months",
            {"term": {"months": 36}},
            "Duur: 36 maanden, ten hoogste 48 maanden.",
            "Length: 36 months, at most 48 months.",
            id="the fact comes first",
        ),
        pytest.param(
            "discount.rate > 0",
            {},
            "Korting per hl: niet ingevuld.",
            "Discount per hl: not filled in.",
            id="nothing filled in",
        ),
        pytest.param(
            "discount.rate > 0",
            {"discount": {"rate": "4.5"}},
            "Korting per hl: € 4,50 per hl.",
            "Discount per hl: €4.50 per hl.",
            id="amount with its unit",
        ),
        pytest.param(
            "term.commencement <= situation.contract_end",
            {"term": {"commencement": "2026-01-01"}, "situation": {"contract_end": "2026-03-31"}},
            "Ingangsdatum: 1 januari 2026, niet na Einde lopend contract: 31 maart 2026.",
            "Commencement: 1 January 2026, not after End of current contract: 31 March 2026.",
            id="two facts",
        ),
        pytest.param(
            "term.commencement > '2026-06-30'",
            {"term": {"commencement": "2026-01-01"}},
            "Ingangsdatum: 1 januari 2026, niet na 30 juni 2026.",
            "Commencement: 1 January 2026, not after 30 June 2026.",
            id="a fixed day",
        ),
        pytest.param(
            "'swill' in situation.streams",
            {"situation": {"streams": ["glass"]}},
            "Stromen: glas, zonder swill.",
            "Streams: glass, without swill.",
            id="not in a list",
        ),
        pytest.param(
            "'swill' in situation.streams",
            {"situation": {"streams": ["glass", "swill"]}},
            "Stromen: glas en swill.",
            "Streams: glass and swill.",
            id="in a list",
        ),
        pytest.param(
            "'swill' in situation.streams",
            {"situation": {"streams": []}},
            "Stromen: geen.",
            "Streams: none.",
            id="empty",
        ),
        pytest.param("true", {}, "Altijd.", "Always.", id="always"),
        pytest.param("false", {}, "Nooit vanzelf.", "Never by itself.", id="never"),
        pytest.param(
            "nobody.asks == 'x'", {"nobody": {"asks": "x"}}, "Nobody.asks: x.", "Nobody.asks: x.", id="unknown"
        ),
        pytest.param(
            "discount.enabled or discount.enabled == true",
            {"discount": {"enabled": True}},
            "Korting: ja.",
            "Discount: yes.",
            id="said once",
        ),
    ],
)
def test_an_explanation_reads_as_a_sentence(questions, condition, facts, dutch, english):
    explanation = explained(condition, questions, facts)
    assert explanation.words(questions, "nl").replace("\N{NO-BREAK SPACE}", " ") == dutch
    assert explanation.words(questions, "en") == english


@pytest.mark.parametrize(
    ("condition", "facts", "flips"),
    [
        pytest.param("term.kind != 'fixed'", {"term": {"kind": "fixed"}}, ["Soort: onbepaalde tijd"], id="choice"),
        pytest.param("discount.enabled", {}, ["Korting: ja"], id="yes"),
        pytest.param("discount.rate > 0", {}, ["Korting per hl: € 0,01 per hl"], id="just above a limit"),
        pytest.param("term.months > 120", {"term": {"months": 60}}, [], id="beyond what may be answered"),
        pytest.param(
            "term.commencement <= situation.contract_end",
            {"term": {"commencement": "2026-04-01"}, "situation": {"contract_end": "2026-03-31"}},
            ["Ingangsdatum: 31 maart 2026", "Einde lopend contract: 1 april 2026"],
            id="either of two dates",
        ),
        pytest.param("'swill' in situation.streams", {}, ["Stromen: swill"], id="one more in a list"),
        pytest.param(
            "'glass' not in situation.streams and 'swill' in situation.streams",
            {"situation": {"streams": ["glass", "swill"]}},
            ["Stromen: swill"],
            id="one less in a list",
        ),
        pytest.param(
            "0.1 < discount.volume < 0.9",
            {"discount": {"volume": "5"}},
            ["Toegezegd volume: 0,5 hl"],
            id="between two close limits",
        ),
        pytest.param("customer.name == None", {"customer": {"name": "x"}}, ["Naam: niet ingevuld"], id="left open"),
        pytest.param("term.kind == None", {"term": {"kind": "fixed"}}, [], id="required, so never left open"),
        pytest.param("customer.name == None", {}, ["Naam: ingevuld"], id="filled in, with whatever"),
        pytest.param("term.commencement != None", {}, ["Ingangsdatum: ingevuld"], id="any day"),
        pytest.param("discount.volume", {}, ["Toegezegd volume: ingevuld"], id="any figure"),
        pytest.param("bonus.tiers", {}, ["Treden: ingevuld"], id="any row"),
        pytest.param("own_texts.unplaced > 0", {}, ["Eigen teksten zonder vaste plaats: 1"], id="derived"),
    ],
)
def test_flips_are_answers_one_could_give(questions, condition, facts, flips):
    explanation = explained(condition, questions, facts)
    said = [flip.words(questions, "nl").replace("\N{NO-BREAK SPACE}", " ") for flip in explanation.flips]
    assert said == flips


def test_leaving_an_answer_open_is_named_last(questions):
    flips = explained("customer.name != None and not discount.enabled", questions, {"customer": {"name": "x"}}).flips
    assert flips == (Flip("discount.enabled", value=True), Flip("customer.name", None))


def test_every_combination_of_two_parts_explains_itself(questions):
    for joined, (one, other) in product(["and", "or"], product([True, False], repeat=2)):
        condition = parse_condition(f"discount.enabled {joined} situation.licence")
        facts = Facts.merge(questions, {"discount": {"enabled": one}, "situation": {"licence": other}})
        explanation = condition.explain(facts)
        assert explanation.deciding
        assert all(part.holds is explanation.holds for part in explanation.deciding)
