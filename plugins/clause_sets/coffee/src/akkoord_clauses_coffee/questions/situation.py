"""What is true at the customer now: who drinks how much, what the building has, and what the present supplier does."""

from typing import Annotated, Final

from pydantic import Field, ValidationInfo, field_validator

from akkoord.facts import (
    Ask,
    Choice,
    Choices,
    Date,
    Disagreement,
    Euro,
    Group,
    LongText,
    Number,
    Rate,
    Text,
    Whole,
    YesNo,
)
from akkoord.language import Words
from akkoord_clauses_coffee.questions.choices import CERTIFICATES

POWER: Final = {"230V": Words("230 volt", "230 volts"), "400V": Words("400 volt (krachtstroom)", "400 volts")}
ASSORTMENT: Final = {
    "espresso": Words("Espresso", "Espresso coffee"),
    "filter": Words("Filterkoffie", "Filter coffee"),
    "milk": Words("Verse melk", "Fresh milk"),
    "tea": Words("Thee", "Tea"),
    "cold_water": Words("Gekoeld water", "Chilled water"),
    "disposable_cups": Words("Wegwerpbekers", "Disposable cups"),
}
SUSTAINABILITY: Final = {
    "mugs": Words("Mokken in plaats van bekers", "Mugs instead of cups"),
    "grounds": Words("Koffiedik retour", "Coffee grounds taken back"),
    "energy": Words("Zuinige machines", "Economical machines"),
}


class Drinkers(
    Group, name="situation", key="drinkers", part="situation", label=Words("Wie er drinkt", "Who drinks"), icon="users"
):
    """How many people, and how many cups."""

    employees: Annotated[
        Whole,
        Ask(Words("Medewerkers en gasten", "Employees and guests"), unit="person", step=5, required=True),
        Field(ge=1, le=20_000),
    ] = None
    cups_per_day: Annotated[
        Whole,
        Ask(
            Words("Koppen per dag", "Cups per day"),
            help=Words("Alle warme dranken samen, op een gewone werkdag.", "All hot drinks, on an ordinary day."),
            unit="cup",
            step=10,
            required=True,
        ),
        Field(ge=1, le=100_000),
    ] = None
    cups_peak_hour: Annotated[
        Whole, Ask(Words("Koppen in het drukste uur", "Cups in the busiest hour"), unit="cup", step=10), Field(ge=0)
    ] = None
    assortment: Annotated[Choices, Ask(Words("Wat er wordt gedronken", "What is drunk"), choices=ASSORTMENT)] = ()

    @field_validator("cups_peak_hour")
    @classmethod
    def within_the_day(cls, peak: int | None, info: ValidationInfo) -> int | None:
        """Refuse more cups in an hour than in the whole day."""
        day = info.data.get("cups_per_day")
        if peak is not None and day is not None and peak > day:
            raise Disagreement(
                Words(
                    "In het drukste uur gaan meer koppen dan op de hele dag. Pas een van beide aan.",
                    "The busiest hour has more cups than the whole day. Change one of them.",
                )
            )
        return peak


class Building(
    Group,
    name="situation",
    key="building",
    part="situation",
    label=Words("Het gebouw", "The building"),
    icon="building",
):
    """Where the machines will stand, and what is there to connect them to."""

    location: Annotated[
        Text,
        Ask(
            Words("Adres van plaatsing", "Address of the machines"),
            help=Words(
                "Leeg laten als dat het adres van de klant is.", "Leave empty when it is the customer's address."
            ),
        ),
        Field(max_length=160),
    ] = None
    sites: Annotated[Whole, Ask(Words("Locaties", "Sites"), step=1), Field(ge=1, le=500)] = None
    floors: Annotated[Whole, Ask(Words("Verdiepingen", "Floors"), step=1), Field(ge=1, le=100)] = None
    goods_lift: Annotated[YesNo, Ask(Words("Goederenlift", "Goods lift"))] = None
    water_connected: Annotated[
        YesNo,
        Ask(Words("Wateraansluiting op de plek", "Water connection at the spot"), required=True),
    ] = None
    drain: Annotated[YesNo, Ask(Words("Afvoer op de plek", "Drain at the spot"), when="situation.water_connected")] = (
        None
    )
    water_hardness_dh: Annotated[
        Number,
        Ask(
            Words("Waterhardheid", "Water hardness"),
            help=Words(
                "Vanaf 8 °dH hoort er een waterfilter bij. De waterleverancier vermeldt de hardheid per postcode.",
                "From 8 °dH a water filter is needed. The water company states the hardness per postcode.",
            ),
            unit="°dH",
            step=1,
            required=True,
            when="situation.water_connected",
        ),
        Field(ge=0, le=30),
    ] = None
    power_phase: Annotated[Choice, Ask(Words("Stroom", "Power"), choices=POWER, required=True)] = "230V"


class CurrentSupply(
    Group,
    name="situation",
    key="current_supply",
    part="situation",
    label=Words("Huidige leverancier", "Current supplier"),
    icon="truck",
):
    """Who supplies now, until when, and for what price."""

    current_supplier: Annotated[Text, Ask(Words("Leverancier", "Supplier")), Field(max_length=120)] = None
    current_contract_end: Annotated[
        Date,
        Ask(
            Words("Einde van het lopende contract", "End of the current contract"),
            help=Words("Leeg laten als er geen contract loopt.", "Leave empty when there is no contract."),
        ),
    ] = None
    current_cup_price: Annotated[
        Rate, Ask(Words("Prijs per kop nu", "Price per cup now"), unit="EUR/cup"), Field(ge=0, le=10)
    ] = None
    current_kg_price: Annotated[
        Rate, Ask(Words("Prijs per kilo nu", "Price per kilogram now"), unit="EUR/kg"), Field(ge=0, le=200)
    ] = None
    current_monthly: Annotated[
        Euro, Ask(Words("Vast bedrag per maand nu", "Fixed amount per month now"), unit="EUR/month"), Field(ge=0)
    ] = None
    current_device: Annotated[
        Text, Ask(Words("Merk en type machine", "Make and type of machine")), Field(max_length=120)
    ] = None
    current_device_age: Annotated[
        Whole, Ask(Words("Leeftijd van de machine", "Age of the machine"), unit="month", step=12), Field(ge=0, le=600)
    ] = None
    faults_per_month: Annotated[
        Number, Ask(Words("Storingen per maand nu", "Faults per month now"), step=1), Field(ge=0, le=100)
    ] = None


class Wishes(
    Group, name="situation", key="wishes", part="situation", label=Words("Wensen", "Wishes"), icon="sticky-note"
):
    """What the customer asks for, and whom to speak to."""

    response_wish: Annotated[
        Whole,
        Ask(Words("Gewenste reactietijd", "Response time wanted"), unit="working hour", step=4),
        Field(ge=1, le=80),
    ] = None
    certificate: Annotated[Choice, Ask(Words("Keurmerk van de koffie", "Coffee label"), choices=CERTIFICATES)] = None
    sustainability: Annotated[Choices, Ask(Words("Duurzaamheid", "Sustainability"), choices=SUSTAINABILITY)] = ()
    telemetry_ok: Annotated[
        YesNo,
        Ask(
            Words("Uitlezen op afstand mag", "Remote reading is allowed"),
            help=Words("Nodig voor een prijs per kop.", "Needed for a price per cup."),
        ),
    ] = None
    payment_system: Annotated[YesNo, Ask(Words("Betaalsysteem of pas", "Payment system or card"))] = None
    facility_contact: Annotated[Text, Ask(Words("Contactpersoon", "Contact person")), Field(max_length=120)] = None
    notes: Annotated[
        LongText,
        Ask(Words("Notities", "Notes"), help=Words("Komt nooit in het contract.", "Never gets into the contract.")),
        Field(max_length=20_000),
    ] = None


SITUATION: Final = (Drinkers, Building, CurrentSupply, Wishes)
