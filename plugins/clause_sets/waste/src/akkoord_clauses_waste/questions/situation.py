"""What is true at the customer now: the trade, the site, the waste, and the contract with the present collector."""

from datetime import date
from typing import Annotated, Final

from pydantic import Field, ValidationInfo, field_validator

from akkoord.facts import Ask, Choice, Date, Disagreement, Euro, Group, LongText, Number, Text, Whole, YesNo
from akkoord.language import Words

REPORTS: Final = {
    "none": Words("Geen", "None"),
    "yearly": Words("Per jaar", "Every year"),
    "quarterly": Words("Per kwartaal", "Every quarter"),
}
SBI_DIGITS: Final = (4, 5)


class Trade(Group, name="situation", key="trade", part="situation", label=Words("Bedrijf", "Business"), icon="factory"):
    """What the customer does, and where the waste arises."""

    sbi_code: Annotated[
        Text,
        Ask(
            Words("SBI-code", "SBI code of the trade"),
            help=Words(
                "Vier of vijf cijfers, op het uittreksel van de KvK.",
                "Four or five digits, on the trade register extract.",
            ),
            example="55101",
            required=True,
        ),
        Field(max_length=7),
    ] = None
    location: Annotated[
        Text,
        Ask(
            Words("Adres van inzameling", "Address of collection"),
            help=Words(
                "Leeg laten als dat het adres van de klant is.", "Leave empty when it is the customer's address."
            ),
        ),
        Field(max_length=160),
    ] = None
    sites: Annotated[Whole, Ask(Words("Locaties", "Sites"), step=1), Field(ge=1, le=500)] = None
    certificates: Annotated[
        Text, Ask(Words("Vergunning, ISO 14001, BRL", "Permit, ISO 14001, other certificates")), Field(max_length=160)
    ] = None

    @field_validator("sbi_code")
    @classmethod
    def four_or_five_digits(cls, code: str | None) -> str | None:
        """Refuse what is no SBI code; dots are taken as they are written on the extract."""
        digits = (code or "").replace(".", "")
        if code is not None and not (digits.isdigit() and len(digits) in SBI_DIGITS):
            raise Disagreement(
                Words(
                    "Een SBI-code heeft vier of vijf cijfers, zoals 55101.",
                    "An SBI code has four or five digits, such as 55101.",
                )
            )
        return code


class Site(Group, name="situation", key="site", part="situation", label=Words("Standplaats", "Stand"), icon="map-pin"):
    """Where the containers stand, and when a lorry can reach them."""

    stand: Annotated[
        Text,
        Ask(Words("Plaats van de containers", "Place of the containers"), example="achter de keuken"),
        Field(max_length=160),
    ] = None
    window: Annotated[
        Text, Ask(Words("Bereikbaar van-tot", "Accessible from-to"), example="06:00-10:00"), Field(max_length=40)
    ] = None
    in_ze_zone: Annotated[
        YesNo,
        Ask(
            Words("In een zero-emissiezone", "In a zero-emission zone"),
            help=Words(
                "Volgt uit de postcode; zie de kaart van de gemeente.",
                "Follows from the postcode; see the municipality's map.",
            ),
        ),
    ] = False
    closed_weeks: Annotated[
        Text, Ask(Words("Gesloten weken", "Weeks closed"), example="30, 31, 32, 52"), Field(max_length=120)
    ] = None


class CurrentCollection(
    Group,
    name="situation",
    key="current_collection",
    part="situation",
    label=Words("Huidige inzamelaar", "Current collector"),
    icon="truck",
):
    """Who collects now, until when, and for what price."""

    current_supplier: Annotated[Text, Ask(Words("Inzamelaar", "Collector")), Field(max_length=120)] = None
    current_contract_end: Annotated[
        Date,
        Ask(
            Words("Einde van het lopende contract", "End of the current contract"),
            help=Words("Leeg laten als er geen contract loopt.", "Leave empty when there is no contract."),
        ),
    ] = None
    current_notice_by: Annotated[
        Date,
        Ask(Words("Uiterste opzegdatum daarvan", "Its notice deadline"), when="situation.current_contract_end != None"),
    ] = None
    current_lift_price: Annotated[
        Euro, Ask(Words("Gemiddelde prijs per lediging nu", "Average price per lift now"), unit="EUR/lift"), Field(ge=0)
    ] = None
    avg_weight: Annotated[
        Number, Ask(Words("Gewicht per lediging", "Weight per lift"), unit="kg", step=5), Field(ge=0, le=5_000)
    ] = None
    peak_weight: Annotated[
        Number, Ask(Words("Hoogste gewicht", "Highest weight"), unit="kg", step=5), Field(ge=0, le=5_000)
    ] = None

    @field_validator("current_notice_by")
    @classmethod
    def before_the_end(cls, notice_by: date | None, info: ValidationInfo) -> date | None:
        """Refuse a notice deadline after the end of the contract."""
        end = info.data.get("current_contract_end")
        if notice_by is not None and end is not None and notice_by > end:
            raise Disagreement(
                Words(
                    "De uiterste opzegdatum ligt na het einde van het lopende contract. Pas een van beide aan.",
                    "The notice deadline is after the end of the current contract. Change one of them.",
                )
            )
        return notice_by


class Wishes(
    Group, name="situation", key="wishes", part="situation", label=Words("Wensen", "Wishes"), icon="sticky-note"
):
    """What the customer asks for."""

    reporting_wish: Annotated[Choice, Ask(Words("Rapportage", "Reports"), choices=REPORTS)] = None
    notes: Annotated[
        LongText,
        Ask(Words("Notities", "Notes"), help=Words("Komt nooit in het contract.", "Never gets into the contract.")),
        Field(max_length=20_000),
    ] = None


SITUATION: Final = (Trade, Site, CurrentCollection, Wishes)
