"""Who agree: what every clause set asks about supplier and customer, and about the persons who sign for them."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Choice, Facts, Group, IbanNumber, KvkNumber, PostalCode, Row, Rows, Text, VatNumber
from akkoord.language import Words

LEGAL_FORMS: Final = {
    "eenmanszaak": Words("Eenmanszaak", "Sole trader"),
    "vof": Words("Vennootschap onder firma", "General partnership"),
    "cv": Words("Commanditaire vennootschap", "Limited partnership"),
    "maatschap": Words("Maatschap", "Professional partnership"),
    "bv": Words("Besloten vennootschap (bv)", "Private limited company (bv)"),
    "nv": Words("Naamloze vennootschap (nv)", "Public limited company (nv)"),
    "stichting": Words("Stichting", "Foundation"),
    "vereniging": Words("Vereniging", "Association"),
    "cooperatie": Words("Coöperatie", "Cooperative"),
}
AUTHORITIES: Final = {
    "sole": Words("Alleen bevoegd", "May sign alone"),
    "joint": Words("Gezamenlijk bevoegd", "Signs with others"),
}


class Person(Row):
    """Somebody who signs."""

    name: Annotated[
        Text,
        Ask(
            Words("Naam", "Name"),
            help=Words("Met aanhef, zoals in het contract.", "With form of address, as in the contract."),
            example="mevrouw A. Jansen",
            required=True,
        ),
        Field(max_length=120),
    ] = None
    role: Annotated[
        Text, Ask(Words("Functie", "Capacity"), example="bestuurder", required=True), Field(max_length=80)
    ] = None
    authority: Annotated[
        Choice,
        Ask(
            Words("Bevoegdheid", "Authority"),
            help=Words(
                "Volgens het uittreksel van de KvK. Wie gezamenlijk bevoegd is, tekent nooit alleen.",
                "According to the trade register. Who has joint authority never signs alone.",
            ),
            choices=AUTHORITIES,
        ),
    ] = None


class Supplier(Group, name="supplier", part="party", label=Words("Onze gegevens", "Our details"), icon="factory"):
    """The client company itself, from the settings."""

    legal_form_text: Annotated[
        Text, Ask(Words("Rechtsvorm voluit", "Legal form in full"), required=True), Field(max_length=120)
    ] = None
    name: Annotated[Text, Ask(Words("Naam", "Name"), required=True), Field(max_length=120)] = None
    seat: Annotated[Text, Ask(Words("Statutaire zetel", "Statutory seat"), required=True), Field(max_length=80)] = None
    address: Annotated[
        Text, Ask(Words("Straat en huisnummer", "Street and number"), required=True), Field(max_length=120)
    ] = None
    postcode: Annotated[PostalCode, Ask(Words("Postcode", "Postcode"), required=True)] = None
    city: Annotated[Text, Ask(Words("Plaats", "Town"), required=True), Field(max_length=80)] = None
    kvk: Annotated[KvkNumber, Ask(Words("KvK-nummer", "Trade register number"), required=True)] = None
    vat_id: Annotated[VatNumber, Ask(Words("Btw-id", "VAT number"), required=True)] = None
    iban: Annotated[IbanNumber, Ask(Words("IBAN", "IBAN"))] = None
    court: Annotated[
        Text,
        Ask(
            Words("Bevoegde rechtbank", "Court"),
            help=Words("Alleen de naam: Overijssel.", "Only the name: Overijssel."),
            required=True,
        ),
        Field(max_length=80),
    ] = None
    terms_version: Annotated[
        Text,
        Ask(Words("Versie van de algemene voorwaarden", "Version of the general terms"), required=True),
        Field(max_length=40),
    ] = None


class Customer(Group, name="customer", part="party", label=Words("Klant", "Customer"), icon="users"):
    """The customer, from the dossier."""

    legal_form: Annotated[Choice, Ask(Words("Rechtsvorm", "Legal form"), choices=LEGAL_FORMS, required=True)] = None
    legal_form_text: Annotated[Text, Ask(Words("Rechtsvorm voluit", "Legal form in full")), Field(max_length=120)] = (
        None
    )
    name: Annotated[Text, Ask(Words("Naam", "Name"), required=True), Field(max_length=120)] = None
    seat: Annotated[
        Text,
        Ask(
            Words("Statutaire zetel", "Statutory seat"),
            when="customer.legal_form in ['bv', 'nv', 'stichting', 'vereniging', 'cooperatie']",
        ),
        Field(max_length=80),
    ] = None
    address: Annotated[
        Text, Ask(Words("Straat en huisnummer", "Street and number"), required=True), Field(max_length=120)
    ] = None
    postcode: Annotated[PostalCode, Ask(Words("Postcode", "Postcode"), required=True)] = None
    city: Annotated[Text, Ask(Words("Plaats", "Town"), required=True), Field(max_length=80)] = None
    kvk: Annotated[KvkNumber, Ask(Words("KvK-nummer", "Trade register number"), required=True)] = None
    vat_id: Annotated[VatNumber, Ask(Words("Btw-id", "VAT number"))] = None
    iban: Annotated[IbanNumber, Ask(Words("IBAN", "IBAN"))] = None


class Signatories(Group, name="signatories", part="party", label=Words("Wie tekenen", "Who sign"), icon="signature"):
    """Who sign, for each side."""

    customer: Annotated[
        Rows[Person],
        Ask(
            Words("Namens de klant", "For the customer"),
            help=Words("Vergelijk met het uittreksel van de KvK.", "Compare with the trade register extract."),
            required=True,
        ),
    ] = ()
    supplier: Annotated[Rows[Person], Ask(Words("Namens ons", "For us"), required=True)] = ()


IN_FULL: Final[Mapping[str, str]] = {
    "eenmanszaak": "de eenmanszaak",
    "vof": "de vennootschap onder firma",
    "cv": "de commanditaire vennootschap",
    "maatschap": "de maatschap",
    "bv": "de besloten vennootschap met beperkte aansprakelijkheid",
    "nv": "de naamloze vennootschap",
    "stichting": "de stichting",
    "vereniging": "de vereniging",
    "cooperatie": "de coöperatie",
}
"""How a Dutch contract introduces each legal form."""

PARTIES: Final = (Customer, Signatories, Supplier)
"""The groups of questions, for a clause set to take up among its own."""


def legal_form(facts: Facts) -> Mapping[str, object]:
    """Write the customer's legal form in full, unless that was done by hand."""
    form = facts["customer.legal_form"]
    if facts["customer.legal_form_text"] or not isinstance(form, str) or form not in IN_FULL:
        return {}
    return {"customer": {"legal_form_text": IN_FULL[form]}}
