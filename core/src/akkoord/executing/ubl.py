"""Write posted statements as invoices and credit notes in UBL 2.1, as EN 16931 reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from akkoord.executing.kept import KeptStatement
from akkoord.executing.line import Treatment, Vat
from akkoord.values import Money

__all__ = ["PartyName", "ubl"]

_CBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
_CAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_TAX: Final[Mapping[Treatment, str]] = {
    "standard": "S", "reduced": "S", "exempt": "E", "out_of_scope": "O", "reverse_charge": "AE",
}  # fmt: skip
"""UNCL5305 codes of what VAT is charged, as EN 16931 uses them."""
_INVOICE, _CREDIT_NOTE = "380", "381"


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party of an invoice: its name, and where known its address and numbers."""

    name: str
    street: str = ""
    city: str = ""
    postcode: str = ""
    kvk: str = ""
    vat_id: str = ""


def ubl(
    statement: KeptStatement,
    supplier: PartyName,
    customer: PartyName,
    names: Mapping[str, str],
    corrects: str | None = None,
) -> bytes:
    """Write a posted statement as UBL 2.1: an invoice when the customer owes, else a credit note.

    Lines of the other direction stand in it below zero: once less, at a price of zero or more. `names` says what each
    line is called, `corrects` is the number of the statement that this one corrects. The order of the elements is that
    of the schema. Raises ValueError for a statement that was not posted.
    """
    if statement.number is None or statement.posted_on is None:
        raise ValueError("only a posted statement is an invoice")
    is_invoice = statement.balance.direction == "receivable"
    kind = "Invoice" if is_invoice else "CreditNote"
    ET.register_namespace("cbc", _CBC)
    ET.register_namespace("cac", _CAC)
    root = ET.Element(kind, {"xmlns": f"urn:oasis:names:specification:ubl:schema:xsd:{kind}-2"})
    _text(root, "CustomizationID", "urn:cen.eu:en16931:2017")
    _text(root, "ID", statement.number)
    _text(root, "IssueDate", statement.posted_on.isoformat())
    _text(root, f"{kind}TypeCode", _INVOICE if is_invoice else _CREDIT_NOTE)
    _text(root, "DocumentCurrencyCode", "EUR")
    period = _part(root, "InvoicePeriod")
    _text(period, "StartDate", statement.period.first.isoformat())
    _text(period, "EndDate", statement.period.last.isoformat())
    if corrects is not None:
        _text(_part(_part(root, "BillingReference"), "InvoiceDocumentReference"), "ID", corrects)
    _party(_part(root, "AccountingSupplierParty"), supplier)
    _party(_part(root, "AccountingCustomerParty"), customer)
    _totals(root, statement, 1 if is_invoice else -1)
    _lines(root, kind, statement, names, 1 if is_invoice else -1)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _totals(root: ET.Element, statement: KeptStatement, sign: int) -> None:
    """Write the VAT per rate and the totals; `sign` turns what the customer owes into what this document is about."""
    by_vat: dict[Vat, tuple[int, int]] = {}
    for key, (net, tax) in statement.due.groups.items():
        way = sign if key.direction == "receivable" else -sign
        before = by_vat.get(key.vat, (0, 0))
        by_vat[key.vat] = (before[0] + way * net, before[1] + way * tax)
    nets, taxes = sum(net for net, _ in by_vat.values()), sum(tax for _, tax in by_vat.values())
    total = _part(root, "TaxTotal")
    _amount(total, "TaxAmount", taxes)
    for vat, (net, tax) in by_vat.items():
        part = _part(total, "TaxSubtotal")
        _amount(part, "TaxableAmount", net)
        _amount(part, "TaxAmount", tax)
        _category(part, "TaxCategory", vat)
    sums = _part(root, "LegalMonetaryTotal")
    for name, cents in (
        ("LineExtensionAmount", nets), ("TaxExclusiveAmount", nets), ("TaxInclusiveAmount", nets + taxes),
        ("PayableAmount", nets + taxes),
    ):  # fmt: skip
        _amount(sums, name, cents)


def _lines(root: ET.Element, kind: str, statement: KeptStatement, names: Mapping[str, str], sign: int) -> None:
    quantity = "InvoicedQuantity" if kind == "Invoice" else "CreditedQuantity"
    for place, (key, net) in enumerate(statement.due.lines.items(), start=1):
        amount = (sign if key.direction == "receivable" else -sign) * net
        line = _part(root, f"{kind}Line")
        _text(line, "ID", str(place))
        _text(line, quantity, "-1" if amount < 0 else "1", unitCode="C62")
        _amount(line, "LineExtensionAmount", amount)
        item = _part(line, "Item")
        _text(item, "Name", names.get(key.line, key.line))
        _category(item, "ClassifiedTaxCategory", key.vat)
        _amount(_part(line, "Price"), "PriceAmount", abs(amount))


def _party(root: ET.Element, party: PartyName) -> None:
    inner = _part(root, "Party")
    _text(_part(inner, "PartyName"), "Name", party.name)
    address = _part(inner, "PostalAddress")
    for name, value in (("StreetName", party.street), ("CityName", party.city), ("PostalZone", party.postcode)):
        if value:
            _text(address, name, value)
    _text(_part(address, "Country"), "IdentificationCode", "NL")
    if party.vat_id:
        scheme = _part(inner, "PartyTaxScheme")
        _text(scheme, "CompanyID", party.vat_id)
        _text(_part(scheme, "TaxScheme"), "ID", "VAT")
    legal = _part(inner, "PartyLegalEntity")
    _text(legal, "RegistrationName", party.name)
    if party.kvk:
        _text(legal, "CompanyID", party.kvk, schemeID="0106")


def _category(root: ET.Element, name: str, vat: Vat) -> None:
    category = _part(root, name)
    _text(category, "ID", _TAX[vat.treatment])
    if vat.treatment != "out_of_scope":
        _text(category, "Percent", f"{vat.rate:f}")
    if name == "TaxCategory" and vat.treatment in ("exempt", "out_of_scope", "reverse_charge"):
        _text(category, "TaxExemptionReason", vat.text("en"))
    _text(_part(category, "TaxScheme"), "ID", "VAT")


def _part(root: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(root, f"{{{_CAC}}}{name}")


def _text(root: ET.Element, name: str, value: str, **attributes: str) -> None:
    ET.SubElement(root, f"{{{_CBC}}}{name}", attributes).text = value


def _amount(root: ET.Element, name: str, cents: int) -> None:
    _text(root, name, Money.of_minor(cents).plain, currencyID="EUR")
