"""Statements in the dossier: settled, approved and posted, and every amount followed back to its deliveries."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from akkoord.executing import Vat
from akkoord.executing.sales import SaleLine
from akkoord_web.executing.screens import line_titles
from tests.executing.statements.conftest import rule

DISCOUNT = {
    "term": {"kind": "fixed", "commencement": "2025-01-01", "months": 36},
    "volume_discount": {
        "enabled": True,
        "frequency": "annual",
        "rates": [{"group": "draught_lager", "rate": "45.00", "label": "pilsener"}],
    },
}


@pytest.fixture
def contract(table, workspace, clock):
    """A contract in force for more than a year, with two deliveries, one of them not paid."""
    signed = table.signed(table.contract(DISCOUNT))
    days = (date(2025, 3, 1), date(2025, 3, 2)), (date(2025, 4, 1), None)
    lines = [
        SaleLine(f"l{n}", table.customer.id, on, "draught_lager", Decimal(10), "hl", Decimal(1000), paid, "fust 50 l")
        for n, (on, paid) in enumerate(days)
    ]
    workspace.sales.load(lines, run="test", at=clock.at)
    return signed


@pytest.fixture
def statement(browser, contract, table, workspace):
    browser("anna").post(f"/k/{contract.id}/settle", {"op": "settle-1"})
    found = workspace.statements.of(table.customer.id)
    return next(each for each in found if each.period.first == date(2025, 1, 1))


def test_a_contract_is_settled_from_the_dossier(browser, statement, table):
    assert statement.state == "provisional"
    assert statement.lines[0].amount.plain == "450.00"
    page = browser("anna").get(f"/c/{table.customer.id}/statements").text
    assert f"/s/{statement.id}" in page


def test_a_manager_approves_and_posts_and_the_books_get_it(browser, statement, workspace):
    anna, piet = browser("anna"), browser("piet")
    assert "Een manager keurt deze afrekening goed" in anna.get(f"/s/{statement.id}").text
    assert anna.post(f"/s/{statement.id}/approve", {"op": "x", "version": statement.version}).status_code == 404
    assert piet.post(f"/s/{statement.id}/approve", {"op": "a", "version": statement.version}).status_code == 303
    approved = workspace.statements.get(statement.id)
    assert piet.post(f"/s/{statement.id}/post", {"op": "p", "version": approved.version}).status_code == 303
    assert "discount-draught_lager;a-volume-discount;payable;450.00" in anna.get(f"/s/{statement.id}/ledger.csv").text
    assert anna.get(f"/s/{statement.id}/ledger.xlsx").data.startswith(b"PK")
    assert "<cbc:PayableAmount" in anna.get(f"/s/{statement.id}/ubl.xml").text
    again = anna.post(f"/s/{statement.id}/correct", {"op": "c"})
    assert again.location.endswith("same=yes")


def test_who_looked_at_something_older_sees_how_it_is_now(browser, statement):
    answer = browser("piet").post(f"/s/{statement.id}/approve", {"op": "a", "version": statement.version - 1})
    assert answer.status_code == 409
    assert "Iemand heeft deze afrekening intussen gewijzigd" in answer.text


def test_what_was_not_posted_gives_the_books_nothing(browser, statement):
    assert browser("anna").get(f"/s/{statement.id}/ubl.xml").status_code == 404
    assert browser("anna").get(f"/s/{statement.id}/ledger.csv").status_code == 404


def test_an_amount_is_followed_back_to_its_rule_article_months_and_deliveries(browser, statement, contract):
    page = browser("anna").get(f"/s/{statement.id}/lines/discount-draught_lager").text
    assert "× €\xa045,00" in page
    assert "Vast bedrag per eenheid" in page
    assert "De Brouwerij verleent de Afnemer over de Afgenomen Hectoliters een korting" in page
    assert f'href="/k/{contract.id}#' in page
    assert "maart 2025" in page
    assert "Nog niet meegeteld: niet betaald op de peildatum (1)" in page


def test_the_customer_gets_it_on_paper(browser, statement):
    answer = browser("anna").get(f"/s/{statement.id}/pdf")
    assert answer.data.startswith(b"%PDF-")


def test_lines_that_differ_in_their_vat_are_called_after_it_in_the_language_of_the_contract():
    vat = {"treatment": "standard", "rate": "21"}
    rules = [
        rule("bonus", vat=vat | {"goods": [{"groups": ["soft"], "treatment": "reduced", "rate": "9"}]}),
        rule("fee"),
    ]
    data = {"rules": rules, "parts": [{"id": "a-discount", "label": "5", "title": "Bonus", "html": ""}]}
    lines = [
        SimpleNamespace(id=name, rule=name.partition(":")[0], clause="a-discount", vat=Vat.of(*rate))
        for name, rate in (("bonus:standard-21", ("standard", 21)), ("bonus:exempt", ("exempt",)), ("fee", ("exempt",)))
    ]
    found = SimpleNamespace(version=SimpleNamespace(data=data, language="nl"), statement=SimpleNamespace(lines=lines))
    assert list(line_titles(found).values()) == ["Bonus, btw 21%", "Bonus, vrijgesteld van btw", "Bonus"]


def test_a_line_that_is_not_there_is_not_found(browser, statement):
    assert browser("anna").get(f"/s/{statement.id}/lines/gone").status_code == 404


def test_a_statement_is_sent_back_with_the_reason(browser, statement, workspace):
    form = {"op": "r", "version": statement.version, "reason": "eerst de retouren"}
    assert browser("anna").post(f"/s/{statement.id}/reject", form).status_code == 303
    assert "eerst de retouren" in browser("anna").get(f"/s/{statement.id}").text


@pytest.mark.parametrize(
    "address", ["", "/lines/discount-draught_lager", "/ledger.csv", "/ledger.xlsx", "/ubl.xml", "/pdf"]
)
def test_a_stranger_finds_no_statement(browser, statement, address):
    assert browser("bram").get(f"/s/{statement.id}{address}").status_code == 404


@pytest.mark.parametrize("step", ["approve", "post", "reject", "correct"])
def test_a_stranger_changes_no_statement(browser, statement, workspace, step):
    assert browser("bram").post(f"/s/{statement.id}/{step}", {"op": "x", "version": "1"}).status_code == 404
    assert workspace.statements.get(statement.id) == statement


def test_a_contract_without_rules_says_that_there_is_nothing_to_settle(browser, table):
    signed = table.signed(table.contract())
    answer = browser("anna").post(f"/k/{signed.id}/settle", {"op": "x"})
    assert answer.status_code == 422
    assert "heeft niets af te rekenen" in answer.text
