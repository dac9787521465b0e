"""Which machines stand at the customer, and in which form: lease, rent, loan or sale."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Choice, Date, Euro, Group, Pct, Row, Rows, Text, Whole, YesNo
from akkoord.language import Words

FORMS: Final = {
    "lease": Words("Lease", "Leased"),
    "rent": Words("Huur", "Rented"),
    "loan": Words("Bruikleen", "On loan"),
    "purchase": Words("Koop", "Sold"),
}


class Device(Row):
    """One machine or cooler."""

    id: Annotated[Text, Ask(Words("Nr.", "No."), example="M1", required=True), Field(max_length=12)] = None
    description: Annotated[
        Text,
        Ask(Words("Omschrijving", "Description"), example="Bonenmachine 2 molens", required=True),
        Field(max_length=160),
    ] = None
    serial: Annotated[
        Text,
        Ask(Words("Serienummer", "Serial number"), help=Words("Mag later, bij plaatsing.", "May follow when placed.")),
        Field(max_length=60),
    ] = None
    monthly_fee: Annotated[
        Euro,
        Ask(
            Words("Bedrag per maand", "Amount per month"),
            help=Words("Bij bruikleen en koop 0.", "0 for a loan or a sale."),
            unit="EUR",
            step=5,
            required=True,
        ),
        Field(ge=0, le=10_000),
    ] = Decimal(0)
    new_value: Annotated[
        Euro,
        Ask(Words("Nieuwwaarde of koopprijs", "New value or price"), unit="EUR", step=100, required=True),
        Field(gt=0, le=1_000_000),
    ] = None
    placed_on: Annotated[
        Date, Ask(Words("Plaatsing", "Placed on"), help=Words("Mag later, bij plaatsing.", "May follow when placed."))
    ] = None
    life_months: Annotated[
        Whole, Ask(Words("Afschrijven in", "Write off in"), unit="month", step=12, required=True), Field(ge=1, le=240)
    ] = 60


class Equipment(Group, name="equipment", part="proposal", label=Words("Apparatuur", "Equipment"), icon="coffee"):
    """The machines, and who owns them."""

    form: Annotated[
        Choice,
        Ask(
            Words("Vorm", "Form"),
            help=Words("Bruikleen kan alleen met een minimale afname.", "A loan needs a minimum purchase."),
            choices=FORMS,
            required=True,
        ),
    ] = "lease"
    needs_water: Annotated[
        YesNo,
        Ask(Words("Vaste wateraansluiting nodig", "Needs a fixed water connection"), now="situation.water_connected"),
    ] = False
    assets: Annotated[Rows[Device], Ask(Words("Wat wij plaatsen", "What we place"), required=True)] = ()


class Filter(
    Group,
    name="filter",
    part="proposal",
    label=Words("Waterfilter", "Water filter"),
    when="situation.water_connected and situation.water_hardness_dh >= 8",
    icon="droplets",
):
    """How often the filter against limescale is replaced."""

    months: Annotated[
        Whole,
        Ask(Words("Filter vervangen om de", "Filter replaced every"), unit="month", step=1, required=True),
        Field(ge=1, le=24),
    ] = 6


class EquipmentTerms(
    Group,
    name="equipment",
    key="equipment_terms",
    part="terms",
    label=Words("Restwaarde", "Residual value"),
    when="equipment.form != 'purchase'",
    icon="scale",
):
    """What a machine that does not come back costs at least."""

    floor_pct: Annotated[
        Pct,
        Ask(Words("Restwaarde ten minste", "Residual value at least"), unit="%", step=5, required=True),
        Field(ge=0, le=100),
    ] = Decimal(10)


EQUIPMENT: Final = (Equipment, Filter, EquipmentTerms)
