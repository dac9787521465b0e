"""A customer leaves when a termination takes effect, and can be put away and brought back."""

import pytest

from akkoord.access import NotAllowed
from akkoord.dossier import IllegalTransition


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
