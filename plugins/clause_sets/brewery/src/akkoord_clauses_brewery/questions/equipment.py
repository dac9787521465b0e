"""What the brewery places at the outlet on loan, and what it gives towards carbon dioxide and cooling."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Date, Euro, Group, Pct, Row, Rows, Text, Whole, YesNo
from akkoord.language import Words


class Asset(Row):
    """One thing on loan."""

    description: Annotated[
        Text,
        Ask(Words("Omschrijving", "Description"), example="Tapinstallatie 6 kranen", required=True),
        Field(max_length=160),
    ] = None
    serial: Annotated[
        Text,
        Ask(Words("Serienummer", "Serial number"), help=Words("Mag later, bij plaatsing.", "May follow when placed.")),
        Field(max_length=60),
    ] = None
    placed_on: Annotated[
        Date, Ask(Words("Plaatsing", "Placed on"), help=Words("Mag later, bij plaatsing.", "May follow when placed."))
    ] = None
    new_value: Annotated[
        Euro, Ask(Words("Nieuwwaarde", "New value"), unit="EUR", step=500, required=True), Field(gt=0, le=1_000_000)
    ] = None
    life_months: Annotated[
        Whole, Ask(Words("Afschrijven in", "Write off in"), unit="month", step=12, required=True), Field(ge=1, le=240)
    ] = 84


class Equipment(
    Group,
    name="equipment",
    part="proposal",
    label=Words("Tapinstallatie in bruikleen", "Tap installation on loan"),
    icon="refrigerator",
):
    """What stands at the outlet free of charge and stays ours."""

    enabled: Annotated[YesNo, Ask(Words("Installatie in bruikleen", "Equipment on loan"))] = False
    assets: Annotated[
        Rows[Asset], Ask(Words("Wat wij plaatsen", "What we place"), required=True, when="equipment.enabled")
    ] = ()


class EquipmentTerms(
    Group,
    name="equipment",
    key="equipment_terms",
    part="terms",
    label=Words("Service en teruggave", "Service and return"),
    when="equipment.enabled",
    icon="wrench",
):
    """Standing terms for equipment on loan."""

    service_response_hours: Annotated[
        Whole,
        Ask(Words("Storing verholpen binnen", "Faults solved within"), unit="hour", step=4, required=True),
        Field(ge=1, le=240),
    ] = 24
    line_cleaning_weeks: Annotated[
        Whole,
        Ask(Words("Leidingen reinigen eens per", "Lines cleaned once every"), unit="week", step=1, required=True),
        Field(ge=1, le=26),
    ] = 7
    return_days: Annotated[
        Whole,
        Ask(Words("Ophalen na het einde binnen", "Collected after the end within"), unit="day", step=7, required=True),
        Field(ge=1, le=90),
    ] = 14
    floor_pct: Annotated[
        Pct,
        Ask(
            Words("Restwaarde ten minste", "Residual value at least"),
            help=Words(
                "Van de nieuwwaarde, als iets niet terugkomt.", "Of the new value, when something is not returned."
            ),
            unit="%",
            step=5,
            required=True,
        ),
        Field(ge=0, le=100),
    ] = Decimal(10)


class Energy(
    Group,
    name="energy",
    part="proposal",
    label=Words("Koolzuur en koeling", "Carbon dioxide and cooling"),
    icon="snowflake",
):
    """Carbon dioxide at a fixed price, and a contribution to economical cooling."""

    enabled: Annotated[YesNo, Ask(Words("Koolzuur en koeling", "Carbon dioxide and cooling"))] = False
    co2_cylinders: Annotated[
        Whole,
        Ask(
            Words("Koolzuurcilinders", "Cylinders of carbon dioxide"),
            step=1,
            when="energy.enabled",
            now="situation.co2_fills",
        ),
        Field(ge=0, le=100),
    ] = None
    co2_fill_price: Annotated[
        Euro,
        Ask(
            Words("Prijs per vulling", "Price per fill"),
            unit="EUR",
            step=1,
            required=True,
            when="energy.enabled and energy.co2_cylinders > 0",
        ),
        Field(ge=0, le=500),
    ] = None
    cooling_contribution: Annotated[
        Euro,
        Ask(
            Words("Bijdrage voor zuinige koeling per maand", "Monthly contribution for economical cooling"),
            unit="EUR",
            step=5,
            when="energy.enabled",
        ),
        Field(ge=0, le=1_000),
    ] = None


EQUIPMENT: Final = (Equipment, Energy)
EQUIPMENT_STANDING: Final = (EquipmentTerms,)
