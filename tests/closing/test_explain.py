"""Explaining: why a clause is in or out, by which answers, and what would turn it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing import Adjustment, compose, select, why
from akkoord.closing.explain import answered
from akkoord.facts import Facts, Flip, term_dates
from akkoord.language import Words


def flips(found):
    return [(flip.name, flip.value) for flip in found.flips]


def test_a_clause_is_in_by_its_own_condition(shop):
    clauses = shop.clause_set(shop.clause("a", "rent.insured and rent.lock != 'none'"))
    found = why(clauses, shop.facts(rent={"insured": True, "lock": "chain"}), "a")
    assert (found.selected, found.reason.ground) == (True, "holds")
    assert found.answers == {"rent.insured": True, "rent.lock": "chain"}
    assert {name for name, _ in flips(found)} == {"rent.insured", "rent.lock"}


def test_a_clause_is_out_by_the_part_that_failed(shop):
    clauses = shop.clause_set(shop.clause("a", "rent.insured and rent.lock != 'none'"))
    found = why(clauses, shop.facts(rent={"insured": False, "lock": "chain"}), "a")
    assert not found.selected
    assert [part.source for part in found.own.deciding] == ["rent.insured"]
    assert flips(found) == [("rent.insured", True)]


def chain(shop, **more):
    return shop.clause_set(
        shop.clause("root", "rent.insured", requires=("middle",)),
        shop.clause("middle", "false", requires=("leaf",)),
        shop.clause("leaf", "rent.lock == 'ring'", **more),
        shop.clause("other", "term.kind == 'fixed'", requires=("leaf",)),
    )


def test_a_clause_that_came_along_names_who_brought_it_and_through_whom(shop):
    found = why(chain(shop), shop.facts(rent={"insured": True}), "leaf")
    assert found.reason.ground == "required"
    assert [through.path for through in found.through] == [("root", "middle", "leaf")]
    assert found.answers == {"rent.insured": True, "rent.lock": None}
    assert flips(found)[0] == ("rent.insured", False)


def test_a_clause_with_two_requirers_has_no_single_answer_that_takes_it_out(shop):
    found = why(chain(shop), shop.facts(rent={"insured": True}, term={"kind": "fixed"}), "leaf")
    assert [through.clause for through in found.through] == ["other", "root"]
    assert flips(found) == []


def test_a_clause_that_is_out_names_all_that_would_bring_it(shop):
    found = why(chain(shop), shop.facts(), "leaf")
    assert [through.clause for through in found.through] == ["middle", "other", "root"]
    assert flips(found)[:1] == [("rent.lock", "ring")]
    assert set(flips(found)) == {("rent.lock", "ring"), ("rent.insured", True), ("term.kind", "fixed")}


def test_an_answer_that_turns_the_condition_but_not_the_decision_is_left_out(shop):
    found = why(chain(shop), shop.facts(rent={"insured": True, "lock": "ring"}), "leaf")
    assert found.reason.ground == "holds"
    assert flips(found) == []


def test_a_derived_date_is_no_answer_that_one_can_change(shop):
    clauses = shop.clause_set(shop.clause("a", "term.end >= '2030-01-01'"), derived=(term_dates,))
    facts = compose(clauses, shop.draft(term={"kind": "fixed", "commencement": "2026-01-01", "months": 12})).facts
    found = why(clauses, facts, "a")
    assert not found.selected
    assert flips(found) == []


def test_what_plugins_did_is_part_of_the_reason(shop):
    reason = Words(nl="Keten.", en="Chain.")
    added = Adjustment("middle", include=True, reason=reason, plugin="chains")
    found = why(chain(shop), shop.facts(), "leaf", [added])
    assert found.selected
    assert [through.clause for through in found.through] == ["middle"]
    said = why(chain(shop), shop.facts(), "middle", [added]).words(chain(shop), "en")
    assert said[0] == "Added by plugin chains: Chain."
    removed = Adjustment("root", include=False, reason=reason, plugin="chains")
    facts = shop.facts(rent={"insured": True})
    said = why(chain(shop), facts, "root", [removed]).words(chain(shop), "nl")
    assert said[0] == "Weggelaten door plugin chains: Keten."


def test_an_unknown_clause_is_a_key_error(shop):
    with pytest.raises(KeyError):
        why(chain(shop), shop.facts(), "gone")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_reasons_read_in_both_languages(shop, language):
    prefix = {"nl": "nl ", "en": ""}[language]
    found = why(chain(shop), shop.facts(rent={"insured": True}), "leaf")
    said = found.words(chain(shop), language)
    brought, turned = {
        "nl": ("Hoort bij ", "Het vervalt bij: "),
        "en": ("Belongs to ", "It would drop out with: "),
    }[language]
    assert said[0].startswith(brought)
    assert "Title of root" in said[0]
    assert said[1].startswith(f"{turned}{prefix}Insured: ")


conditions = st.sampled_from(
    [
        "true",
        "false",
        "rent.insured",
        "not rent.insured",
        "rent.lock == 'ring' or term.months > 12",
        "rent.lock in ['chain', 'ring'] and rent.insured",
        "term.months < 6 or (rent.insured and rent.lock != 'none')",
        "term.kind == 'fixed' and term.months >= 24",
    ]
)
answers = st.fixed_dictionaries(
    {
        "rent": st.fixed_dictionaries(
            {}, optional={"insured": st.booleans(), "lock": st.sampled_from(["none", "chain", "ring"])}
        ),
        "term": st.fixed_dictionaries(
            {}, optional={"months": st.integers(1, 40), "kind": st.sampled_from(["fixed", "indefinite"])}
        ),
    }
)


@st.composite
def networks(draw):
    names = [f"c{number}" for number in range(draw(st.integers(1, 5)))]
    links = st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple)
    return [(name, draw(conditions), draw(links)) for name in names]


def built(shop, network):
    return shop.clause_set(*(shop.clause(name, when, requires=requires) for name, when, requires in network))


def nested(named):
    found = {}
    for name, value in named.items():
        group, key = name.split(".")
        found.setdefault(group, {})[key] = value
    return found


@given(network=networks(), given_answers=answers)
@settings(max_examples=60, deadline=None)
def test_the_stated_answers_alone_give_the_same_decision(shop, network, given_answers):
    clauses, facts = built(shop, network), shop.facts(**given_answers)
    for clause in clauses.by_id:
        found = why(clauses, facts, clause)
        stated = Facts.merge(shop.questions, nested(found.answers))
        assert (clause in select(clauses, stated)) is found.selected
        assert (clause in select(clauses, facts)) is found.selected


@given(network=networks(), given_answers=answers)
@settings(max_examples=60, deadline=None)
def test_every_stated_turning_answer_turns_the_decision(shop, network, given_answers):
    clauses, facts = built(shop, network), shop.facts(**given_answers)
    for clause in clauses.by_id:
        found = why(clauses, facts, clause)
        for flip in found.flips:
            assert facts[flip.name] != flip.value
            assert (clause in select(clauses, answered(clauses, facts, flip))) is not found.selected


@given(network=networks(), given_answers=answers)
@settings(max_examples=40, deadline=None)
def test_a_turning_answer_is_named_wherever_there_is_one(shop, network, given_answers):
    clauses, facts = built(shop, network), shop.facts(**given_answers)
    choices = {
        "rent.insured": [True, False, None],
        "rent.lock": ["none", "chain", "ring", None],
        "term.kind": ["fixed", "indefinite", None],
        "term.months": [*range(1, 41), None],
    }
    for clause in clauses.by_id:
        found = why(clauses, facts, clause)
        turned = any(
            (clause in select(clauses, answered(clauses, facts, Flip(name, value)))) is not found.selected
            for name, values in choices.items()
            for value in values
        )
        assert bool(found.flips) is turned
