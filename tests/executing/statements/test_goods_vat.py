"""VAT that follows the goods, in everything that is made of a statement: each rate adds up to what was posted."""

import csv
import io
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from akkoord.executing import Event, RuleKinds
from akkoord.executing.booked import BookedSums
from akkoord.executing.ledger import ledger_csv, ledger_rows
from akkoord.executing.statement_print import statement_html
from akkoord.executing.ubl import PartyName, ubl
from akkoord.values import Period
from akkoord_rules_volume import TurnoverPct
from tests.executing.statements.conftest import AT, rule
from tests.executing.statements.ubl_structure import faults

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NS = {
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
}
OF_A_RATE = ("cbc:TaxableAmount", "cbc:TaxAmount", "cac:TaxCategory/cbc:Percent")
US, THEM = PartyName("Brouwerij B.V."), PartyName("Café De Zwaan")
SOFT = {"groups": ["soft"], "treatment": "reduced", "rate": "9"}
BONUS = rule(
    "bonus",
    "turnover_pct",
    vat={"treatment": "standard", "rate": "21", "goods": [SOFT]},
    parameters={"groups": ["beer", "soft"], "pct": "3.33", "basis": "delivered_and_paid"},
)


def sold(group, turnover, paid="2026-03-01"):
    day = date(2026, 3, 1)
    return Event(day, group, Decimal(1), "hl", Decimal(turnover), date.fromisoformat(paid), id=group + paid,
                 contract="2026-0001")  # fmt: skip


@pytest.fixture
def kinds(make):
    return RuleKinds([make.Each, TurnoverPct])


@pytest.fixture
def posted(agree, known, mia):
    """Post the first statement, and its correction once all is paid."""
    contract = agree(BONUS)
    statements = known(sold("beer", "1000.10"), sold("soft", "333.33"), sold("soft", "500.05", "2027-02-15"),
                       limit="999999")  # fmt: skip
    (made,) = statements.draft(contract, YEAR, date(2027, 1, 31), by=mia, at=AT)
    first = statements.post(statements.approve(made, by=mia, at=AT), by=mia, at=AT)
    made = statements.correct(first, date(2027, 2, 28), by=mia, at=AT)
    return first, statements.post(statements.approve(made, by=mia, at=AT), by=mia, at=AT)


def test_every_rate_has_a_row_in_the_ledger_with_its_clause(posted):
    for statement, expected in zip(
        posted,
        (
            [("bonus:standard-21", "33.30", "21"), ("bonus:reduced-9", "11.10", "9")],
            [("bonus:reduced-9", "16.65", "9")],
        ),
        strict=True,
    ):
        text = ledger_csv(ledger_rows([statement], {"2026-0001": "ZB-1"}, {}))
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert [(row["line"], row["net"], row["vat_rate"]) for row in rows] == expected
        assert {row["clause"] for row in rows} == {"a-discount"}
        assert {row["direction"] for row in rows} == {"payable"}


def test_an_e_invoice_has_one_subtotal_for_each_rate(posted):
    for statement, expected in zip(
        posted, ([("33.30", "6.99", "21"), ("11.10", "1.00", "9")], [("16.65", "1.50", "9")]), strict=True
    ):
        document = ubl(statement, US, THEM, {}, statement.corrects and posted[0].number)
        assert faults(document) == []
        subtotals = ET.fromstring(document).findall("cac:TaxTotal/cac:TaxSubtotal", NS)
        found = [tuple(part.findtext(path, namespaces=NS) for path in OF_A_RATE) for part in subtotals]
        assert found == expected


def test_the_customer_reads_the_share_of_each_rate_and_what_was_booked_of_it(posted):
    first, correction = (
        statement_html(each, contract="C-1", supplier=US, customer=THEM, titles={}, language="nl").replace(
            "\N{NO-BREAK SPACE}", " "
        )
        for each in posted
    )
    assert "aandeel btw 21%: € 1.000,10 van € 1.333,43 omzet" in first
    assert "btw 9% over € 11,10" in first
    assert "aandeel btw 9%: € 833,38 van € 1.833,48 omzet: € 27,75, waarvan € 11,10 eerder geboekt" in correction


def test_sums_over_all_statements_count_what_was_divided_as_one_kind(store, posted):
    found = [dict(booked.by_kind) for booked, _ in BookedSums(store).ending(YEAR.first, YEAR.last)]
    assert len(found) == len(posted)
    assert all(each in found for each in ({("turnover_pct", "payable"): 4440}, {("turnover_pct", "payable"): 1665}))
