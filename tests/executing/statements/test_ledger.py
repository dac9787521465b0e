"""What the books take over: rows that add up to what was posted, and XML that an e-invoicing program reads."""

import csv
import io
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from akkoord.executing.ledger import COLUMNS, PartyName, ledger_csv, ledger_rows, ubl
from akkoord.values import Period
from tests.executing.statements.conftest import AT, rule, sold

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NS = {
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
}
US, THEM = PartyName("Brouwerij B.V.", city="Deventer", kvk="90000011"), PartyName("Café <De Zwaan>")


@pytest.fixture
def posted(agree, known, mia):
    def post(*events, direction="payable"):
        contract = agree(rule(direction=direction), rule("bonus", parameters={"groups": ["wine"], "rate": "1.00"}))
        statements = known(*events, limit="999999")
        (made,) = statements.draft(contract, YEAR, date(2027, 1, 31), by=mia, at=AT)
        return statements.post(statements.approve(made, by=mia, at=AT), by=mia, at=AT)

    return post


def test_every_amount_that_is_booked_has_a_row(posted):
    statement = posted(sold("2026-03-01", "2"))
    rows = ledger_rows([statement], {"2026-0001": "ZB-1"}, {"zwaan": "=K1"})
    (read,) = list(csv.DictReader(io.StringIO(ledger_csv(rows)), delimiter=";"))
    assert tuple(read) == COLUMNS
    assert (read["statement"], read["line"], read["net"], read["direction"]) == (
        "2027-S00001", "discount", "90.00", "payable",
    )  # fmt: skip
    assert read["customer"] == "'=K1"


def test_what_the_customer_gets_is_a_credit_note_whose_totals_add_up(posted):
    root = ET.fromstring(ubl(posted(sold("2026-03-01", "2")), US, THEM, {"discount": "Hectoliterkorting"}))
    assert root.tag.endswith("CreditNote-2}CreditNote")
    assert root.findtext("cbc:CreditNoteTypeCode", namespaces=NS) == "381"
    assert root.findtext("cac:LegalMonetaryTotal/cbc:PayableAmount", namespaces=NS) == "108.90"
    lines = [each.text for each in root.findall("cac:CreditNoteLine/cbc:LineExtensionAmount", NS)]
    assert lines == ["90.00", "0.00"]
    assert root.findtext("cac:CreditNoteLine/cac:Item/cbc:Name", namespaces=NS) == "Hectoliterkorting"
    assert root.findtext(".//cac:AccountingCustomerParty//cbc:RegistrationName", namespaces=NS) == "Café <De Zwaan>"


def test_what_the_customer_owes_is_an_invoice(posted):
    root = ET.fromstring(ubl(posted(sold("2026-03-01", "2"), direction="receivable"), US, THEM, {}))
    assert root.findtext("cbc:InvoiceTypeCode", namespaces=NS) == "380"
    assert root.findtext("cac:TaxTotal/cbc:TaxAmount", namespaces=NS) == "18.90"


def test_the_elements_stand_in_the_order_of_the_schema(posted):
    root = ET.fromstring(ubl(posted(sold("2026-03-01", "2")), US, THEM, {}))
    names = [child.tag.partition("}")[2] for child in root]
    assert names == [
        "CustomizationID", "ID", "IssueDate", "CreditNoteTypeCode", "DocumentCurrencyCode", "InvoicePeriod",
        "AccountingSupplierParty", "AccountingCustomerParty", "TaxTotal", "LegalMonetaryTotal", "CreditNoteLine",
        "CreditNoteLine",
    ]  # fmt: skip


def test_a_statement_that_was_not_posted_is_no_invoice(agree, known, anna):
    (made,) = known().draft(agree(rule()), YEAR, date(2027, 1, 31), by=anna, at=AT)
    with pytest.raises(ValueError, match="only a posted statement"):
        ubl(made, US, THEM, {})
