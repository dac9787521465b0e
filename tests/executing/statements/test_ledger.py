"""What the books take over: rows that add up to what was posted, and XML that an e-invoicing program reads."""

import csv
import io
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from akkoord.executing.ledger import COLUMNS, ledger_csv, ledger_rows, ledger_xlsx
from akkoord.executing.ubl import PartyName, ubl
from akkoord.values import Period
from tests.executing.statements.conftest import AT, rule, sold
from tests.executing.statements.ubl_structure import faults

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


@pytest.fixture
def mixed(agree, known, mia):
    """Post a statement whose lines go both ways, at several rates of VAT."""

    def post(*rates, later=()):
        lines = [
            rule(f"line-{place}", direction=direction, vat={"treatment": treatment, "rate": vat},
                 parameters={"groups": ["beer"], "rate": rate})
            for place, (direction, treatment, vat, rate) in enumerate(rates)
        ]  # fmt: skip
        contract = agree(*lines)
        statements = known(sold("2026-03-01", "3"), *later, limit="999999")
        (made,) = statements.draft(contract, YEAR, date(2027, 1, 31), by=mia, at=AT)
        posted = statements.post(statements.approve(made, by=mia, at=AT), by=mia, at=AT)
        return statements, posted

    return post


BOTH_WAYS = (
    ("payable", "standard", "21", "45.00"),
    ("receivable", "reduced", "9", "3.33"),
    ("payable", "reduced", "9", "1.11"),
    ("receivable", "out_of_scope", "0", "2.00"),
)


@pytest.mark.parametrize("lines", [BOTH_WAYS, BOTH_WAYS[1:], BOTH_WAYS[1:2], BOTH_WAYS[:1]])
def test_a_document_has_the_structure_of_the_schema_and_sums_that_add_up(mixed, lines):
    _, statement = mixed(*lines)
    assert faults(ubl(statement, US, THEM, {})) == []


def test_a_line_that_goes_the_other_way_is_once_less_at_a_price_above_zero(mixed):
    _, statement = mixed(*BOTH_WAYS)
    root = ET.fromstring(ubl(statement, US, THEM, {}))
    found = [
        (
            line.findtext("cbc:CreditedQuantity", namespaces=NS),
            line.findtext("cac:Price/cbc:PriceAmount", namespaces=NS),
        )
        for line in root.findall("cac:CreditNoteLine", NS)
    ]
    assert found == [("1", "135.00"), ("-1", "9.99"), ("1", "3.33"), ("-1", "6.00")]


def test_a_correction_names_what_it_corrects_and_holds_together(mixed, mia):
    unpaid = sold("2026-05-01", "2", paid="2027-02-15")
    statements, first = mixed(*BOTH_WAYS, later=(unpaid,))
    made = statements.correct(first, date(2027, 2, 28), by=mia, at=AT)
    correction = statements.post(statements.approve(made, by=mia, at=AT), by=mia, at=AT)
    document = ubl(correction, US, THEM, {}, first.number)
    named = ET.fromstring(document).findtext("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID", namespaces=NS)
    assert (named, faults(document)) == (first.number, [])


def test_the_check_of_the_structure_finds_what_is_wrong(mixed):
    _, statement = mixed(*BOTH_WAYS)
    document = ubl(statement, US, THEM, {}).decode()
    for good, bad, said in (
        ("<cbc:ID>2027-S00001</cbc:ID>", "", "CreditNote has 0 times ID"),
        ("135.00</cbc:PriceAmount>", "-135.00</cbc:PriceAmount>", "a price is below zero"),
        ("CreditedQuantity", "InvoicedQuantity", "CreditNoteLine has no place for InvoicedQuantity"),
        ('PayableAmount currencyID="EUR"', "PayableAmount", "PayableAmount has no currency"),
    ):
        assert good in document
        assert any(fault.startswith(said) for fault in faults(document.replace(good, bad).encode()))


def test_a_workbook_has_days_and_amounts_as_such_and_no_formulas(posted):
    statement = posted(sold("2026-03-01", "2"))
    rows = ledger_rows([statement], {"2026-0001": "ZB-1"}, {"zwaan": "=K1"})
    sheet = load_workbook(io.BytesIO(ledger_xlsx(rows))).active
    names, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    read = dict(zip(names, row, strict=True))
    assert tuple(names) == COLUMNS
    assert (read["period_from"].date(), read["net"], read["customer"]) == (YEAR.first, 90, "=K1")
    assert "f" not in {cell.data_type for line in sheet.iter_rows() for cell in line}


def test_a_statement_that_was_not_posted_is_no_invoice(agree, known, anna):
    (made,) = known().draft(agree(rule()), YEAR, date(2027, 1, 31), by=anna, at=AT)
    with pytest.raises(ValueError, match="only a posted statement"):
        ubl(made, US, THEM, {})
