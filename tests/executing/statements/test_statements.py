"""Statements: made once, changed until approved, posted for ever, corrected by another one."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akkoord.access import NotAllowed, StaleVersion
from akkoord.dossier.states import IllegalTransition
from akkoord.executing import UnusableRule
from akkoord.executing.agreement import Ending
from akkoord.executing.statements import NothingToSettle, SecondPersonForStatement
from akkoord.store import STATEMENT
from akkoord.values import Period
from tests.executing.statements.conftest import AT, rule, sold

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
AFTER = date(2027, 1, 31)
LATER = date(2027, 3, 31)


@pytest.fixture
def settle(anna):
    def settled(statements, contract, period=YEAR, cutoff=AFTER):
        return statements.draft(contract, period, cutoff, by=anna, at=AT)

    return settled


@pytest.fixture
def posted(settle, mia):
    def post(statements, contract, cutoff=AFTER):
        (made,) = settle(statements, contract, cutoff=cutoff)
        return statements.post(statements.approve(made, by=mia, at=AT), by=mia, at=AT)

    return post


def kinds_of_events(store, statement):
    return [entry.kind for entry in store.history(STATEMENT.stream_of(statement.id))]


def test_a_period_that_is_over_is_settled_provisionally_with_its_working(agree, known, settle):
    contract = agree(rule())
    (made,) = settle(known(sold("2026-03-01", "10"), sold("2026-05-01", "2.5")), contract)
    assert (made.state, made.period, made.sequence) == ("provisional", YEAR, 1)
    (line,) = made.lines
    assert (line.amount.plain, line.quantity, line.clause) == ("562.50", "25/2", "a-discount")
    assert line.steps("nl") == ("12,5 keer €\xa045,00",)
    assert (made.balance.direction, made.balance.amount.plain) == ("payable", "680.63")


def test_a_period_that_is_not_over_is_accrued_and_becomes_provisional_when_it_is(agree, known, settle, store):
    contract, statements = agree(rule()), known(sold("2026-03-01", "10"))
    (accrued,) = settle(statements, contract, cutoff=date(2026, 6, 30))
    assert accrued.state == "accrued"
    (final,) = settle(statements, contract)
    assert (final.id, final.state) == (accrued.id, "provisional")
    assert kinds_of_events(store, final) == ["made", "period_closed"]


def test_settling_again_without_news_changes_nothing(agree, known, settle, posted):
    contract, statements = agree(rule()), known(sold("2026-03-01", "10"))
    (first,) = settle(statements, contract)
    assert settle(statements, contract) == [first]
    done = posted(statements, contract)
    (again,) = settle(statements, contract, cutoff=LATER)
    assert again.id == done.id


def test_news_changes_a_statement_that_nobody_approved(agree, known, settle, store):
    contract = agree(rule())
    (before,) = settle(known(sold("2026-03-01", "10")), contract)
    (after,) = settle(known(sold("2026-03-01", "10"), sold("2026-04-01", "1")), contract)
    assert (after.id, after.lines[0].amount.plain) == (before.id, "495.00")
    assert kinds_of_events(store, after)[2:] == ["rejected", "recalculated", "period_closed"]


def test_a_posted_statement_has_a_number_and_is_never_changed(agree, known, posted, settle):
    contract, statements = agree(rule()), known(sold("2026-03-01", "10"))
    done = posted(statements, contract)
    assert (done.state, done.number) == ("posted", "2027-S00001")
    settle(known(), contract)
    assert statements.get(done.id).lines == done.lines


def test_late_payment_is_corrected_by_a_statement_of_the_difference(agree, known, posted, settle, mia):
    contract = agree(rule())
    statements = known(sold("2026-03-01", "10"), sold("2026-11-01", "2", paid="2027-02-15"))
    first = posted(statements, contract)
    (correction,) = settle(statements, contract, cutoff=LATER)
    assert (correction.corrects, correction.sequence) == (first.id, 2)
    assert correction.lines[0].amount.plain == "540.00"
    way, change = correction.change_of(correction.lines[0])
    assert (way, change.plain) == ("payable", "90.00")
    statements.post(statements.approve(correction, by=mia, at=AT), by=mia, at=AT)
    assert statements.get(first.id).state == "corrected"


def test_goods_that_come_back_are_corrected_the_other_way(agree, known, posted, settle):
    contract = agree(rule())
    posted(known(sold("2026-03-01", "10")), contract)
    (correction,) = settle(known(sold("2026-03-01", "10"), sold("2026-12-01", "-1")), contract)
    way, change = correction.change_of(correction.lines[0])
    assert (way, change.plain) == ("receivable", "45.00")
    assert (correction.balance.direction, correction.balance.amount.plain) == ("receivable", "54.45")


def test_above_the_limit_somebody_else_approves(agree, known, settle, max_, mia):
    contract, statements = agree(rule()), known(sold("2026-03-01", "100"))
    (made,) = statements.draft(contract, YEAR, AFTER, by=mia, at=AT)
    with pytest.raises(SecondPersonForStatement, match="Ask another manager"):
        statements.approve(made, by=mia, at=AT)
    assert statements.approve(made, by=max_, at=AT).approved_by == "max"


def test_an_account_manager_settles_and_a_manager_approves(agree, known, settle, anna, person):
    contract, statements = agree(rule()), known(sold("2026-03-01", "1"))
    (made,) = settle(statements, contract)
    with pytest.raises(NotAllowed):
        statements.approve(made, by=anna, at=AT)
    with pytest.raises(NotAllowed):
        statements.reject(made, "", by=person("piet"), at=AT)


def test_a_rejected_statement_keeps_the_reason_and_is_settled_anew(agree, known, settle, mia):
    contract, statements = agree(rule()), known(sold("2026-03-01", "1"))
    (made,) = settle(statements, contract)
    sent_back = statements.reject(made, " eerst de retouren ", by=mia, at=AT)
    assert (sent_back.state, sent_back.reason) == ("accrued", "eerst de retouren")
    assert settle(statements, contract)[0].state == "provisional"


def test_nothing_is_posted_that_nobody_approved(agree, known, settle, mia):
    (made,) = settle(statements := known(), agree(rule()))
    with pytest.raises(IllegalTransition):
        statements.post(made, by=mia, at=AT)


def test_of_two_who_approve_at_once_the_second_is_told(agree, known, settle, mia, max_):
    (made,) = settle(statements := known(), agree(rule()))
    statements.approve(made, by=mia, at=AT)
    with pytest.raises(StaleVersion):
        statements.approve(made, by=max_, at=AT)


def test_rules_are_settled_as_often_as_each_says(agree, known, settle):
    contract = agree(rule(settle="quarter"), rule("bonus"))
    made = settle(known(sold("2026-02-01", "1"), sold("2026-08-01", "2")), contract)
    amounts = [(each.settled, each.period.first.month, each.lines[0].amount.plain) for each in made]
    assert amounts == [
        ("quarter", 1, "45.00"), ("quarter", 4, "0.00"), ("quarter", 7, "90.00"), ("quarter", 10, "0.00"),
        ("contract_year", 1, "135.00"),
    ]  # fmt: skip


def test_a_contract_without_rules_has_nothing_to_settle(agree, known, settle):
    with pytest.raises(NothingToSettle, match="2026-0001"):
        settle(known(), agree())


def test_a_rule_of_a_kind_that_is_gone_is_named(agree, known, settle):
    with pytest.raises(UnusableRule, match="'gone'"):
        settle(known(), agree(rule(kind="gone")))


def test_the_end_settles_what_runs_and_what_the_end_makes_due_once(agree, known, mia, anna, settle):
    end = rule(
        "clawback", "left", settle="end", direction="receivable", effect="clawback", parameters={"amount": "500"}
    )
    contract = agree(rule(settle="quarter"), rule("bonus"), end)
    statements = known(sold("2026-02-01", "1"), sold("2026-05-01", "2"))
    last = date(2026, 5, 31)
    made = statements.end(contract, last, Ending(), AFTER, by=anna, at=AT)
    assert [(line.id, line.amount.plain) for line in made.lines] == [
        ("discount", "90.00"), ("bonus", "135.00"), ("clawback", "500.00"),
    ]  # fmt: skip
    other = statements.end(contract, last, Ending({"clawback": False}), AFTER, by=anna, at=AT)
    assert (other.id, [line.id for line in other.lines]) == (made.id, ["discount", "bonus"])
    (first_quarter,) = settle(statements, contract)
    assert first_quarter.period.last == date(2026, 3, 31)


def test_at_the_end_the_last_accrual_becomes_the_end_statement_and_nothing_is_left_to_approve_twice(
    agree, known, mia, anna, settle
):
    contract = agree(rule(settle="quarter"), rule("bonus"))
    statements = known(sold("2026-02-01", "1"), sold("2026-05-01", "2"))
    first_quarter, second_quarter, year = (
        settle(statements, contract, cutoff=date(2026, 6, 30))[:2]
        + settle(statements, contract, cutoff=date(2026, 6, 30))[-1:]
    )
    assert (second_quarter.state, year.state) == ("provisional", "accrued")
    made = statements.end(contract, date(2026, 5, 31), Ending(), AFTER, by=anna, at=AT, authors=["mia"])
    assert (made.id, made.settled, made.state) == (second_quarter.id, "end", "provisional")
    assert set(made.authors) == {"anna", "mia"}
    left = {one.id: one.state for one in statements.of_contract(contract.id)}
    assert left == {first_quarter.id: "provisional", made.id: "provisional", year.id: "accrued"}
    again = statements.end(contract, date(2026, 5, 31), Ending(), AFTER, by=anna, at=AT)
    assert again.id == made.id


def test_what_waited_for_approval_over_the_running_year_is_sent_back_for_the_end_covers_it(agree, known, anna, settle):
    contract = agree(rule(settle="quarter"), rule("bonus"))
    statements = known(sold("2026-11-01", "2"))
    *_, last_quarter, year = settle(statements, contract)
    assert (last_quarter.state, year.state) == ("provisional", "provisional")
    made = statements.end(contract, date(2026, 11, 30), Ending(), AFTER, by=anna, at=AT)
    states = {one.id: one.state for one in statements.of_contract(contract.id)}
    assert (made.id, states[year.id]) == (last_quarter.id, "accrued")


EVENTS = st.lists(
    st.builds(
        sold,
        st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(str),
        st.integers(-50, 500).map(lambda n: f"{n / 10:.1f}"),
        paid=st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(str)),
    ),
    max_size=8,
)


@given(events=EVENTS, cuts=st.lists(st.integers(0, 8), max_size=3), shuffled=st.randoms(use_true_random=False))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_order_news_comes_in_what_was_posted_adds_up_to_the_recalculation(
    agree, known, mia, person, events, cuts, shuffled
):
    """Post after every import; the first statement and its corrections together are the figure of all facts."""
    test_whatever_order_news_comes_in_what_was_posted_adds_up_to_the_recalculation.n += 1
    n = test_whatever_order_news_comes_in_what_was_posted_adds_up_to_the_recalculation.n
    contract = agree(rule(), number=f"2026-{n:04}", name=f"zwaan{n}")
    events = [sold(str(e.on), str(e.quantity), paid=e.paid_on and str(e.paid_on), contract=contract.id, line=str(i))
              for i, e in enumerate(events)]  # fmt: skip
    shuffled.shuffle(events)
    end, booked = date(2027, 12, 31), 0
    for cut in [*sorted(cuts), len(events)]:
        statements = known(*events[:cut], limit="999999999")
        for made in statements.draft(contract, YEAR, end, by=mia, at=AT):
            if not made.is_booked:
                statements.post(statements.approve(made, by=mia, at=AT), by=mia, at=AT)
    for each in statements.of_contract(contract.id):
        booked += sum(net if key.direction == "payable" else -net for key, net in each.due.lines.items())
    recalculated = statements.preview(contract, YEAR, end, settled="contract_year").position
    assert booked == sum(net if key.direction == "payable" else -net for key, net in recalculated.lines.items())


test_whatever_order_news_comes_in_what_was_posted_adds_up_to_the_recalculation.n = 1000
