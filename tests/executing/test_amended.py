"""A contract that was amended in the middle of a period: each version settles its own part of it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import RuleKinds, Vat
from akkoord.executing.agreement import Agreement, Job, compute
from akkoord.executing.amended import HeldUntil
from akkoord.executing.counted import Event, Events
from akkoord.executing.frozen import ContractRule
from akkoord.testing.rules import YEAR
from akkoord.values import Period

HALF = date(2026, 6, 30)
STANDARD = Vat.of("standard", "21")


def rule(rate, line="discount"):
    return ContractRule("a", line, "each", "payable", STANDARD, "contract_year", {"rate": rate}, {})


def deliveries(*quantities):
    found = [Event(on, "beer", Decimal(quantity), "piece", Decimal(0), on, "") for on, quantity in quantities]
    return Events(tuple(found))


@pytest.fixture
def settle(make):
    """Settle the year of a contract by the rules that hold now, and those that held earlier."""
    kinds = RuleKinds([make.Each])

    def settled(now, earlier, events, period=YEAR):
        agreement = Agreement("k", "K-1", "c", YEAR.first, None, tuple(now), earlier=tuple(earlier))
        statement = compute(Job(agreement, "contract_year", period, period.last, events), kinds)
        return {line.id: line.amount.plain for line in statement.lines}

    return settled


EVENTS = deliveries((date(2026, 3, 1), 10), (HALF, 1), (date(2026, 7, 1), 100))


def test_what_was_changed_is_settled_by_each_version_over_its_own_part(settle):
    found = settle([rule("3.00")], [HeldUntil(HALF, (rule("2.00"),))], EVENTS)
    assert found == {"discount": "300.00", "discount:until-2026-06-30": "22.00"}


def test_what_was_not_changed_is_settled_once_over_the_whole_period(settle):
    found = settle([rule("2.00"), rule("1.00", "new")], [HeldUntil(HALF, (rule("2.00"),))], EVENTS)
    assert found == {"discount": "222.00", "new": "100.00"}


def test_what_was_taken_out_is_settled_until_then(settle):
    found = settle([], [HeldUntil(HALF, (rule("2.00"),))], EVENTS)
    assert found == {"discount:until-2026-06-30": "22.00"}


def test_a_period_before_the_amendment_is_settled_by_what_held_then(settle):
    spring = Period(YEAR.first, date(2026, 3, 31))
    assert settle([rule("3.00")], [HeldUntil(HALF, (rule("2.00"),))], EVENTS, spring) == {"discount": "20.00"}


def test_two_amendments_make_three_parts(settle):
    held = [HeldUntil(date(2026, 3, 31), (rule("1.00"),)), HeldUntil(HALF, (rule("2.00"),))]
    found = settle([rule("3.00")], held, EVENTS)
    assert found == {
        "discount": "300.00", "discount:until-2026-03-31": "10.00", "discount:until-2026-06-30": "2.00",
    }  # fmt: skip


@given(st.lists(st.tuples(st.dates(YEAR.first, YEAR.last), st.integers(0, 500)), max_size=12))
def test_an_amendment_that_changes_no_rule_changes_no_amount(make, rows):
    kinds, events = RuleKinds([make.Each]), deliveries(*rows)

    def amounts(earlier):
        agreement = Agreement("k", "K-1", "c", YEAR.first, None, (rule("2.00"),), earlier=earlier)
        return compute(Job(agreement, "contract_year", YEAR, YEAR.last, events), kinds).lines

    assert amounts((HeldUntil(HALF, (rule("2.00"),)),)) == amounts(())
