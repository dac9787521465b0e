"""Runs: every contract once, one that fails does not stop the others, and running again does nothing twice."""

import gc
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import count
from threading import current_thread, main_thread

import pytest

from akkoord.access import Missing
from akkoord.closing.contract_reading import ContractReading
from akkoord.dossier.customers import owners_of
from akkoord.executing import ContractRule, RuleKinds, gathering
from akkoord.executing.agreements import agreements
from akkoord.executing.periods import InvalidPeriod, periods_ending, read_period
from akkoord.executing.plan import Plan
from akkoord.executing.runs import Run, compute_all, keep, settle_all
from akkoord.executing.source import KnownEvents
from akkoord.executing.statements import NothingToSettle, Statements
from akkoord.store import CONTRACT, CUSTOMER, STATEMENT, open_store
from akkoord.store import Event as Entry
from akkoord.values import Money, Period
from akkoord_rules_commitment import ShortfallPerUnit
from akkoord_rules_packages import FreeGoods
from akkoord_rules_volume.per_unit import PerUnit
from tests.executing.statements.conftest import AT, rule, sold

QUARTER = read_period("2026-Q3")


def days(period):
    return period.first.isoformat(), period.last.isoformat()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2026-h2", ("2026-07-01", "2026-12-31")),
        ("2026-Q1", ("2026-01-01", "2026-03-31")),
        (" 2028-02 ", ("2028-02-01", "2028-02-29")),
    ],
)
def test_a_period_is_written_as_people_do(written, expected):
    assert days(read_period(written)) == expected


@pytest.mark.parametrize("written", ["", "2026-Q5", "2026-13", "Q3", "0000", "2026-H3"])
def test_what_is_no_period_is_refused_with_what_to_write(written):
    with pytest.raises(InvalidPeriod, match="Write 2026, 2026-H1"):
        read_period(written)


@pytest.mark.parametrize(
    ("settled", "first", "last", "expected"),
    [
        pytest.param("quarter", "2026-01-01", None, [("2026-07-01", "2026-09-30")], id="a quarter"),
        pytest.param("quarter", "2026-08-15", None, [("2026-08-15", "2026-09-30")], id="a quarter that began late"),
        pytest.param("month", "2026-01-01", "2026-08-10",
                     [("2026-07-01", "2026-07-31"), ("2026-08-01", "2026-08-10")], id="months until the end"),
        pytest.param("contract_year", "2024-08-15", None, [("2025-08-15", "2026-08-14")], id="a contract year"),
        pytest.param("contract_year", "2026-01-01", None, [], id="a contract year that goes on"),
        pytest.param("quarter", "2026-10-01", None, [], id="not begun"),
    ],
)  # fmt: skip
def test_what_is_settled_is_what_ends_within_the_window(settled, first, last, expected):
    ends = None if last is None else date.fromisoformat(last)
    found = periods_ending(settled, date.fromisoformat(first), ends, QUARTER)
    assert [days(period) for period in found] == expected


@pytest.fixture
def run_all(store, mia):
    def running(statements, *, post=False, executor=None, cutoff=date(2026, 10, 31), at=AT):
        run = Run(QUARTER, cutoff, mia, at, post=post)
        return list(settle_all(statements, agreements(store, QUARTER.last), run, executor=executor))

    return running


@pytest.fixture
def three(agree):
    agree(rule(settle="quarter"), number="2026-0001", name="one")
    agree(rule(kind="gone", settle="quarter"), number="2026-0002", name="two")
    agree(rule(settle="quarter"), number="2026-0003", name="three")


def test_one_contract_that_cannot_be_settled_does_not_stop_the_others(three, known, run_all):
    found = run_all(known(sold("2026-08-01", "2", contract="2026-0003")))
    assert [(each.number, each.did) for each in found] == [
        ("2026-0001", "made"), ("2026-0002", "failed"), ("2026-0003", "made"),
    ]  # fmt: skip
    assert "'gone'" in found[1].problem.text("en")
    assert found[2].statement.lines[0].amount.plain == "90.00"


def test_a_rule_that_fails_is_named_with_its_place_and_the_others_go_on(store, agree, make, run_all):
    agree(rule(kind="broken", settle="quarter", parameters={}), number="2026-0001", name="one")
    agree(rule(settle="quarter"), number="2026-0002", name="two")
    statements = Statements(store, KnownEvents([]), lambda: RuleKinds([make.Each, make.Broken]))
    failed, made = run_all(statements)
    assert (failed.did, made.did) == ("failed", "made")
    said = failed.problem.text("en")
    assert said.startswith("The rule 'broken' of line 'discount' failed: KeyError at conftest.py:")
    assert "Zwaan" not in said


def test_a_rule_that_cannot_say_what_it_counts_is_taken_to_need_everything(make, caplog):
    rules = rule(), rule("wrong", "broken"), rule("odd", parameters={"from": "60"})
    plan = Plan.of(tuple(map(ContractRule.of, rules)), RuleKinds([make.Each, make.Broken]))
    assert (plan.counts_by_day, plan.counts_since_commencement, plan.from_own_day) == (True, True, None)
    assert [each.getMessage() for each in caplog.records] == ["Rule broken cannot tell what it counts"] * 2


def test_a_run_again_does_nothing_twice_and_any_executor_will_do(three, known, run_all):
    statements = known(sold("2026-08-01", "2", contract="2026-0003"))
    run_all(statements, at=AT.replace(hour=8))
    with ThreadPoolExecutor(2) as executor:
        again = run_all(statements, executor=executor)
    assert [each.did for each in again] == ["same", "failed", "same"]


@pytest.fixture
def small_portions(monkeypatch):
    monkeypatch.setattr(gathering, "READ_TOGETHER", 2)
    monkeypatch.setattr(gathering, "AT_ONCE", 1)


class Threads(KnownEvents):
    """Events in memory, and in which threads they were asked for."""

    def __init__(self, events=()):
        super().__init__(events)
        self.asked_in = []

    def events_of(self, *given, **named):
        self.asked_in.append(current_thread() is main_thread())
        return super().events_of(*given, **named)


@pytest.mark.parametrize("how", ["ahead", "while writing", "by an executor"])
def test_what_is_read_ahead_in_portions_comes_in_the_same_order(store, agree, make, run_all, small_portions, how):
    names = [f"2026-{n}" for n in range(5)]
    for name in names:
        agree(rule(settle="quarter"), number=name, name=name)
    source = Threads([sold("2026-08-01", str(n), contract=name) for n, name in enumerate(names)])
    statements = Statements(store, source, lambda: RuleKinds([make.Each]))
    if how == "by an executor":
        with ThreadPoolExecutor(2) as executor:
            found = run_all(statements, executor=executor)
    elif how == "while writing":
        with store.write():
            found = run_all(statements)
    else:
        found = run_all(statements)
    assert [(each.number, each.did) for each in found] == [(name, "made") for name in names]
    assert [each.statement.lines[0].amount.minor for each in found] == [n * 4500 for n in range(5)]
    assert source.asked_in == ([True, False, False] if how == "ahead" else [True, True, True])


def test_the_collector_of_cycles_goes_on_where_it_was_on(three, known, run_all):
    for is_on in (False, True):
        (gc.enable if is_on else gc.disable)()
        run_all(known())
        assert gc.isenabled() is is_on


def test_processes_compute_what_one_process_computes(store, agree, run_all):
    for name in ("one", "two", "three"):
        rate = {"groups": ["beer"], "rate": "45.00"}
        agree(rule(kind="per_unit", settle="quarter", parameters=rate), number=f"2026-{name}", name=name)
    source = KnownEvents([sold("2026-08-01", "2", contract="2026-two"), sold("2026-08-02", "3", contract="2026-two")])
    statements = Statements(store, source, lambda: RuleKinds([PerUnit]))
    with ProcessPoolExecutor(2) as executor:
        found = run_all(statements, executor=executor)
    amounts = {each.number: each.statement.lines[0].amount.plain for each in found}
    assert amounts == {"2026-one": "0.00", "2026-three": "0.00", "2026-two": "225.00"}


def test_a_run_may_post_what_one_person_may_approve(three, known, run_all):
    found = run_all(
        known(sold("2026-08-01", "2", contract="2026-0001"), sold("2026-08-01", "99", contract="2026-0003")), post=True
    )
    assert [each.statement and each.statement.state for each in found] == ["posted", None, "provisional"]


def test_whoever_may_not_change_one_of_the_statements_keeps_the_others(store, agree, known, person):
    for name in ("one", "two", "three"):
        agree(rule(settle="quarter"), number=f"2026-{name}", name=name)
    owned = {"id": "two", "owner": "ben"}
    store.save(CUSTOMER, owned, expected=1, events=[Entry("assigned")], by="mia", at=AT)
    run = Run(QUARTER, date(2026, 10, 31), replace(person("an"), id="anna"), AT)
    found = list(settle_all(known(), agreements(store, QUARTER.last), run))
    assert {each.number: each.did for each in found} == {
        "2026-one": "made", "2026-two": "failed", "2026-three": "made",
    }  # fmt: skip
    assert store.count(STATEMENT) == 2
    assert store.verify_journal() == []


def settle_one_by_one(statements, computed, run):
    for each in computed:
        kept = statements.settle(each.job, by=run.by, at=run.at, found=each.found)
        if run.post and kept.state == "provisional":
            statements.post(statements.approve(kept, by=run.by, at=run.at), by=run.by, at=run.at)


def test_contracts_settled_together_leave_what_each_leaves_alone(agree, store, kinds, mia, tmp_path):
    """Accrued, then provisional and posted, then a correction of those of which there is news."""
    for name in ("one", "two", "three"):
        agree(rule(settle="quarter"), number=f"2026-{name}", name=name)
    store.backup(tmp_path / "alone.db")
    alone = open_store(tmp_path / "alone.db")
    events = [sold("2026-07-01", "2", contract="2026-two"), sold("2026-08-01", "3", contract="2026-three")]
    later = [*events, sold("2026-09-05", "1", contract="2026-two"), sold("2026-09-06", "4", contract="2026-one")]
    left = []
    for act, where in ((keep, store), (settle_one_by_one, alone)):
        names = count()
        new_id = lambda names=names: f"s{next(names)}"  # noqa: E731 - used in this test only
        for known, month, post in ((events[:1], 8, False), (events, 9, True), (later, 12, False)):
            statements = Statements(
                where, KnownEvents(known), lambda: kinds, second_person_above=Money.of("1000.00"), new_id=new_id
            )
            run = Run(QUARTER, date(2026, month, 30), mia, AT.replace(hour=month), post=post)
            act(statements, list(compute_all(statements, agreements(where, QUARTER.last), run)), run)
        left += [sorted((each.stream, each.kind, each.hash) for each in where.recent(limit=100)), where.find(STATEMENT)]
    alone.close()
    assert left[:2] == left[2:]
    assert sorted(row["state"] for row in left[1]) == ["posted"] * 3 + ["provisional"] * 2


def test_settling_together_refuses_a_customer_that_is_not_there(store):
    with pytest.raises(Missing):
        owners_of(store, ["nobody"])


def test_late_payment_after_a_posted_run_gives_a_correction(agree, known, run_all):
    agree(rule(settle="quarter"), name="one")
    statements = known(sold("2026-08-01", "2", paid="2026-11-15", contract="2026-0001"))
    run_all(statements, post=True)
    (found,) = run_all(statements, cutoff=date(2026, 11, 30), at=AT.replace(hour=11))
    assert (found.did, found.statement.balance.amount.plain) == ("corrected", "108.90")


def test_an_amendment_is_not_settled_as_a_contract_of_its_own(store, agree, known, run_all, mia):
    contract = agree(rule(settle="quarter"), name="one")
    amendment = {**store.get(CONTRACT, contract.id), "id": "a1", "number": "2026-0001-A1", "amends": contract.id}
    store.save(CONTRACT, amendment, expected=0, events=[Entry("made")], by="mia", at=AT)
    statements = known()
    assert [each.contract for each in run_all(statements)] == [contract.id]
    with pytest.raises(NothingToSettle):
        statements.agreement(ContractReading(store).get("a1"))


def test_a_window_without_contracts_settles_nothing(store, known, run_all):
    assert run_all(known()) == []
    assert list(agreements(store, Period(QUARTER.first, QUARTER.last).last)) == []


class Asked(KnownEvents):
    """Events in memory, and for which contracts days were allowed to be added up."""

    def __init__(self):
        super().__init__()
        self.added_up = {}

    def events_of(self, contracts, first, last, *, cuts=None, cutoff=None):
        self.added_up |= dict.fromkeys(contracts, cuts is not None)
        return super().events_of(contracts, first, last, cuts=cuts, cutoff=cutoff)


def test_only_a_contract_whose_rule_counts_by_the_day_gets_its_events_by_the_day(store, agree, make, run_all):
    by_day = {"groups": ["beer"], "from_qty": "5", "worth": "10", "per": "day"}
    agree(rule(settle="quarter"), number="2026-0001", name="one")
    agree(rule(settle="quarter", kind="free_goods", parameters=by_day), number="2026-0002", name="two")
    agree(rule(settle="quarter", kind="free_goods", parameters=by_day | {"per": "period"}), number="3", name="three")
    asked = Asked()
    found = run_all(Statements(store, asked, lambda: RuleKinds([make.Each, FreeGoods])))
    assert [each.did for each in found] == ["made", "made", "made"]
    assert asked.added_up == {"2026-0001": True, "2026-0002": False, "3": True}


@pytest.mark.parametrize(("carries", "expected"), [(True, "0.00"), (False, "500.00")])
def test_a_rule_that_counts_since_the_contract_began_gets_everything_since_then(
    store, agree, make, run_all, carries, expected
):
    given = {"groups": ["beer"], "commitment": "100", "rate": "25", "carries": carries}
    agree(rule(kind="shortfall_per_unit", parameters=given), first="2024-08-01")
    events = KnownEvents([sold("2024-09-01", "120"), sold("2025-09-01", "80")])
    (found,) = run_all(Statements(store, events, lambda: RuleKinds([ShortfallPerUnit])))
    assert found.statement.lines[0].amount.plain == expected
