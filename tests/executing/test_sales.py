"""Sales lines: kept once whatever comes when, and given to the rules exactly, at every edge and cut-off."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akkoord.executing import Counted, Events, InvalidSale
from akkoord.executing.sales import SaleLine, Sales
from akkoord.executing.units import grains, quantity_of
from akkoord.store import CONTRACT, CUSTOMER, SALE_HISTORY, SALE_LINE, SALE_MONTH, SALE_PAYMENT, Event, open_store
from akkoord.store.sales import former_line
from akkoord.values import Period, moment_of
from akkoord_rules_promotions import Promotion

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEG = SaleLine("1", "c1", date(2026, 7, 14), "beer", Decimal("0.3"), "hl", Decimal("61.50"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A store with two customers, of whom the first has two contracts."""
    path = tmp_path_factory.mktemp("sales") / "sales.sqlite"
    store = open_store(path, create=True)
    for name in ("c1", "c2"):
        row = {"id": name, "state": "active", "number": name, "name": name, "name_key": name, "city": None}
        row |= {"owner": None, "updated_at": "x", "body": "{}"}
        store.save(CUSTOMER, row, expected=0, events=[Event("added")], by="x", at=AT)
    for name in ("k1", "k2"):
        row = {"id": name, "state": "in_force", "customer": "c1", "proposal": None, "number": name, "body": "{}"}
        row |= dict.fromkeys(("commencement", "ends_on", "notice_by", "current")) | {"updated_at": "x"}
        store.save(CONTRACT, row, expected=0, events=[Event("added")], by="x", at=AT)
    yield store
    store.close()


class Undone(Exception):
    """Ends a trial."""


@pytest.fixture
def trial(empty) -> Callable:
    """Do something with an empty store, and undo it."""

    def tried(act):
        with suppress(Undone), empty.write():
            act(empty, Sales(empty))
            raise Undone

    return tried


def load(sales, *lines, run="r1", at=AT):
    return sales.load(lines, run=run, at=at)


def test_a_line_is_kept_once_however_often_it_comes(trial):
    def act(store, sales):
        assert load(sales, KEG) == (1, 0, 0, 0)
        assert load(sales, KEG, KEG) == (0, 0, 2, 0)
        assert sales.lines_of("c1", KEG.day, KEG.day) == [KEG]
        assert store.count(SALE_HISTORY) == 0

    trial(act)


def test_a_payment_changes_what_is_known_and_keeps_what_was_known_and_when(trial):
    def act(store, sales):
        load(sales, KEG)
        paid = replace(KEG, paid_on=date(2026, 8, 1))
        later = AT + timedelta(days=9)
        assert load(sales, paid, run="r2", at=later) == (0, 1, 0, 0)
        assert sales.lines_of("c1", KEG.day, KEG.day) == [paid]
        [kept] = store.find(SALE_HISTORY)
        assert (kept["run"], kept["known_at"], kept["replaced_at"]) == ("r2", AT.timestamp(), later.timestamp())
        assert former_line(str(kept["body"])) == KEG.row()

    trial(act)


@pytest.mark.parametrize("ordered", [date(2026, 7, 1), datetime(2026, 7, 1, 9, 30, tzinfo=UTC)])
def test_when_it_was_ordered_is_kept_given_to_the_rules_and_remembered(trial, ordered):
    known = replace(KEG, ordered_on=ordered)
    days = (date(2026, 7, 1), date(2026, 7, 31))

    def act(store, sales):
        load(sales, KEG)
        assert load(sales, known) == (0, 1, 0, 0)
        assert load(sales, known) == (0, 0, 1, 0)
        assert sales.lines_of("c1", *days) == [known]
        for cuts in (None, [date(2026, 7, 3)]):
            (event,) = every(sales.events_of_customers(["c1"], *days, cuts=cuts)["c1"])
            assert event.ordered == moment_of(ordered)
        load(sales, KEG)
        assert [former_line(row["body"]).ordered_on for row in store.find(SALE_HISTORY)] == ["", ordered.isoformat()]

    trial(act)


def test_a_line_kept_in_history_before_orders_were_known_has_none(trial):
    body = {name: value for name, value in KEG.row()._asdict().items() if name != "ordered_on"}
    assert former_line(json.dumps(body)) == KEG.row()


def test_a_promotion_goes_by_the_order_where_the_line_has_one(trial):
    rule = Promotion.read({"groups": ["beer"], "pct": "10", "starts": "2026-07-01", "ends": "2026-07-10",
                           "decides": "ordered"})  # fmt: skip

    def act(_, sales):
        load(sales, KEG, replace(KEG, id="2", ordered_on=date(2026, 7, 10)), replace(KEG, id="3", day=date(2026, 7, 9)))
        events = sales.events_of_customers(["c1"], date(2026, 7, 1), date(2026, 7, 31))["c1"]
        (line,) = rule.lines(Counted(Period(date(2026, 7, 1), date(2026, 7, 31)), date(2026, 7, 31), events))
        assert line.amount == Fraction("12.30")

    trial(act)


def test_an_older_revision_that_comes_late_changes_nothing_and_is_kept(trial):
    def act(store, sales):
        load(sales, replace(KEG, revision=2, turnover=Decimal(50)))
        assert load(sales, KEG) == (0, 0, 0, 1)
        assert load(sales, KEG) == (0, 0, 0, 1)
        assert sales.lines_of("c1", KEG.day, KEG.day)[0].turnover == 50
        assert store.count(SALE_HISTORY) == 1

    trial(act)


def test_months_in_which_nothing_is_left_disappear(trial):
    def act(store, sales):
        load(sales, KEG)
        load(sales, replace(KEG, day=date(2026, 9, 1)))
        assert [row["month"] for row in store.find(SALE_MONTH)] == ["2026-09"]

    trial(act)


def test_lines_of_another_contract_do_not_count_and_lines_without_one_count_for_both(trial):
    def act(_, sales):
        load(sales, KEG, replace(KEG, id="2", contract="k1"), replace(KEG, id="3", contract="k2"))
        found = sales.events_of(["k1", "k2"], date(2026, 7, 1), date(2026, 7, 31))
        assert {name: [e.contract for e in every(events)] for name, events in found.items()} == {
            "k1": ["", "k1"],
            "k2": ["", "k2"],
        }

    trial(act)


@pytest.mark.parametrize("wrong", [{"id": ""}, {"unit": ""}, {"group": ""}, {"kind": "gift"}])
def test_a_line_without_what_it_needs_is_refused(wrong):
    with pytest.raises(InvalidSale):
        replace(KEG, **wrong)


@pytest.mark.parametrize("wrong", [{"turnover": Decimal("0.001")}, {"quantity": Decimal("0.0000001")}])
def test_more_decimals_than_are_kept_are_refused_and_never_rounded(wrong):
    with pytest.raises(InvalidSale):
        replace(KEG, **wrong).row()


@given(st.integers(-(10**12), 10**12), st.sampled_from(["hl", "kg", "lift"]))
def test_grains_give_the_quantity_back(kept, unit):
    assert grains(quantity_of(kept, unit), unit) == kept


days = st.dates(date(2026, 1, 1), date(2026, 4, 30))
lines = st.builds(
    SaleLine,
    id=st.sampled_from("abcdef"),
    customer=st.sampled_from(["c1", "c2"]),
    day=days,
    group=st.sampled_from(["beer", "soft"]),
    quantity=st.integers(-500, 500).map(lambda n: Decimal(n) / 1000),
    unit=st.just("hl"),
    turnover=st.integers(-9_999, 9_999).map(lambda n: Decimal(n) / 100),
    paid_on=st.none() | days,
    product=st.sampled_from(["", "keg"]),
    contract=st.sampled_from(["", "k1"]),
    revision=st.integers(0, 3),
)
sends = st.lists(lines, max_size=12, unique_by=lambda line: (line.id, line.revision))
several = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def every(events: Events):
    return list(events.within(events.groups, None, date.max))


def state(store):
    lines = [{**row, "known_at": 0} for row in store.find(SALE_LINE)]
    return lines, store.find(SALE_MONTH), store.find(SALE_PAYMENT)


@several
@given(sends, st.randoms(use_true_random=False), st.integers(1, 5))
def test_sendings_shuffled_and_split_anyhow_end_in_the_same_lines_and_months(trial, sent, random, size):
    found = []

    def whole(store, sales):
        load(sales, *sent)
        found.append(state(store))

    def split(store, sales):
        shuffled = random.sample(sent, len(sent))
        for start in range(0, len(sent), size):
            load(sales, *shuffled[start : start + size])
        load(sales, *sent)
        found.append(state(store))

    trial(whole)
    trial(split)
    assert found[0] == found[1]


@several
@given(sends, days, days, days, st.lists(days, max_size=2))
def test_events_by_month_count_what_the_lines_count(trial, sent, one, other, cutoff, cuts):
    first, last = sorted((one, other))
    begins = sorted({first, *(cut for cut in cuts if first <= cut <= last)})
    periods = [
        Period(a, b - timedelta(days=1)) for a, b in zip(begins, [*begins[1:], last + timedelta(days=1)], strict=True)
    ]

    def act(_, sales):
        load(sales, *sent)
        exact = sales.events_of_customers(["c1", "c2"], first, last)
        quick = sales.events_of_customers(["c1", "c2"], first, last, cuts=begins, cutoff=cutoff)
        for customer in ("c1", "c2"):
            for period in periods:
                for basis in ("delivered", "delivered_and_paid"):
                    counts = [
                        Counted(period, cutoff, events[customer]).count(("beer", "soft"), basis=basis)
                        for events in (exact, quick)
                    ]
                    assert replace(counts[0], unit="") == replace(counts[1], unit="")

    trial(act)


def test_every_line_is_in_exactly_one_month(trial):
    def act(store, sales):
        load(sales, KEG, replace(KEG, id="2", day=date(2026, 8, 1)), replace(KEG, id="3", paid_on=date(2026, 8, 9)))
        rows = [(row["month"], row["lines"], row["paid_lines"]) for row in store.find(SALE_MONTH)]
        assert rows == [("2026-07", 2, 1), ("2026-08", 1, 0)]
        assert [(row["paid_on"], row["month"], row["lines"]) for row in store.find(SALE_PAYMENT)] == [
            ("2026-08-09", "2026-07", 1)
        ]

    trial(act)


def test_without_cuts_every_line_is_an_event_of_its_own(trial):
    def act(_, sales):
        load(sales, KEG, replace(KEG, id="2"))
        events = sales.events_of(["k1"], KEG.day, KEG.day)["k1"]
        assert [(event.id, event.lines) for event in every(events)] == [("1", 1), ("2", 1)]

    trial(act)


def test_months_that_no_period_tells_apart_are_one_event(trial):
    def act(_, sales):
        load(sales, KEG, replace(KEG, id="2", day=date(2026, 8, 1)), replace(KEG, id="3", day=date(2026, 9, 30)))
        days = date(2026, 7, 1), date(2026, 9, 30)
        [all_of_it] = every(sales.events_of(["k1"], *days, cuts=[])["k1"])
        assert (all_of_it.on, all_of_it.lines) == (date(2026, 9, 30), 3)
        in_two = every(sales.events_of(["k1"], *days, cuts=[date(2026, 8, 1)])["k1"])
        assert [(event.on.month, event.lines) for event in in_two] == [(7, 1), (9, 2)]

    trial(act)
