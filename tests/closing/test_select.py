"""Selection: conditions, what they bring along, what plugins adjust, and the reason of each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing import Adjustment, select
from akkoord.language import Words

REASON = Words(nl="Afspraak met de keten.", en="Agreed with the chain.")


def test_a_clause_is_selected_when_its_condition_holds(shop):
    clauses = shop.clause_set(shop.clause("insurance", "rent.insured"), shop.clause("own-risk", "not rent.insured"))
    selection = select(clauses, shop.facts(rent={"insured": True}))
    assert selection.selected == {"insurance"}
    assert selection.reasons["insurance"].ground == "holds"
    assert selection.reasons["own-risk"].ground == "not_called_for"
    assert selection.auto_included == ()


def test_what_is_required_comes_along_through_others(shop):
    clauses = shop.clause_set(
        shop.clause("a", "rent.insured", requires=("b",)),
        shop.clause("b", "false", requires=("c",)),
        shop.clause("c", "false"),
        shop.clause("d", "false"),
    )
    selection = select(clauses, shop.facts(rent={"insured": True}))
    assert selection.selected == {"a", "b", "c"}
    assert selection.auto_included == ("b", "c")
    assert selection.reasons["c"].required_by == ("b",)
    assert selection.reasons["c"].ground == "required"


def test_clauses_that_require_each_other_come_together(shop):
    clauses = shop.clause_set(shop.clause("a", "true", requires=("b",)), shop.clause("b", "false", requires=("a",)))
    assert select(clauses, shop.facts()).selected == {"a", "b"}


def test_a_clause_that_holds_and_is_required_is_no_automatic_inclusion(shop):
    clauses = shop.clause_set(shop.clause("a", requires=("b",)), shop.clause("b"))
    selection = select(clauses, shop.facts())
    assert selection.auto_included == ()
    assert selection.reasons["b"].required_by == ("a",)


def test_a_conflict_is_found_whichever_clause_names_it(shop):
    clauses = shop.clause_set(
        shop.clause("c", conflicts=("b",)), shop.clause("b"), shop.clause("a", conflicts=("c", "gone"))
    )
    assert select(clauses, shop.facts()).conflicts == (("a", "c"), ("b", "c"))


def test_a_conflict_may_come_with_a_required_clause(shop):
    clauses = shop.clause_set(
        shop.clause("a", requires=("b",)), shop.clause("b", "false"), shop.clause("c", conflicts=("b",))
    )
    assert select(clauses, shop.facts()).conflicts == (("b", "c"),)


def test_a_plugin_adds_a_clause_with_what_it_requires(shop):
    clauses = shop.clause_set(shop.clause("a", "false", requires=("b",)), shop.clause("b", "false"))
    added = Adjustment("a", include=True, reason=REASON, plugin="chain")
    selection = select(clauses, shop.facts(), [added])
    assert selection.selected == {"a", "b"}
    assert selection.auto_included == ("a", "b")
    assert selection.reasons["a"].ground == "added"
    assert selection.reasons["a"].adjusted == (added,)


def test_a_plugin_takes_a_clause_out(shop):
    clauses = shop.clause_set(shop.clause("a", requires=("b",)), shop.clause("b", "false"))
    selection = select(clauses, shop.facts(), [Adjustment("a", include=False, reason=REASON)])
    assert selection.selected == frozenset()
    assert selection.reasons["a"].ground == "removed"


def test_a_plugin_does_not_take_out_what_another_clause_requires(shop):
    clauses = shop.clause_set(shop.clause("a", requires=("b",)), shop.clause("b"))
    selection = select(clauses, shop.facts(), [Adjustment("b", include=False, reason=REASON)])
    assert selection.selected == {"a", "b"}
    assert selection.reasons["b"].ground == "required"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_plugins_that_differ_the_removal_wins(shop, order):
    clauses = shop.clause_set(shop.clause("a", "false"))
    both = [Adjustment("a", True, REASON, "first"), Adjustment("a", False, REASON, "second")]
    selection = select(clauses, shop.facts(), [both[place] for place in order])
    assert "a" not in selection
    assert [adjustment.plugin for adjustment in selection.reasons["a"].adjusted] == ["first", "second"]


def test_an_adjustment_of_a_clause_that_is_not_there_is_kept_apart(shop):
    unknown = Adjustment("gone", include=True, reason=REASON, plugin="chain")
    selection = select(shop.clause_set(shop.clause("a")), shop.facts(), [unknown])
    assert selection.unknown == (unknown,)
    assert selection.selected == {"a"}


conditions = st.sampled_from(["true", "false", "rent.insured", "term.months > 12", "rent.lock == 'ring'"])
answers = st.fixed_dictionaries(
    {},
    optional={
        "rent": st.fixed_dictionaries(
            {}, optional={"insured": st.booleans(), "lock": st.sampled_from(["none", "chain", "ring"])}
        ),
        "term": st.fixed_dictionaries({}, optional={"months": st.integers(1, 60)}),
    },
)


@st.composite
def networks(draw):
    """Clauses that require each other in any way, circles included."""
    ids = [f"c{number}" for number in range(draw(st.integers(1, 6)))]
    links = st.lists(st.sampled_from(ids), max_size=2, unique=True).map(tuple)
    return [(clause, draw(conditions), draw(links), draw(links)) for clause in ids]


def built(shop, network):
    return shop.clause_set(
        *(
            shop.clause(name, when, requires=requires, conflicts=conflicts)
            for name, when, requires, conflicts in network
        )
    )


@given(network=networks(), nested=answers, random=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_selection_does_not_depend_on_the_order_of_the_files(shop, network, nested, random):
    selection = select(built(shop, network), shop.facts(**nested))
    shuffled = list(network)
    random.shuffle(shuffled)
    assert select(built(shop, shuffled), shop.facts(**nested)) == selection


@given(network=networks(), nested=answers)
@settings(max_examples=60, deadline=None)
def test_the_selection_is_the_smallest_that_holds_all_that_is_called_for_and_required(shop, network, nested):
    clauses, facts = built(shop, network), shop.facts(**nested)
    selection = select(clauses, facts)
    holding = {clause.id for clause in clauses.clauses if clause.when.holds(facts)}
    assert holding <= selection.selected
    for name in selection.selected:
        assert set(clauses.by_id[name].requires) <= selection.selected
        assert name in holding or selection.reasons[name].required_by
    assert set(selection.auto_included) == selection.selected - holding
