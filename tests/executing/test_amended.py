"""A contract that was amended in the middle of a period: each version settles its own part of it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.executing import ExactLine, ProratedRule, RuleKinds, Vat, said
from akkoord.executing.agreement import Agreement, Ending, Job, compute
from akkoord.executing.amended import HeldUntil
from akkoord.executing.counted import Event, Events
from akkoord.executing.frozen import ContractRule
from akkoord.executing.parameters import Number
from akkoord.language import Words
from akkoord.testing.rules import YEAR, counted
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


class Most(ProratedRule, kind="most", label=Words(nl="Boven de drempel", en="Above the bound")):
    """So much for all that was bought, when that reaches a bound; changed bounds may be one rule with their sum."""

    bound: Number
    goes_together: bool = False

    def lines(self, counted):
        count, bound = self.count(counted), self.bound * self.factor(counted)
        said_so = said("{q} van {bound}", "{q} of {bound}", q=count.quantity, bound=bound)
        yield ExactLine(count.quantity if count.quantity >= bound else Fraction(0), (said_so,), bound)

    def joined(self, versions):
        if not self.goes_together:
            return None
        bound = sum(rule.bound * period.months for rule, period in versions) / 12
        return self.model_copy(update={"bound": bound})

    def in_words(self):
        return said("boven de drempel", "above the bound")

    def sample(self):
        return said("Altijd", "Always"), counted()


def most(bound, settle="contract_year", **more):
    parameters = {"groups": ["beer"], "bound": bound, **more}
    return ContractRule("a", "bonus", "most", "payable", STANDARD, settle, parameters, {}, effect="bonus_running_year")


@pytest.fixture
def compute_with(make):
    """Compute a statement of a contract by the rules that hold now, and those that held earlier."""
    kinds = RuleKinds([make.Each, make.Left, Most])

    def computed(now, earlier, period, settled="contract_year", ending=None, cutoff=YEAR.last):
        agreement = Agreement("k", "K-1", "c", YEAR.first, None, tuple(now), earlier=tuple(earlier))
        job = Job(agreement, settled, period, cutoff, EVENTS, ending=ending or Ending())
        return {line.id: (line.amount.plain, line.quantity) for line in compute(job, kinds).lines}

    return computed


def test_thresholds_of_a_year_are_in_proportion_to_the_months_of_each_part(compute_with):
    found = compute_with([most("100")], [HeldUntil(HALF, (most("40"),))], YEAR)
    assert found == {"bonus": ("100.00", 50), "bonus:until-2026-06-30": ("0.00", 20)}


def test_thresholds_of_a_quarter_are_in_proportion_to_the_days_of_each_part(compute_with):
    quarter, until = Period(date(2026, 7, 1), date(2026, 9, 30)), date(2026, 7, 23)
    earlier = [HeldUntil(until, (most("92", "quarter"),))]
    found = compute_with([most("184", "quarter")], earlier, quarter, "quarter")
    assert found == {"bonus": ("0.00", 138), "bonus:until-2026-07-23": ("100.00", 23)}


def test_versions_that_go_together_are_one_line_over_the_whole_year(compute_with):
    now, before = most("100", goes_together=True), most("40", goes_together=True)
    assert compute_with([now], [HeldUntil(HALF, (before,))], YEAR) == {"bonus": ("111.00", 70)}


def test_at_the_end_each_version_settles_its_own_part_of_the_running_year(compute_with):
    last = date(2026, 9, 30)
    left = ContractRule("a", "left", "left", "receivable", STANDARD, "end", {"amount": "7.00"}, {})
    more = ContractRule("a", "left", "left", "receivable", STANDARD, "end", {"amount": "5.00"}, {})
    found = compute_with(
        [rule("3.00"), most("100"), more], [HeldUntil(HALF, (rule("2.00"), most("40"), left))],
        Period(YEAR.first, last), "end",
    )  # fmt: skip
    assert {line: amount for line, (amount, _) in found.items()} == {
        "discount": "300.00", "discount:until-2026-06-30": "22.00",
        "bonus": "100.00", "bonus:until-2026-06-30": "0.00", "left": "5.00",
    }  # fmt: skip
    assert found["bonus"][1] == 25


def test_an_effect_that_is_off_leaves_out_the_rule_of_every_version(compute_with):
    ending = Ending({"bonus_running_year": "forfeit"})
    found = compute_with(
        [rule("3.00"), most("100")],
        [HeldUntil(HALF, (most("40"),))],
        Period(YEAR.first, date(2026, 9, 30)),
        "end",
        ending,
    )
    assert list(found) == ["discount"]


def test_what_an_amendment_took_out_is_settled_over_the_year_in_which_it_held_and_no_longer():
    agreement = Agreement("k", "K-1", "c", YEAR.first, None, (), earlier=(HeldUntil(HALF, (most("1"),)),))
    assert agreement.settled() == ("contract_year",)
    assert agreement.settles("contract_year", YEAR)
    assert not agreement.settles("contract_year", Period(date(2027, 1, 1), date(2027, 12, 31)))


@given(st.lists(st.tuples(st.dates(YEAR.first, YEAR.last), st.integers(0, 500)), max_size=12))
def test_an_amendment_that_changes_no_rule_changes_no_amount(make, rows):
    kinds, events = RuleKinds([make.Each]), deliveries(*rows)

    def amounts(earlier):
        agreement = Agreement("k", "K-1", "c", YEAR.first, None, (rule("2.00"),), earlier=earlier)
        return compute(Job(agreement, "contract_year", YEAR, YEAR.last, events), kinds).lines

    assert amounts((HeldUntil(HALF, (rule("2.00"),)),)) == amounts(())
