"""What is true at the outlet now: the place, the volume, and what it has with its current supplier."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field, ValidationInfo, field_validator

from akkoord.facts import Ask, Choice, Date, Disagreement, Euro, Group, LongText, Number, PostalCode, Rate, Text, Whole
from akkoord.language import Words
from akkoord.values import InvalidIdentifier
from akkoord.values.identifiers import establishment_number

OUTLET_TYPES: Final = {
    "cafe": Words("Café", "Café"),
    "restaurant": Words("Restaurant", "Restaurant"),
    "hotel": Words("Hotel", "Hotel"),
    "sportkantine": Words("Sportkantine", "Sports canteen"),
    "evenementenlocatie": Words("Evenementenlocatie", "Event venue"),
    "discotheek": Words("Discotheek", "Nightclub"),
}


class Outlet(Group, name="outlet", part="situation", label=Words("Horecalocatie", "Outlet"), icon="store"):
    """Where the beer is poured; one contract per outlet."""

    name: Annotated[
        Text,
        Ask(
            Words("Naam van de zaak", "Name of the outlet"),
            help=Words("Zoals die op de gevel staat.", "As it says on the front."),
            required=True,
        ),
        Field(max_length=120),
    ] = None
    type: Annotated[Choice, Ask(Words("Soort zaak", "Kind of outlet"), choices=OUTLET_TYPES)] = None
    address: Annotated[
        Text, Ask(Words("Straat en huisnummer", "Street and number"), required=True), Field(max_length=120)
    ] = None
    postcode: Annotated[PostalCode, Ask(Words("Postcode", "Postcode"), required=True, example="7411 AB")] = None
    city: Annotated[Text, Ask(Words("Plaats", "Town"), required=True), Field(max_length=80)] = None
    establishment_no: Annotated[
        Text,
        Ask(
            Words("Vestigingsnummer", "Establishment number"),
            help=Words(
                "Twaalf cijfers, op het uittreksel van de KvK.", "Twelve digits, on the trade register extract."
            ),
            example="000090010001",
        ),
        Field(max_length=20),
    ] = None

    @field_validator("establishment_no")
    @classmethod
    def twelve_digits(cls, number: str | None) -> str | None:
        """Refuse what is no establishment number."""
        try:
            return None if number is None else establishment_number(number)
        except InvalidIdentifier as error:
            raise Disagreement(error.message) from error


class Volume(
    Group,
    name="situation",
    key="volume",
    part="situation",
    label=Words("Wat er nu wordt geschonken", "What is poured now"),
    help=Words("Per jaar, uit de boekhouding of geschat.", "Per year, from the books or estimated."),
    icon="beer",
):
    """How much beer the outlet sells in a year."""

    annual_volume_hl: Annotated[
        Number,
        Ask(
            Words("Bier van de tap per jaar", "Draught beer per year"),
            help=Words(
                "Alle tapbier samen, in hectoliters. 1 hl is twee fusten van 50 liter.",
                "All draught beer together, in hectolitres. 1 hl is two 50-litre kegs.",
            ),
            unit="hl",
            step=5,
            required=True,
        ),
        Field(gt=0, le=10_000),
    ] = None
    special_hl: Annotated[
        Number,
        Ask(Words("Waarvan speciaalbier", "Of which speciality beer"), unit="hl", step=1),
        Field(ge=0, le=10_000),
    ] = None
    alcohol_free_hl: Annotated[
        Number,
        Ask(Words("Waarvan alcoholvrij", "Of which alcohol-free"), unit="hl", step=1),
        Field(ge=0, le=10_000),
    ] = None
    bottle_hl: Annotated[
        Number,
        Ask(
            Words("Bier in fles of blik per jaar", "Bottled or canned beer per year"),
            help=Words("Een krat van 24 x 30 cl is 0,072 hl.", "A crate of 24 x 30 cl is 0.072 hl."),
            unit="hl",
            step=1,
        ),
        Field(ge=0, le=10_000),
    ] = None

    @field_validator("special_hl", "alcohol_free_hl")
    @classmethod
    def within_the_whole(cls, part: Decimal | None, info: ValidationInfo) -> Decimal | None:
        """Refuse more speciality and alcohol-free beer than there is draught beer."""
        whole, special = info.data.get("annual_volume_hl"), info.data.get("special_hl")
        if whole is not None and (part or 0) + (special or 0) > whole:
            raise Disagreement(
                Words(
                    "Speciaalbier en alcoholvrij samen zijn meer dan al het bier van de tap. Pas een van de drie aan.",
                    "Speciality and alcohol-free beer are more than all draught beer. Change one of the three.",
                )
            )
        return part


class CurrentSupply(
    Group,
    name="situation",
    key="current_supply",
    part="situation",
    label=Words("Huidige leverancier", "Current supplier"),
    icon="truck",
):
    """Who supplies now, until when, and on which conditions."""

    current_supplier: Annotated[
        Text, Ask(Words("Brouwerij of groothandel", "Brewery or wholesaler")), Field(max_length=120)
    ] = None
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
    current_discount: Annotated[
        Rate,
        Ask(Words("Korting per hectoliter nu", "Discount per hectolitre now"), unit="EUR/hl"),
        Field(ge=0, le=300),
    ] = None
    current_bonus: Annotated[
        Euro, Ask(Words("Bonus per jaar nu", "Bonus per year now"), unit="EUR"), Field(ge=0, le=1_000_000)
    ] = None
    current_loan_balance: Annotated[
        Euro,
        Ask(
            Words("Openstaande brouwerijlening", "Outstanding brewery loan"),
            help=Words("Wat er nog open staat. Spreek af wie dat aflost.", "What is still due. Agree who pays it off."),
            unit="EUR",
        ),
        Field(ge=0, le=5_000_000),
    ] = None
    other_drinks_supplier: Annotated[
        Text,
        Ask(
            Words("Fris, wijn en gedistilleerd van", "Soft drinks, wine and spirits from"),
            help=Words("Bij wie de zaak de overige dranken koopt.", "Where the outlet buys its other drinks."),
        ),
        Field(max_length=120),
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


class Credit(
    Group, name="situation", key="credit", part="situation", label=Words("Betalen", "Paying"), icon="credit-card"
):
    """How the outlet pays."""

    payment_days_avg: Annotated[
        Whole,
        Ask(
            Words("Betaalt gemiddeld na", "Pays on average after"),
            help=Words("Boven 30 dagen: overleg over de betaalwijze.", "Above 30 days: discuss how to pay."),
            unit="day",
        ),
        Field(ge=0, le=365),
    ] = None
    credit_limit: Annotated[
        Euro, Ask(Words("Kredietlimiet", "Credit limit"), unit="EUR"), Field(ge=0, le=5_000_000)
    ] = None


class Notes(
    Group,
    name="situation",
    key="notes",
    part="situation",
    label=Words("Wensen en sfeer", "Wishes and mood"),
    icon="sticky-note",
):
    """What the account manager wants to remember."""

    notes: Annotated[
        LongText,
        Ask(
            Words("Notities", "Notes"),
            help=Words("Komt nooit in het contract.", "Never gets into the contract."),
        ),
        Field(max_length=20_000),
    ] = None


SITUATION: Final = (Outlet, Volume, CurrentSupply)
AFTER_PREMISES: Final = (Credit, Notes)
