"""An end that is planned is foreseen: what falls away, what comes because of it, and what it is expected to come to."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from akkoord.ending import Effects
from akkoord.ending.termination import Plan
from akkoord.executing import RuleKinds
from tests.web.closing.test_terminating import LAST, TACIT, noon, signed_and_sold

TODAY, OVER = date(2026, 8, 17), date(2026, 10, 20)
PLAN = Plan(
    "transfer_not_taken_over", ("ownership_change",), "Koper heeft een eigen brouwerijcontract.", "customer", LAST,
    date(2026, 6, 25), ground="De zaak is overgedragen.",
)  # fmt: skip


@pytest.fixture
def contract(table, workspace, clock):
    return signed_and_sold(table, workspace, clock)


@pytest.fixture
def planning(table, workspace, contract, clock):
    def plan(**changes):
        return workspace.terminations.plan(
            table.customer.id, contract, replace(PLAN, **changes), by=table.by, at=clock.at
        )

    return plan


def named(workspace, customer, found):
    """Give deadlines of obligations by the name of the obligation."""
    things = {one.id: one.name.rpartition("/")[2] for one in workspace.obligations.of(customer.id)}
    return {things[one.thing]: (one.fate, one.day) for one in found if one.thing in things}


def test_the_planned_end_takes_the_place_of_the_end_and_of_the_last_day_of_notice(table, workspace, clock):
    contract = table.signed(table.contract(TACIT))

    def days():
        found = workspace.deadlines.of(table.customer, TODAY)
        return [(one.kind, one.day, one.what.text("nl")) for one in found if one.thing == contract.id]

    assert [kind for kind, _, _ in days()] == ["notice", "end"]
    clock.at = noon(TODAY)
    leaving = replace(PLAN, reason="notice_by_customer", effective=date(2026, 11, 30))
    workspace.terminations.plan(table.customer.id, contract, leaving, by=table.by, at=clock.at)
    assert days() == [("end", date(2026, 11, 30), f"Gepland einde van contract {contract.number}")]


def test_what_counts_from_later_falls_away_and_what_counts_from_the_end_gets_its_day(planning, table, workspace):
    planning()
    found = workspace.deadlines.of(table.customer, TODAY)
    fates = named(workspace, table.customer, found)
    assert fates["review-before-end"] == ("falls away", date(2028, 9, 30))
    assert fates["return-equipment"] == ("comes with the end", date(2026, 10, 14))
    assert fates["send-end-statement"] == ("comes with the end", date(2026, 10, 30))
    assert [one.fate for one in found][-1] == "falls away", "what falls away comes last"


def test_whom_the_day_reminds_sees_the_end_and_what_comes_with_it_and_nothing_that_falls_away(
    planning, table, workspace
):
    far = (date(2029, 4, 1) - TODAY).days
    before = named(workspace, table.customer, workspace.deadlines.near(TODAY, far, by=table.by))
    assert "review-before-end" in before
    assert "return-equipment" not in before
    planning()
    after = named(workspace, table.customer, workspace.deadlines.near(TODAY, far, by=table.by))
    assert "review-before-end" not in after
    soon = workspace.deadlines.near(TODAY, 60, by=table.by)
    assert named(workspace, table.customer, soon)["return-equipment"] == ("comes with the end", date(2026, 10, 14))
    assert [one.day for one in soon if one.kind == "end"] == [LAST]
    bram = workspace.accounts.by_login("bram")
    assert workspace.deadlines.near(TODAY, far, by=bram) == []


def test_an_end_that_waits_for_approval_changes_no_day(planning, table, workspace):
    before = workspace.deadlines.of(table.customer, TODAY)
    assert planning(effects=Effects({"clawback": False})).state == "waiting"
    assert workspace.deadlines.of(table.customer, TODAY) == before


def test_what_is_foreseen_is_what_happens(planning, workspace, contract, clock):
    planning()
    foreseen = {one.id: (one.state, one.due) for one in workspace.obligations.at_end(contract, LAST)}
    clock.at = noon(OVER)
    workspace.daily(clock.at)
    for key, told in foreseen.items():
        now = workspace.obligations.get(key)
        assert (now.state, now.due) == told, now.name


def test_on_the_last_day_the_expected_balance_is_that_of_the_end_statement(planning, workspace, clock):
    termination = planning()
    expected = workspace.terminations.expected(termination, LAST).statement
    clock.at = noon(date(2026, 10, 1))
    workspace.daily(clock.at)
    ended = workspace.terminations.get(termination.id)
    made = workspace.statements.get(ended.statement)
    assert made.balance == expected.due.balance()
    assert {one.id: one.amount for one in made.lines} == {one.id: one.amount for one in expected.lines}
    assert workspace.terminations.expected(ended, OVER) is None


def test_the_page_of_a_planned_end_shows_what_it_is_expected_to_come_to_and_why(planning, anna):
    page = anna.get(f"/t/{planning().id}").text
    for told in (
        "Verwachte eindafrekening", "Terugbetaling van de investeringsbijdrage", "€\xa018.000,00",
        "Naar verwachting betaalt de klant", "Wat dan nog te doen is", "Installatie teruggeven", "14 okt 2026",
        "vervalt met het contract", "Eindafrekening opstellen en sturen",
    ):  # fmt: skip
        assert told in page, told


def test_with_a_rule_that_cannot_be_computed_the_page_says_so_instead_of_a_figure(
    planning, anna, workspace, monkeypatch
):
    termination = planning()
    monkeypatch.setattr(workspace.statements, "kinds", RuleKinds)
    page = anna.get(f"/t/{termination.id}").text
    assert "kan niet worden berekend" in page
    assert "Naar verwachting" not in page


def test_the_dossier_tells_what_falls_away_and_what_comes_because_of_the_planned_end(planning, anna, table):
    planning()
    page = anna.get(f"{table.url}/obligations").text
    assert "Vervalt door het geplande einde" in page
    assert "Door het geplande einde" in page


def test_the_letter_tells_by_when_things_are_to_be_given_back(planning, anna):
    printed = PdfReader(BytesIO(anna.get(f"/t/{planning().id}/letter").data))
    (facts,) = [json.loads(data[0]) for data in printed.attachments.values()]
    assert "a-equipment-return/return-equipment" in facts["obligations"]
    assert "14 oktober 2026" in " ".join(printed.pages[0].extract_text().split())
