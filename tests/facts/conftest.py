"""The questions of a small trade, with every kind of answer, for the tests of this room."""

from typing import Annotated

import pytest
from pydantic import Field, field_validator, model_validator

from akkoord.facts import (
    Ask,
    Choice,
    Choices,
    Date,
    Euro,
    Facts,
    Group,
    IbanNumber,
    KvkNumber,
    LongText,
    Number,
    Pct,
    PostalCode,
    Questions,
    Rate,
    Row,
    Rows,
    Text,
    VatNumber,
    Whole,
    YesNo,
)
from akkoord.language import AkkoordError, Message, Words


def words(nl, en):
    return Words(nl=nl, en=en)


class SundayOpening(AkkoordError, ValueError):
    """Raised by a model of these tests."""


class Situation(Group, name="situation", part="situation", label=words("Situatie", "Situation"), icon="store"):
    hectolitres: Annotated[Number, Ask(words("Volume", "Volume"), unit="hl/year"), Field(ge=0, le=10_000)] = None
    licence: Annotated[YesNo, Ask(words("Vergunning", "Licence"))] = None
    contract_end: Annotated[Date, Ask(words("Einde lopend contract", "End of current contract"))] = None
    streams: Annotated[
        Choices,
        Ask(words("Stromen", "Streams"), choices={"glass": words("glas", "glass"), "swill": words("swill", "swill")}),
    ] = ()


class Term(Group, name="term", part="proposal", label=words("Looptijd", "Term")):
    kind: Annotated[
        Choice,
        Ask(
            words("Soort", "Kind"),
            choices={
                "fixed": words("bepaalde tijd", "fixed term"),
                "indefinite": words("onbepaalde tijd", "indefinite term"),
            },
            required=True,
        ),
    ] = "fixed"
    commencement: Annotated[Date, Ask(words("Ingangsdatum", "Commencement"), required=True)] = None
    months: Annotated[
        Whole,
        Ask(words("Duur", "Length"), unit="month", when="term.kind == 'fixed'", step=12, required=True),
        Field(ge=1, le=120),
    ] = None
    notice_months: Annotated[Whole, Ask(words("Opzegtermijn", "Notice"), unit="month"), Field(ge=0, le=12)] = 0


class Discount(Group, name="discount", part="proposal", label=words("Korting", "Discount")):
    enabled: Annotated[YesNo, Ask(words("Korting", "Discount"))] = False
    rate: Annotated[Rate, Ask(words("Korting per hl", "Discount per hl"), unit="EUR/hl"), Field(gt=0)] = None
    percentage: Annotated[Pct, Ask(words("Percentage", "Percentage"), unit="%"), Field(ge=0, le=100)] = None
    volume: Annotated[
        Number, Ask(words("Toegezegd volume", "Promised volume"), unit="hl", now="situation.hectolitres")
    ] = None


class Tier(Row):
    from_qty: Annotated[Number, Ask(words("Vanaf", "From"), unit="hl"), Field(ge=0)] = None
    rate: Annotated[Rate, Ask(words("Bonus", "Bonus"), unit="EUR/hl", required=True)] = None
    since: Annotated[Date, Ask(words("Sinds", "Since"))] = None
    text: Annotated[Text, Ask(words("Tekst", "Text"))] = None


class Bonus(Group, name="bonus", part="proposal", label=words("Bonus", "Bonus"), when="discount.enabled"):
    tiers: Annotated[Rows[Tier], Ask(words("Treden", "Tiers"))] = ()
    cap: Annotated[Euro, Ask(words("Maximum", "Maximum"), unit="EUR/year"), Field(ge=0, lt=1000)] = None
    remark: Annotated[LongText, Ask(words("Opmerking", "Remark")), Field(max_length=40)] = None


class Customer(Group, name="customer", part="party", label=words("Klant", "Customer")):
    name: Annotated[Text, Ask(words("Naam", "Name")), Field(max_length=20)] = None
    kvk: Annotated[KvkNumber, Ask(words("KvK-nummer", "KvK number"))] = None
    vat_id: Annotated[VatNumber, Ask(words("Btw-id", "VAT id"))] = None
    iban: Annotated[IbanNumber, Ask(words("IBAN", "IBAN"))] = None
    postcode: Annotated[PostalCode, Ask(words("Postcode", "Postcode"))] = None


class Opening(Group, name="opening", part="terms", label=words("Opening", "Opening")):
    first: Annotated[Whole, Ask(words("Van", "From"))] = None
    last: Annotated[Whole, Ask(words("Tot", "Until"))] = None
    name: Annotated[Text, Ask(words("Dag", "Day"))] = None

    @field_validator("name")
    @classmethod
    def not_on_sunday(cls, name):
        if name == "Sunday":
            raise SundayOpening(Message("not filled in"))
        return name

    @model_validator(mode="after")
    def in_order(self):
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError("ends before it starts")
        return self


GROUPS = [Situation, Term, Discount, Bonus, Customer, Opening]


@pytest.fixture(scope="session")
def questions():
    return Questions(GROUPS)


@pytest.fixture(scope="session")
def facts_of(questions):
    """Merge nested facts, typed by the questions."""
    return lambda *layers: Facts.merge(questions, *layers)
