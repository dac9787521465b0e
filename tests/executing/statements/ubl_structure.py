"""What a document in UBL 2.1 must look like: its elements in the order of the schema, and sums that add up."""

from decimal import Decimal
from xml.etree import ElementTree as ET

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
_PARTIES = (
    "AccountingSupplierParty! AccountingCustomerParty! PayeeParty BuyerCustomerParty SellerSupplierParty "
    "TaxRepresentativeParty Delivery* DeliveryTerms PaymentMeans* PaymentTerms* "
)
_CURRENCIES = (
    "TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode PaymentAlternativeCurrencyCode AccountingCostCode "
    "AccountingCost LineCountNumeric BuyerReference InvoicePeriod* "
)
_RATES = "TaxExchangeRate PricingExchangeRate PaymentExchangeRate PaymentAlternativeExchangeRate "
_BEGINNING = "UBLVersionID CustomizationID ProfileID ProfileExecutionID ID! CopyIndicator UUID IssueDate! IssueTime "
_ADDRESS = (
    "ID AddressTypeCode AddressFormatCode Postbox Floor Room StreetName AdditionalStreetName BlockName BuildingName "
    "BuildingNumber InhouseMail Department MarkAttention MarkCare PlotIdentification CitySubdivisionName CityName "
    "PostalZone CountrySubentity CountrySubentityCode Region District TimezoneOffset AddressLine* Country"
)
_CATEGORY = (
    "ID Name Percent BaseUnitMeasure PerUnitAmount TaxExemptionReasonCode TaxExemptionReason* TierRange "
    "TierRatePercent TaxScheme!"
)

ORDER = {
    "Invoice": _BEGINNING + "DueDate InvoiceTypeCode Note* TaxPointDate DocumentCurrencyCode " + _CURRENCIES
    + "OrderReference BillingReference* DespatchDocumentReference* ReceiptDocumentReference* "
    "StatementDocumentReference* OriginatorDocumentReference* ContractDocumentReference* AdditionalDocumentReference* "
    "ProjectReference* Signature* " + _PARTIES + "PrepaidPayment* AllowanceCharge* " + _RATES
    + "TaxTotal* WithholdingTaxTotal* LegalMonetaryTotal! InvoiceLine+",
    "CreditNote": _BEGINNING + "TaxPointDate CreditNoteTypeCode Note* DocumentCurrencyCode " + _CURRENCIES
    + "DiscrepancyResponse* OrderReference BillingReference* DespatchDocumentReference* ReceiptDocumentReference* "
    "ContractDocumentReference* AdditionalDocumentReference* StatementDocumentReference* "
    "OriginatorDocumentReference* Signature* " + _PARTIES + _RATES
    + "AllowanceCharge* TaxTotal* LegalMonetaryTotal! CreditNoteLine+",
    "InvoicePeriod": "StartDate StartTime EndDate EndTime DurationMeasure DescriptionCode* Description*",
    "BillingReference": "InvoiceDocumentReference SelfBilledInvoiceDocumentReference CreditNoteDocumentReference",
    "InvoiceDocumentReference": "ID! CopyIndicator UUID IssueDate IssueTime DocumentTypeCode",
    "AccountingSupplierParty": "CustomerAssignedAccountID AdditionalAccountID* DataSendingCapability Party",
    "AccountingCustomerParty": "CustomerAssignedAccountID SupplierAssignedAccountID AdditionalAccountID* Party",
    "Party": "EndpointID IndustryClassificationCode PartyIdentification* PartyName* Language PostalAddress "
    "PhysicalLocation PartyTaxScheme* PartyLegalEntity* Contact",
    "PartyName": "Name!",
    "PostalAddress": _ADDRESS,
    "Country": "IdentificationCode Name",
    "PartyTaxScheme": "RegistrationName CompanyID TaxLevelCode ExemptionReasonCode ExemptionReason* TaxScheme!",
    "PartyLegalEntity": "RegistrationName CompanyID RegistrationDate",
    "TaxScheme": "ID Name TaxTypeCode CurrencyCode",
    "TaxTotal": "TaxAmount! RoundingAmount TaxEvidenceIndicator TaxIncludedIndicator TaxSubtotal*",
    "TaxSubtotal": "TaxableAmount TaxAmount! CalculationSequenceNumeric TransactionCurrencyTaxAmount Percent "
    "TaxCategory!",
    "TaxCategory": _CATEGORY,
    "ClassifiedTaxCategory": _CATEGORY,
    "LegalMonetaryTotal": "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount "
    "ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount!",
    "InvoiceLine": "ID! UUID Note* InvoicedQuantity LineExtensionAmount! TaxPointDate AccountingCostCode Item! Price",
    "CreditNoteLine": "ID! UUID Note* CreditedQuantity LineExtensionAmount! TaxPointDate AccountingCostCode Item! "
    "Price",
    "Item": "Description* PackQuantity PackSizeNumeric CatalogueIndicator Name ClassifiedTaxCategory*",
    "Price": "PriceAmount! BaseQuantity",
}  # fmt: skip
"""The children of each element in their order: ! is there once, + once or more, * any number, else at most once."""


def faults(document: bytes) -> list[str]:
    """Say what is wrong with a document: its structure, or sums that do not add up."""
    root = ET.fromstring(document)
    return [*_structure(root), *_sums(root)]


def _name(element: ET.Element) -> str:
    return element.tag.partition("}")[2]


def _structure(element: ET.Element) -> list[str]:
    name, children = _name(element), [_name(child) for child in element]
    if not children:
        return [] if (element.text or "").strip() else [f"{name} is empty"]
    allowed = ORDER[name].split()
    order = {each.rstrip("!+*"): place for place, each in enumerate(allowed)}
    found = [f"{name} has no place for {child}" for child in children if child not in order]
    known = [child for child in children if child in order]
    if known != sorted(known, key=order.__getitem__):
        found.append(f"{name} has its elements in the wrong order: {', '.join(known)}")
    for each in allowed:
        child, sign = each.rstrip("!+*"), each[-1]
        count = children.count(child)
        if (sign in "!+" and not count) or (sign not in "+*" and count > 1):
            found.append(f"{name} has {count} times {child}")
    return [*found, *(fault for child in element for fault in _structure(child))]


def _sums(root: ET.Element) -> list[str]:
    found = []
    amounts = [each for each in root.iter() if _name(each).endswith("Amount")]
    found += [f"{_name(each)} has no currency" for each in amounts if each.get("currencyID") != "EUR"]
    lines = [each for each in root if _name(each) in {"InvoiceLine", "CreditNoteLine"}]
    for line in lines:
        quantity = next(Decimal(each.text) for each in line if _name(each).endswith("Quantity"))
        price = _amount(line, f"{CAC}Price/{CBC}PriceAmount")
        if price < 0:
            found.append(f"a price is below zero: {price}")
        if quantity * price != _amount(line, f"{CBC}LineExtensionAmount"):
            found.append(f"{quantity} x {price} is not the amount of the line")
    net = sum((_amount(line, f"{CBC}LineExtensionAmount") for line in lines), Decimal(0))
    tax = _amount(root, f"{CAC}TaxTotal/{CBC}TaxAmount")
    total = f"{CAC}LegalMonetaryTotal/{CBC}"
    expected = {"LineExtensionAmount": net, "TaxExclusiveAmount": net, "TaxInclusiveAmount": net + tax,
                "PayableAmount": net + tax}  # fmt: skip
    found += [f"{name} is not {right}" for name, right in expected.items() if _amount(root, total + name) != right]
    subtotals = root.findall(f"{CAC}TaxTotal/{CAC}TaxSubtotal")
    if sum((_amount(each, f"{CBC}TaxAmount") for each in subtotals), Decimal(0)) != tax:
        found.append("the VAT of the rates is not the VAT in all")
    if sum((_amount(each, f"{CBC}TaxableAmount") for each in subtotals), Decimal(0)) != net:
        found.append("what is taxed at the rates is not the total of the lines")
    return found


def _amount(element: ET.Element, path: str) -> Decimal:
    return Decimal(element.findtext(path))
