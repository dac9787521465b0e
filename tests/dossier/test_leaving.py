"""A customer leaves when a termination takes effect, and can be put away and brought back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akkoord.access import NotAllowed
from akkoord.dossier import IllegalTransition, Party


def test_an_active_customer_leaves(customers, zwaan, anna, at):
    customers.mark_active(zwaan.id, by=anna, at=at)
    assert customers.mark_terminated(zwaan.id, by=anna, at=at).state == "terminated"
    assert customers.counts()["terminated"] == 1


def test_who_left_comes_back_as_a_customer_and_not_as_a_prospect(customers, zwaan, anna, at):
    customers.mark_active(zwaan.id, by=anna, at=at)
    left = customers.mark_terminated(zwaan.id, by=anna, at=at)
    away = customers.archive(left, by=anna, at=at)
    assert customers.restore(away, by=anna, at=at).state == "active"


def test_a_prospect_has_nothing_to_leave(customers, zwaan, anna, at):
    with pytest.raises(IllegalTransition):
        customers.mark_terminated(zwaan.id, by=anna, at=at)


def test_nobody_ends_it_for_someone_elses_customer(customers, zwaan, anna, piet, at):
    customers.mark_active(zwaan.id, by=anna, at=at)
    with pytest.raises(NotAllowed):
        customers.mark_terminated(zwaan.id, by=piet, at=at)


MAY = {
    ("prospect", "signed"): "active",
    ("active", "signed"): "active",
    ("terminated", "signed"): "active",
    ("archived", "signed"): "active",
    ("active", "left"): "terminated",
    ("prospect", "archived"): "archived",
    ("terminated", "archived"): "archived",
    ("terminated", "restored"): "active",
}
"""What may happen to a customer, written out once more; where an archived one goes back to depends on its past."""


# Every example has a customer of its own in one store: opening a store for each would take far longer.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["signed", "left", "archived", "restored"]), max_size=8))
def test_whatever_is_tried_in_whatever_order_only_what_may_happen_does(customers, anna, at, tried):
    customer = customers.add(Party(name="Café Toeval"), owner="anna", by=anna, at=at)
    before, had_a_contract = customer, False
    acts = {
        "signed": lambda: customers.mark_active(customer.id, by=anna, at=at),
        "left": lambda: customers.mark_terminated(customer.id, by=anna, at=at),
        "archived": lambda: customers.archive(customers.get(customer.id), by=anna, at=at),
        "restored": lambda: customers.restore(customers.get(customer.id), by=anna, at=at),
    }
    for event in tried:
        expected = MAY.get((before.state, event))
        if (before.state, event) == ("archived", "restored"):
            expected = "active" if had_a_contract else "prospect"
        if expected is None:
            with pytest.raises(IllegalTransition) as refused:
                acts[event]()
            assert refused.value.message.text("nl") != refused.value.message.text("en")
            assert customers.get(customer.id) == before
        else:
            acts[event]()
            had_a_contract |= event == "signed"
            after = customers.get(customer.id)
            assert (after.state, after.ever_active) == (expected, had_a_contract)
            assert (after.party, after.owner, after.number) == (customer.party, customer.owner, customer.number)
            before = after
