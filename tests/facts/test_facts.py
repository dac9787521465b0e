"""Facts merge in layers, are typed by the questions, and survive JSON."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.facts import Facts, WrongFact, deep_merge, parse_condition

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.text(max_size=6),
    st.decimals(-1000, 1000, places=2).map(str),
)
names = st.sampled_from(["term", "kind", "months", "rate", "a", "b"])
trees = st.dictionaries(
    names,
    st.recursive(
        scalars, lambda inner: st.one_of(st.dictionaries(names, inner, max_size=3), st.lists(scalars, max_size=2))
    ),
    max_size=4,
)
objects = st.dictionaries(names, st.dictionaries(names, scalars, max_size=3), max_size=4)


def test_later_layers_come_over_earlier_ones(facts_of):
    facts = facts_of(
        {"term": {"kind": "fixed", "months": 60}, "bonus": {"tiers": [{"from_qty": "0"}, {"from_qty": "5"}]}},
        {"term": {"months": 36}, "bonus": {"tiers": [{"from_qty": "9"}]}},
        {"term": {"notice_months": 3}},
    )
    assert (facts["term.kind"], facts["term.months"], facts["term.notice_months"]) == ("fixed", 36, 3)
    assert [row["from_qty"] for row in facts["bonus.tiers"]] == [Decimal(9)]


def test_an_answer_taken_back_takes_the_default_away(facts_of):
    assert facts_of({"term": {"months": 60}}, {"term": {"months": None}})["term.months"] is None


def test_questions_type_what_they_ask_for(facts_of):
    facts = facts_of(
        {
            "term": {"commencement": "2026-01-01", "months": "60", "kind": "fixed"},
            "discount": {"rate": "25.00", "percentage": 10, "enabled": True},
            "bonus": {"tiers": [{"from_qty": "100", "rate": 6, "since": "2026-01-01", "group": "draught"}]},
            "situation": {"streams": ["glass"], "hectolitres": 12.5},
            "customer": {"kvk": "01234567", "name": ""},
        }
    )
    assert facts["term.commencement"] == date(2026, 1, 1)
    assert facts["term.months"] == 60
    assert facts["discount.rate"] == Decimal("25.00")
    assert facts["bonus.tiers"] == ({"from_qty": 100, "rate": 6, "since": date(2026, 1, 1), "group": "draught"},)
    assert facts["situation.streams"] == ("glass",)
    assert facts["situation.hectolitres"] == Decimal("12.5")
    assert facts["customer.kvk"] == "01234567"
    assert facts["customer.name"] is None


def test_what_no_question_asks_for_keeps_its_json_type():
    facts = Facts({"x": {"text": "25.00", "int": 3, "yes": True, "list": [1, "a"], "deep": {"er": 0.1}}})
    assert facts["x.text"] == "25.00"
    assert facts["x.list"] == (1, "a")
    assert facts["x.deep.er"] == Decimal("0.1")
    assert facts.to_json()["x"] == {"deep": {"er": "0.1"}, "int": 3, "list": [1, "a"], "text": "25.00", "yes": True}


def test_what_is_not_known_is_none_and_not_in_it(facts_of):
    facts = facts_of({"term": {"kind": "fixed"}})
    assert facts["nobody.knows"] is None
    assert facts["term"] is None
    assert "term.kind" in facts
    assert "term.months" not in facts
    assert facts.get("term.months", 12) == 12
    assert (list(facts), len(facts)) == (["term.kind"], 1)


@pytest.mark.parametrize(
    ("nested", "name"),
    [
        pytest.param({"term": {"months": "many"}}, "term.months", id="no number"),
        pytest.param({"term": {"months": 1.5}}, "term.months", id="not whole"),
        pytest.param({"term": {"months": True}}, "term.months", id="yes is no number"),
        pytest.param({"discount": {"rate": "NaN"}}, "discount.rate", id="not a number"),
        pytest.param({"discount": {"rate": "1E+999999"}}, "discount.rate", id="out of all proportion"),
        pytest.param({"discount": {"rate": "1E-999999"}}, "discount.rate", id="smaller than anything"),
        pytest.param({"term": {"months": "9" * 40}}, "term.months", id="too many digits"),
        pytest.param({"discount": {"enabled": 1}}, "discount.enabled", id="1 is not yes"),
        pytest.param({"term": {"commencement": "20260101"}}, "term.commencement", id="date without hyphens"),
        pytest.param({"term": {"commencement": {"day": 1}}}, "term.commencement", id="group for a date"),
        pytest.param({"customer": {"name": ["x"]}}, "customer.name", id="list for a text"),
        pytest.param({"bonus": {"tiers": [{"rate": "x"}]}}, "bonus.tiers.1.rate", id="in a row"),
        pytest.param({"other": {"thing": object()}}, "other.thing", id="no JSON"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_named(facts_of, nested, name):
    with pytest.raises(WrongFact) as refusal:
        facts_of(nested)
    assert refusal.value.name == name
    assert refusal.value.text("nl").startswith(name)


def test_facts_cannot_be_changed(facts_of):
    facts = facts_of({"term": {"kind": "fixed"}, "bonus": {"tiers": [{"rate": "1"}]}})
    with pytest.raises(TypeError):
        facts.nested["term"]["kind"] = "x"
    with pytest.raises(TypeError):
        facts["bonus.tiers"][0]["rate"] = 0


def test_other_facts_are_laid_over_a_copy(facts_of):
    facts = facts_of({"term": {"kind": "fixed", "months": 60}})
    other = facts.with_({"term": {"months": "36", "end": "2028-12-31"}, "contract": {"number": "ZB-2026-0001"}})
    assert (facts["term.months"], other["term.months"]) == (60, 36)
    assert other["term.end"] == date(2028, 12, 31)
    assert other.nested["contract"]["number"] == "ZB-2026-0001"
    assert other.questions is facts.questions
    assert other == facts_of(
        {"term": {"kind": "fixed", "months": 36, "end": "2028-12-31"}}, {"contract": {"number": "ZB-2026-0001"}}
    )


def test_canonical_json_has_one_form_for_one_value(facts_of):
    one = facts_of({"bonus": {"cap": "5"}, "discount": {"rate": "6.5", "percentage": "10.0", "volume": "1E+2"}})
    other = facts_of({"discount": {"volume": 100, "percentage": 10, "rate": "6.50"}}, {"bonus": {"cap": "5.00"}})
    assert json.dumps(one.to_json()) == json.dumps(other.to_json())
    assert one.to_json() == {
        "bonus": {"cap": "5.00"},
        "discount": {"percentage": "10", "rate": "6.50", "volume": "100"},
    }
    assert one == other
    assert hash(one) == hash(other)


@given(trees)
def test_facts_survive_json(nested):
    facts = Facts(nested)
    text = json.dumps(facts.to_json())
    assert Facts(json.loads(text)) == facts
    assert json.dumps(Facts(json.loads(text)).to_json()) == text


@given(objects, objects, objects)
def test_layers_may_be_merged_in_any_grouping(one, two, three):
    assert Facts.merge(None, one, two, three) == Facts.merge(None, one, deep_merge(two, three))
    assert Facts.merge(None, one, two).with_(three) == Facts.merge(None, one, two, three)
    assert Facts.merge(None, one, one) == Facts(one)


@given(objects)
def test_a_condition_on_an_answer_survives_json(nested):
    facts = Facts(nested)
    for name, value in facts.items():
        if isinstance(value, int):
            condition = parse_condition(f"{name} == {value}")
            assert condition.holds(facts)
            assert condition.holds(Facts(json.loads(json.dumps(facts.to_json()))))
