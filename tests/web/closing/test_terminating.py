"""A contract ends: planned, approved, withdrawn or happened, with everything that follows from it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from akkoord.access import NotAllowed, StaleVersion
from akkoord.dossier import IllegalTransition, timeline
from akkoord.ending import Effects, InvalidTermination, SecondPersonForTermination
from akkoord.ending.termination import Plan
from akkoord.executing import RuleKinds
from akkoord.executing.sales import SaleLine
from akkoord.store import TERMINATION

MARKTZICHT = {
    "term": {"kind": "fixed", "commencement": "2024-04-01", "months": 60, "renewal": "none"},
    "commitment": {"mode": "annual", "annual_hl": "200", "tolerance_pct": "0", "shortfall_rate": "30.00"},
    "volume_discount": {
        "enabled": True, "frequency": "annual",
        "rates": [{"group": "draught_lager", "label": "pilsener van de tap", "rate": "40.00"}],
    },
    "tier_bonus": {
        "enabled": True, "method": "slice", "scope_text": "Tapbier", "groups": ["draught_lager"],
        "tiers": [{"from_qty": "0", "rate": "0.00"}, {"from_qty": "150", "rate": "10.00"},
                  {"from_qty": "200", "rate": "15.00"}],
    },
    "investment": {"enabled": True, "amount": "36000.00", "purpose": "de verbouwing", "writeoff_months": 60},
    "equipment": {
        "enabled": True, "floor_pct": "15",
        "assets": [
            {"description": "Tapinstallatie", "serial": "TAP-24-0310", "placed_on": "2024-04-10",
             "new_value": "11760.00", "life_months": 84},
            {"description": "Glazenspoelmachine", "serial": "GSM-24-0099", "placed_on": "2024-04-10",
             "new_value": "2950.00", "life_months": 60},
        ],
    },
    "ending": {"shortfall_scope": "full_term", "cumulation": "highest"},
}  # fmt: skip
TACIT = {
    "term": {"kind": "fixed", "commencement": "2026-07-01", "months": 12, "renewal": "tacit_12", "notice_months": 3}
}
SOLD = ((date(2026, 4, 15), "30"), (date(2026, 6, 15), "36"), (date(2026, 8, 15), "20.40"))
LAST = date(2026, 9, 30)


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def ending(workspace):
    return workspace.terminations


def signed_and_sold(table, workspace, clock):
    """Sign a contract since April 2024 with a commitment, an investment and two things on loan, and sell under it."""
    signed = table.signed(table.contract(MARKTZICHT))
    lines = [
        SaleLine(f"l{n}", table.customer.id, on, "draught_lager", Decimal(hl), "hl", Decimal(0), on, "fust 50 l")
        for n, (on, hl) in enumerate(SOLD)
    ]
    workspace.sales.load(lines, run="test", at=clock.at)
    clock.at = noon(date(2026, 8, 17))
    return signed


@pytest.fixture
def contract(table, workspace, clock):
    return signed_and_sold(table, workspace, clock)


@pytest.fixture
def plan():
    return Plan(
        reason="transfer_not_taken_over",
        circumstances=("ownership_change",),
        text="Koper heeft een eigen brouwerijcontract.",
        initiated_by="customer",
        notice_received=date(2026, 6, 25),
        effective=LAST,
        ground="De zaak is overgedragen; de koper neemt het contract niet over.",
    )


@pytest.fixture
def planned(ending, contract, plan, table, clock):
    return ending.plan(table.customer.id, contract, plan, by=table.by, at=clock.at)


@pytest.fixture
def over(planned, workspace, clock):
    """The planned termination on a day on which it has taken effect by itself."""
    clock.at = noon(date(2026, 10, 20))
    workspace.daily(clock.at)
    return workspace.terminations.get(planned.id)


def test_what_is_planned_waits_for_its_day_and_changes_nothing_until_then(planned, contract, table, workspace, clock):
    assert planned.state == "planned"
    clock.at = noon(LAST)
    assert workspace.daily(clock.at)["terminations"] == 0
    assert workspace.contracts.get(contract.id).is_binding
    assert workspace.customers.get(table.customer.id).state == "active"
    assert workspace.terminations.ends_on([table.customer.id]) == {table.customer.id: LAST}


def test_the_day_after_contract_and_customer_end_by_themselves(planned, contract, table, workspace, clock):
    clock.at = noon(date(2026, 10, 1))
    for moved in (1, 0):  # twice on a day is harmless
        assert workspace.daily(clock.at)["terminations"] == moved
    ended = workspace.contracts.get(contract.id)
    assert (ended.state, ended.ends_on, ended.notice_on) == ("terminated", LAST, date(2026, 6, 25))
    assert workspace.customers.get(table.customer.id).state == "terminated"
    assert workspace.terminations.get(planned.id).state == "effective"


def test_days_that_were_missed_are_made_up_for_and_the_end_statement_is_that_of_the_worked_case(
    over, table, workspace, clock
):
    rinser = next(one for one in workspace.assets.of(table.customer.id) if one.serial_number == "GSM-24-0099")
    workspace.assets.move(rinser, "not_returned", by=table.by, at=clock.at)
    made = workspace.terminations.settle_again(over, by=table.by, at=clock.at)
    assert made.id == over.statement
    assert {line.id: (line.amount.plain, line.charged) for line in made.lines} == {
        "discount-draught_lager": ("3456.00", True),
        "tier-bonus": ("114.00", True),
        "shortfall": ("408.00", True),
        "clawback": ("18000.00", True),
        "shortfall-future": ("15000.00", False),
        "asset-GSM-24-0099": ("1524.17", True),
    }
    assert (made.balance.direction, made.balance.amount.plain) == ("receivable", "19478.15")


def test_a_thing_that_is_found_not_to_come_back_is_charged_wherever_that_is_noted(over, table, workspace, clock):
    (tap, _) = sorted(workspace.assets.of(table.customer.id), key=lambda one: one.serial_number)[::-1]
    gone = workspace.assets.move(tap, "purchased", by=table.by, at=clock.at)
    made = workspace.terminations.settle_for(gone, by=table.by, at=clock.at)
    assert made.line("asset-TAP-24-0310").amount.plain == "7700.00"


def test_settling_an_older_end_statement_again_forgets_nothing_of_what_came_back_since(over, table, workspace, clock):
    statements, piet = workspace.statements, workspace.accounts.by_login("piet")

    def post(made):
        return statements.post(statements.approve(made, by=piet, at=clock.at), by=piet, at=clock.at)

    tap = next(one for one in workspace.assets.of(table.customer.id) if one.serial_number == "TAP-24-0310")
    gone = workspace.assets.move(tap, "not_returned", by=table.by, at=clock.at)
    first = post(workspace.terminations.settle_for(gone, by=table.by, at=clock.at))
    back = workspace.assets.move(gone, "returned", by=table.by, at=clock.at)
    post(workspace.terminations.settle_for(back, by=table.by, at=clock.at))
    assert statements.correct(first, clock.at.date(), by=table.by, at=clock.at) is None


def test_what_stands_at_somebody_insolvent_is_to_be_reclaimed_and_not_charged(
    ending, contract, plan, table, clock, workspace
):
    clock.at = noon(date(2026, 10, 20))
    done = ending.plan(table.customer.id, contract, replace(plan, reason="insolvency"), by=table.by, at=clock.at)
    assert {one.state for one in workspace.assets.of(table.customer.id)} == {"to_be_reclaimed"}
    lines = [line.id for line in workspace.statements.get(done.statement).lines]
    assert not [line for line in lines if line.startswith("asset-")]


def test_obligations_of_the_ending_get_their_day_and_later_ones_lapse(over, table, workspace):
    days = {one.name.partition("/")[2]: (one.state, one.due) for one in workspace.obligations.of(table.customer.id)}
    assert days["return-equipment"] == ("open", date(2026, 10, 14))
    assert days["send-end-statement"] == ("open", date(2026, 10, 30))
    assert days["review-before-end"][0] == "lapsed"
    assert days["repay-investment"] == ("open", None)


def test_what_is_due_after_the_end_statement_gets_its_day_when_that_is_posted(over, table, workspace, clock):
    piet = workspace.accounts.by_login("piet")
    made = workspace.statements.get(over.statement)
    workspace.statements.post(workspace.statements.approve(made, by=piet, at=clock.at), by=piet, at=clock.at)
    (repay,) = [one for one in workspace.obligations.of(table.customer.id) if one.name.endswith("/repay-investment")]
    assert repay.due == date(2026, 11, 3)


def test_who_planned_the_end_does_not_approve_a_large_end_statement_that_came_by_itself(over, planned, workspace):
    assert planned.planned_by in workspace.statements.get(over.statement).authors


def test_what_lies_in_the_past_happens_at_once(ending, contract, plan, table, clock, workspace):
    clock.at = noon(date(2026, 10, 20))
    assert ending.plan(table.customer.id, contract, plan, by=table.by, at=clock.at).state == "effective"
    assert workspace.contracts.get(contract.id).state == "terminated"


def test_withdrawn_leaves_everything_as_it_was(ending, contract, plan, table, clock, workspace):
    def everything():
        customer = workspace.customers.get(table.customer.id)
        return (
            customer, workspace.contracts.of(customer.id), workspace.obligations.of(customer.id),
            workspace.assets.of(customer.id), workspace.statements.of(customer.id), workspace.customers.recent(),
            workspace.deadlines.near(clock.at.date(), 400, by=table.by), ending.ends_on([customer.id]),
        )  # fmt: skip

    before = everything()
    planned = ending.plan(table.customer.id, contract, plan, by=table.by, at=clock.at)
    assert everything() != before
    withdrawn = ending.withdraw(planned, "Klant blijft toch", by=table.by, at=clock.at)
    assert (withdrawn.state, withdrawn.remark) == ("withdrawn", "Klant blijft toch")
    assert everything() == before
    clock.at = noon(date(2026, 10, 20))
    assert workspace.daily(clock.at)["terminations"] == 0
    with pytest.raises(InvalidTermination):
        ending.withdraw(withdrawn, "", by=table.by, at=clock.at)


def test_a_renewal_in_between_is_held_off(ending, table, clock, workspace):
    contract = table.signed(table.contract(TACIT))
    clock.at = noon(date(2027, 3, 1))
    plan = Plan("notice_by_customer", ("price",), "Te duur.", "customer", date(2027, 6, 30), date(2027, 2, 20))
    ending.plan(table.customer.id, contract, plan, by=table.by, at=clock.at)
    clock.at = noon(date(2027, 8, 1))
    workspace.daily(clock.at)
    ended = workspace.contracts.get(contract.id)
    assert (ended.state, ended.ends_on) == ("terminated", date(2027, 6, 30))


def test_a_contract_that_waits_for_approval_does_not_renew_itself_meanwhile(ending, table, clock, workspace):
    contract = table.signed(table.contract(TACIT, {"tier_bonus": MARKTZICHT["tier_bonus"]}))
    clock.at = noon(date(2027, 3, 1))
    plan = Plan("notice_by_customer", ("price",), "Te duur.", "customer", date(2027, 6, 30), date(2027, 2, 20))
    plan = replace(plan, effects=Effects(bonus="full"))
    waiting = ending.plan(table.customer.id, contract, plan, by=table.by, at=clock.at)
    assert (waiting.state, waiting.needs) == ("waiting", ("bonus_running_year",))
    clock.at = noon(date(2027, 7, 5))
    workspace.daily(clock.at)
    assert workspace.contracts.get(contract.id).ends_on == date(2027, 6, 30)
    done = ending.approve(waiting, "", by=workspace.accounts.by_login("piet"), at=clock.at)
    assert done.state == "effective"


def test_after_late_notice_the_contract_renews_itself_once_more_and_then_ends(ending, table, clock, workspace):
    contract = table.signed(table.contract(TACIT))
    clock.at = noon(date(2027, 5, 1))
    assert ending.first_possible(contract, date(2027, 5, 1)) == date(2028, 6, 30)
    plan = Plan("notice_by_customer", ("price",), "Te duur.", "customer", date(2028, 6, 30), date(2027, 5, 1))
    ending.plan(table.customer.id, contract, plan, by=table.by, at=clock.at)
    clock.at = noon(date(2027, 7, 1))
    workspace.daily(clock.at)
    assert workspace.contracts.get(contract.id).ends_on == date(2028, 6, 30)
    clock.at = noon(date(2028, 7, 1))
    workspace.daily(clock.at)
    assert workspace.contracts.get(contract.id).state == "terminated"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param({"reason": "boredom"}, "reason from the list", id="a reason that is none"),
        pytest.param({"circumstances": ()}, "circumstances from the list", id="no circumstances"),
        pytest.param({"text": " "}, "own words", id="no description"),
        pytest.param({"ground": ""}, "first possible day", id="too early without a ground"),
        pytest.param({"effective": date(2024, 3, 31)}, "begins on", id="before the first day"),
        pytest.param({"effective": date(2029, 4, 1)}, "ends by itself", id="after it ends by itself"),
        pytest.param({"notice_received": date(2026, 8, 18)}, "later than today", id="notice from tomorrow"),
        pytest.param({"reason": "mutual_consent"}, "every effect", id="effects that are asked"),
    ],
)
def test_what_is_missing_or_not_allowed_is_said(ending, contract, plan, table, clock, wrong, said):
    with pytest.raises(InvalidTermination, match=said) as refused:
        ending.plan(table.customer.id, contract, replace(plan, **wrong), by=table.by, at=clock.at)
    assert refused.value.text("nl") != refused.value.text("en")
    assert ending.of(table.customer.id) == []


def test_effects_are_proposed_where_the_contract_has_rules_for_them(ending, table):
    plain = table.signed(table.contract())
    assert ending.proposal(plain, "transfer_not_taken_over").effects.to_json() == {}
    assert ending.proposal(plain, "mutual_consent").asked == ()


def test_other_effects_than_proposed_need_a_second_person_who_did_not_plan_it(
    ending, contract, plan, table, clock, workspace
):
    piet = workspace.accounts.by_login("piet")
    lenient = replace(plan, effects=Effects({"clawback": False}))
    waiting = ending.plan(table.customer.id, contract, lenient, by=piet, at=clock.at)
    assert (waiting.state, waiting.needs) == ("waiting", ("clawback",))
    assert [one.id for one, _ in ending.waiting()] == [waiting.id]
    with pytest.raises(NotAllowed):
        ending.approve(waiting, "", by=table.by, at=clock.at)
    with pytest.raises(SecondPersonForTermination):
        ending.approve(waiting, "", by=piet, at=clock.at)
    bea = workspace.accounts.by_login("bea")
    chief = workspace.accounts.add("mia", "Mia", "manager", "een goed lang wachtwoord", by=bea, at=clock.at)
    approved = ending.approve(waiting, "Goede klant", by=chief, at=clock.at)
    assert (approved.state, approved.approved_by, approved.remark) == ("planned", chief.id, "Goede klant")
    with pytest.raises(InvalidTermination):
        ending.approve(approved, "", by=chief, at=clock.at)


def test_of_two_who_change_it_at_once_the_second_is_told(ending, planned, table, clock):
    ending.withdraw(planned, "", by=table.by, at=clock.at)
    with pytest.raises(StaleVersion):
        ending.withdraw(planned, "", by=table.by, at=clock.at)


def test_an_end_is_planned_once_and_nobody_ends_someone_elses_customer(
    ending, planned, contract, plan, table, clock, workspace
):
    with pytest.raises(InvalidTermination, match="planned already"):
        ending.plan(table.customer.id, contract, plan, by=table.by, at=clock.at)
    bram = workspace.accounts.by_login("bram")
    for act in (lambda: ending.withdraw(planned, "", by=bram, at=clock.at),
                lambda: ending.take_effect(planned, by=bram, at=clock.at)):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()


def test_a_customer_with_another_contract_in_force_stays(ending, contract, planned, table, clock, workspace):
    other = table.signed(table.contract())
    clock.at = noon(date(2026, 10, 1))
    workspace.daily(clock.at)
    assert workspace.contracts.get(contract.id).state == "terminated"
    assert (workspace.contracts.get(other.id).is_binding, workspace.customers.get(table.customer.id).state) == (
        True,
        "active",
    )


def test_a_customer_without_a_contract_in_force_leaves_for_a_reason_too(ending, over, plan, table, clock, workspace):
    customer = workspace.customers.restore(workspace.customers.get(table.customer.id), by=table.by, at=clock.at)
    gone = replace(plan, effective=clock.at.date())
    done = ending.plan(customer.id, None, gone, by=table.by, at=clock.at)
    clock.at = noon(date(2026, 10, 21))
    workspace.daily(clock.at)
    assert (ending.get(done.id).state, workspace.customers.get(customer.id).state) == ("effective", "terminated")
    with pytest.raises(IllegalTransition):
        ending.plan(customer.id, None, gone, by=table.by, at=clock.at)


def test_a_customer_with_a_contract_in_force_is_not_ended_beside_it(ending, contract, plan, table, clock):
    with pytest.raises(InvalidTermination, match="contract in force"):
        ending.plan(table.customer.id, None, plan, by=table.by, at=clock.at)


def test_leaving_is_compared_on_three_days_by_the_rules_of_the_contract(ending, contract, clock):
    now, term = ending.outlooks(contract, clock.at.date())
    assert (now.days, term.days) == (("now",), ("first", "term"))
    assert (now.line("clawback").amount.plain, term.line("clawback").amount.plain) == ("18600.00", "0.00")
    assert now.things.plain == "9413.33"  # 11760 × 56/84 + 2950 × 32/60
    assert (now.is_expected, term.is_expected) == (False, True)
    assert term.line("discount-draught_lager").quantity > 0


def test_a_day_of_choice_stands_among_them_with_the_effects_that_were_decided(ending, contract, clock):
    found = ending.outlooks(contract, clock.at.date(), effects=Effects({"clawback": False}), chosen=LAST)
    assert [one.days for one in found] == [("now",), ("chosen",), ("first", "term")]
    assert all(one.line("clawback") is None for one in found)


def test_a_contract_that_was_replaced_meanwhile_is_not_ended_once_more(
    ending, planned, contract, table, clock, workspace
):
    workspace.contracts.mark_terminated(contract, by=table.by, at=clock.at)
    clock.at = noon(date(2026, 10, 1))
    workspace.daily(clock.at)
    assert ending.get(planned.id).state == "withdrawn"


def test_a_rule_that_cannot_be_computed_keeps_the_end_waiting_and_nothing_half_done(
    ending, planned, contract, clock, workspace, monkeypatch, caplog
):
    monkeypatch.setattr(workspace.statements, "kinds", RuleKinds)
    clock.at = noon(date(2026, 10, 1))
    workspace.daily(clock.at)
    assert ending.get(planned.id).state == "planned"
    assert workspace.contracts.get(contract.id).is_binding
    assert planned.id in caplog.text


def test_everything_stands_in_the_timeline(over, table, workspace):
    told = [entry.message.text("nl") for entry in timeline(workspace.store, table.customer.id)]
    assert "Beëindiging gepland" in told
    assert "Klant beëindigd" in told


def test_the_journal_has_who_planned_it_and_that_it_happened_by_itself(over, planned, workspace):
    entries = workspace.store.history(TERMINATION.stream_of(planned.id))
    assert [(one.kind, one.actor) for one in entries] == [
        ("plan_termination", planned.planned_by), ("termination_effective", "console"),
    ]  # fmt: skip
