"""A run over sales that were added up comes to exactly what every contract comes to by itself, line by line."""

from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akkoord.closing.contract_reading import ContractReading
from akkoord.executing import ExactLine, Rule, RuleKinds, said
from akkoord.executing.agreements import agreements
from akkoord.executing.counted import AddedUp, Counted
from akkoord.executing.parameters import Day, Groups
from akkoord.executing.periods import read_period
from akkoord.executing.runs import Run, compute_all, settle_all
from akkoord.executing.sales import SaleLine, Sales
from akkoord.executing.statements import Statements
from akkoord.language import Words
from akkoord.store import CONTRACT
from akkoord.testing.rules import counted
from tests.executing.statements.conftest import AT, rule

QUARTER = read_period("2026-Q3")
SALE = SaleLine("1", "one", date(2026, 8, 20), "beer", Decimal("2.5"), "hl", Decimal(300), paid_on=date(2026, 9, 1))


class Heaviest(Rule, kind="heaviest", label=Words(nl="De grootste", en="The largest")):
    """The quantity of the largest event: a rule that looks at events one by one."""

    groups: Groups = ("beer",)

    def lines(self, counted):
        largest = max((Fraction(event.quantity) for event in counted.counting(self.groups)), default=Fraction(0))
        yield ExactLine(largest, (self.in_words(),))

    def in_words(self):
        return said("de grootste", "the largest")

    def sample(self):
        return said("Altijd", "Always"), counted()


class Between(Rule, kind="between", label=Words(nl="Tussen dagen", en="Between days")):
    """A rate over days of its own, which no period knows of."""

    groups: Groups = ("beer",)
    first_day: Day
    last_day: Day

    def lines(self, counted):
        count = counted.count(self.groups, first=self.first_day, last=self.last_day)
        yield ExactLine(count.quantity, (self.in_words(),), count.quantity, count.unit)

    def in_words(self):
        return said("tussen dagen", "between days")

    def sample(self):
        return said("Altijd", "Always"), counted()


@pytest.fixture
def kinds(make):
    return RuleKinds([make.Each, make.Share, make.Left, Heaviest, Between])


@pytest.fixture
def statements(store, kinds):
    return Statements(store, Sales(store), lambda: kinds)


@pytest.fixture
def sell(store):
    def selling(*lines):
        Sales(store).load(lines, run="r", at=AT)

    return selling


@pytest.fixture
def compute(store, statements, mia):
    """Compute the quarter for all contracts together; give the amounts of each, and those of each by itself."""

    def computing(cutoff=date(2026, 10, 31)):
        found = list(compute_all(statements, agreements(store, QUARTER.last), Run(QUARTER, cutoff, mia, AT)))
        together, alone = {}, {}
        for each in found:
            job = each.job
            key = (job.agreement.number, job.settled, job.period)
            contract = ContractReading(store).get(job.agreement.contract)
            single = statements.preview(contract, job.period, cutoff, settled=job.settled)
            together[key] = [(line.id, line.amount.plain, line.quantity) for line in each.found.lines]
            alone[key] = [(line.id, line.amount.plain, line.quantity) for line in single.lines]
        return together, alone

    return computing


@contextmanager
def rolled_back(store):
    """Undo everything that is written inside."""
    with suppress(Undone), store.write():
        yield
        raise Undone


class Undone(Exception):
    """What was tried is undone."""


def amounts(found):
    return {number: [amount for _, amount, _ in lines] for (number, _, _), lines in found.items()}


def test_a_contract_that_ends_halfway_a_month_counts_through_its_last_day(agree, sell, compute):
    agree(rule(settle="quarter"), number="2026-0001", name="one")
    agree(rule(settle="quarter"), number="2026-0002", name="two", last="2026-08-20")
    sell(SALE, replace(SALE, id="2", customer="two"), replace(SALE, id="3", customer="two", day=date(2026, 8, 21)))
    together, alone = compute()
    assert amounts(together) == {"2026-0001": ["112.50"], "2026-0002": ["112.50"]}
    assert together == alone


def test_a_rule_that_looks_at_single_events_gets_them(agree, sell, compute):
    agree(rule(kind="heaviest", settle="quarter"), name="one")
    sell(SALE, replace(SALE, id="2", quantity=Decimal("3.5")), replace(SALE, id="3", day=date(2026, 7, 2)))
    together, alone = compute()
    assert amounts(together) == {"2026-0001": ["3.50"]}
    assert together == alone


def test_a_rule_with_days_of_its_own_counts_these(agree, sell, compute):
    days = {"first_day": "2026-08-20", "last_day": "2026-09-10"}
    agree(rule(kind="between", settle="quarter", parameters=days), name="one")
    sell(
        SALE, replace(SALE, id="2", day=date(2026, 8, 19)), replace(SALE, id="3", day=date(2026, 9, 10)),
        replace(SALE, id="4", day=date(2026, 9, 11)),
    )  # fmt: skip
    together, alone = compute()
    assert amounts(together) == {"2026-0001": ["5.00"]}
    assert together == alone


def test_what_needs_every_line_is_kept_like_the_rest(store, agree, sell, statements, mia):
    agree(rule(kind="heaviest", settle="quarter"), name="one")
    sell(SALE, replace(SALE, id="2"))
    (outcome,) = settle_all(
        statements, agreements(store, QUARTER.last), Run(QUARTER, date(2026, 10, 31), mia, AT)
    )  # fmt: skip
    assert (outcome.did, outcome.statement.lines[0].amount.plain) == ("made", "2.50")


def test_a_sum_is_not_taken_for_an_event(store, agree, sell):
    agree(rule(settle="quarter"), name="one")
    sell(SALE, replace(SALE, id="2"))
    events = Sales(store).events_of(["2026-0001"], QUARTER.first, QUARTER.last, cuts=[])["2026-0001"]
    facts = Counted(QUARTER, QUARTER.last, events)
    assert facts.count(["beer"]).quantity == 5
    with pytest.raises(AddedUp):
        list(facts.counting(["beer"]))
    with pytest.raises(AddedUp):
        facts.count(["beer"], last=date(2026, 8, 31))


days = st.dates(date(2026, 6, 25), date(2026, 10, 5))
lines = st.lists(
    st.builds(
        SaleLine,
        id=st.sampled_from("abcdefgh"),
        customer=st.sampled_from(["one", "two"]),
        day=days,
        group=st.just("beer"),
        quantity=st.integers(-900, 900).map(lambda n: Decimal(n) / 1000),
        unit=st.just("hl"),
        paid_on=st.none() | days.map(lambda day: day + timedelta(days=20)),
    ),
    max_size=8,
    unique_by=lambda line: line.id,
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines, days)
def test_together_comes_to_what_each_comes_to_alone(store, agree, compute, sold, cutoff):
    if not store.count(CONTRACT):
        agree(rule(settle="quarter"), rule("paid", settle="month"), number="2026-0001", name="one")
        agree(rule(settle="quarter"), number="2026-0002", name="two", first="2026-07-09", last="2026-09-17")
    with rolled_back(store):
        Sales(store).load(sold, run="r", at=AT)
        together, alone = compute(cutoff)
    assert together == alone
