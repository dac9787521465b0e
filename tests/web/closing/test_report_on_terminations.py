"""The report on terminations: why contracts ended, what it came to, who came back, and what had been agreed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from akkoord.access import CONSOLE
from akkoord.ending.termination import Plan
from akkoord.executing.sales import SaleLine
from akkoord.reporting import KeyNumber, Table, shown
from akkoord_reports_terminations import Terminations

LASTING = {
    "term": {"kind": "fixed", "commencement": "2024-04-01", "months": 60, "renewal": "none"},
    "commitment": {"mode": "annual", "annual_hl": "200", "tolerance_pct": "0", "shortfall_rate": "30.00"},
    "investment": {"enabled": True, "amount": "36000.00", "purpose": "de verbouwing", "writeoff_months": 60},
    "ending": {"shortfall_scope": "full_term", "cumulation": "highest"},
}
LAST, AFTER = date(2026, 9, 30), date(2026, 10, 20)
SOLD = ((date(2025, 9, 30), "99"), (date(2026, 4, 15), "30"), (date(2026, 8, 15), "20.5"))


@pytest.fixture
def ended(table, workspace, clock):
    """A contract that ended at the end of September: the place was sold, and the buyer has a contract elsewhere."""
    contract = table.signed(table.contract(LASTING))
    lines = [
        SaleLine(f"l{n}", table.customer.id, on, "draught_lager", Decimal(hl), "hl") for n, (on, hl) in enumerate(SOLD)
    ]
    workspace.sales.load(lines, run="test", at=clock.at)
    clock.at = datetime(2026, 8, 17, 12, tzinfo=UTC)
    plan = Plan(
        reason="transfer_not_taken_over",
        circumstances=("ownership_change",),
        text="Koper heeft een eigen brouwerijcontract.",
        initiated_by="customer",
        notice_received=date(2026, 6, 25),
        effective=LAST,
        ground="De zaak is overgedragen.",
        competitor="Brouwerij De Buren",
        preventable="no",
    )
    planned = workspace.terminations.plan(table.customer.id, contract, plan, by=table.by, at=clock.at)
    clock.at = datetime(2026, 10, 20, 12, tzinfo=UTC)
    workspace.daily(clock.at)
    return workspace.terminations.get(planned.id)


@pytest.fixture
def build(workspace):
    def built(period="2026", by=CONSOLE):
        return Terminations.made(workspace, {"period": period}, by=by, today=AFTER).sections

    return built


def numbers(section):
    return {part.label.nl: part.value for part in section.of(KeyNumber)}


def words(table):
    return [[shown(cell, "nl") for cell in row] for row in table.rows]


def test_what_it_came_to_is_what_the_end_statement_books(ended, build, workspace):
    (statement,) = workspace.statements.some([ended.statement]).values()
    owed = sum(one.net.minor for one in statement.totals if one.direction == "receivable")
    glance, why, each, *_ = build()
    assert numbers(glance)["Van klanten"].minor == owed > 0
    assert (why.of(Table)[0].total[-2].minor, each.of(Table)[0].total[5].minor) == (owed, owed)
    assert (numbers(glance)["Beëindigd"], numbers(glance)["Gepland"]) == (1, 0)


def test_reason_circumstances_and_story_are_told_in_words(ended, build):
    assert ended.state == "effective"
    (row,), (said,) = map(words, build()[2].of(Table))
    assert row[3] == "Overgedragen, contract niet overgenomen"
    assert said[1:] == ["de klant", "nee", "Koper heeft een eigen brouwerijcontract. (Brouwerij De Buren)"]


def test_the_volume_that_goes_is_that_of_the_twelve_months_before(ended, build):
    assert ended.effective == LAST
    assert words(build()[2].of(Table)[0])[0][4] == "50,5\N{NO-BREAK SPACE}hl"


def test_what_had_been_agreed_stands_beside_it(ended, build, workspace):
    row = words(build()[3].of(Table)[0])[0]
    assert row[3] == str(len(workspace.proposals.of(ended.customer)))
    assert "Afname per contractjaar: 200" in row[5]


def test_who_came_back_is_named_until_that_is_undone(ended, build, workspace, clock, table):
    assert len(build()) == 4
    restored = workspace.restoring.restore(workspace.customers.get(ended.customer), by=table.by, at=clock.at).customer
    *_, back = build()
    assert words(back.of(Table)[0])[0][0] == restored.name
    workspace.restoring.undo(restored, by=table.by, at=clock.at)
    assert len(build()) == 4


def test_another_period_or_account_manager_sees_nothing(ended, build, workspace):
    assert ended.state == "effective"
    assert build("2026-Q2") == ()
    assert build(by=workspace.accounts.by_login("bram")) == ()
