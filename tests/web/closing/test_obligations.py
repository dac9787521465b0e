"""What was promised comes into being with the contract, and is guarded until it is done, waived or lapsed."""

from datetime import date, timedelta

import pytest

from akkoord.access import NotAllowed
from akkoord.executing.obligation import InvalidObligation

BONUS = {
    "tier_bonus": {
        "enabled": True, "method": "whole", "scope_text": "tapbier",
        "tiers": [{"from_qty": "0", "rate": "0"}, {"from_qty": "100", "rate": "5.00"}],
    }
}  # fmt: skip
TACIT = {
    "term": {"kind": "fixed", "commencement": "2026-07-01", "months": 12, "renewal": "tacit_12", "notice_months": 3}
}


@pytest.fixture
def running(table):
    return table.signed(table.contract())


@pytest.fixture
def promised(workspace, running):
    """Give an obligation of the running contract by the end of its name."""

    def named(name, state=None):
        found = workspace.obligations.of(running.customer, state=state)
        return [one for one in found if one.name.endswith(name)]

    return named


def noon(clock, day):
    return clock.at.replace(year=day.year, month=day.month, day=day.day)


def test_nothing_is_owed_before_everybody_signed(table, workspace):
    contract = table.signed(table.contract(), count=1)
    assert workspace.obligations.of(contract.customer) == []


def test_a_contract_in_force_brings_its_obligations_with_their_days(running, promised):
    (review,) = promised("/review-before-end")
    assert (review.due, review.party, review.state) == (date(2028, 12, 30), "supplier", "open")
    (end_statement,) = promised("/send-end-statement")
    assert end_statement.due is None


def test_what_waits_for_an_event_gets_its_day_when_the_event_is_known(running, promised, workspace, table, clock):
    ended = date(2027, 6, 30)
    dated = workspace.obligations.happened(running, "termination date", ended, by=table.by, at=clock.at)
    days = {one.name.partition("/")[2]: one.due for one in dated}
    assert days["send-end-statement"] > ended


def test_what_returns_each_contract_year_returns_when_the_year_is_over(table, workspace, clock):
    contract = table.signed(table.contract(BONUS))
    bonus = [one for one in workspace.obligations.of(contract.customer) if one.name.endswith("/credit-tier-bonus")]
    assert [one.anchor for one in bonus] == [date(2027, 6, 30)]
    for _ in range(2):  # twice on a day is harmless
        workspace.daily(noon(clock, date(2027, 7, 1)))
    bonus = [one for one in workspace.obligations.of(contract.customer) if one.name.endswith("/credit-tier-bonus")]
    assert [one.anchor for one in bonus] == [date(2027, 6, 30), date(2028, 6, 30)]


def test_done_is_kept_with_its_day_and_can_be_undone(promised, running, workspace, table, clock):
    (review,) = promised("/review-before-end")
    done = workspace.obligations.done(review, by=table.by, at=clock.at, on=clock.at.date(), remark="Gesproken")
    assert (done.state, done.done_on, done.remark) == ("done", clock.at.date(), "Gesproken")
    assert workspace.obligations.reopen(done, by=table.by, at=clock.at).state == "open"


def test_waiving_asks_a_reason(promised, workspace, table, clock):
    (review,) = promised("/review-before-end")
    with pytest.raises(InvalidObligation):
        workspace.obligations.waive(review, "  ", by=table.by, at=clock.at)
    assert workspace.obligations.waive(review, "Zaak gaat dicht", by=table.by, at=clock.at).state == "waived"


def test_a_stranger_does_nothing_with_an_obligation(promised, workspace, clock):
    (review,) = promised("/review-before-end")
    bram = workspace.accounts.by_login("bram")
    with pytest.raises(NotAllowed):
        workspace.obligations.waive(review, "Weg ermee", by=bram, at=clock.at)
    assert workspace.obligations.near(review.due, 30, by=bram) == []


def test_near_are_what_is_due_soon_and_what_is_overdue(promised, workspace, table):
    (review,) = promised("/review-before-end")
    names = {one.name for one, _ in workspace.obligations.near(review.due - timedelta(days=30), 30, by=table.by)}
    assert review.name in names
    assert review.is_overdue(review.due + timedelta(days=1))


def test_a_contract_that_ends_by_itself_expires_and_what_would_come_later_lapses(running, workspace, clock, table):
    after = running.ends_on + timedelta(days=1)
    workspace.daily(noon(clock, after))
    assert table.again(running).state == "expired"
    left = workspace.obligations.of(running.customer, state="open")
    assert all(one.anchor is None or one.anchor <= running.ends_on for one in left)
    assert workspace.daily(noon(clock, after)) == {"terminations": 0, "contracts": 0, "proposals": 0, "obligations": 0}


def test_tacit_renewal_moves_the_end_and_the_last_day_of_notice(table, workspace, clock):
    contract = table.signed(table.contract(TACIT))
    assert (contract.ends_on, contract.notice_by) == (date(2027, 6, 30), date(2027, 3, 31))
    workspace.daily(noon(clock, date(2027, 1, 2)))
    assert table.again(contract).state == "expiring"
    workspace.daily(noon(clock, date(2027, 7, 1)))
    renewed = table.again(contract)
    assert (renewed.state, renewed.ends_on, renewed.notice_by) == ("in_force", date(2028, 6, 30), date(2028, 3, 31))
    (review,) = [one for one in workspace.obligations.of(contract.customer, state="open")
                 if one.name.endswith("/review-before-end")]  # fmt: skip
    assert review.due == date(2027, 12, 30)


@pytest.mark.parametrize(
    ("received", "ends_on"),
    [
        pytest.param(date(2027, 3, 31), date(2027, 6, 30), id="in time"),
        pytest.param(date(2027, 4, 1), date(2028, 6, 30), id="a day late: renewed, and it counts for the next end"),
    ],
)
def test_notice_works_from_its_receipt(table, workspace, clock, received, ends_on):
    contract = table.signed(table.contract(TACIT))
    noticed = workspace.contracts.note_notice(contract, received, by=table.by, at=clock.at)
    assert (noticed.state, noticed.ends_on) == ("expiring", ends_on)
    workspace.daily(noon(clock, ends_on + timedelta(days=1)))
    assert table.again(contract).state == "expired"


def test_the_days_that_matter_are_told_with_how_they_are_reckoned(table, workspace):
    contract = table.signed(table.contract(TACIT))
    customer = workspace.customers.get(contract.customer)
    told = {one.kind: one.reading.text("nl") for one in workspace.deadlines.of(customer, date(2026, 7, 1))}
    assert told["notice"] == "Opzeggen kan uiterlijk 31 maart 2027: ontvangst telt"
