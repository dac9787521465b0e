"""What is supplied, how much of it at least, and what a cup costs."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Final

from pydantic import Field, field_validator

from akkoord.facts import Ask, Choice, Disagreement, Group, Number, Rate, Row, Rows, Text, YesNo
from akkoord.language import Words
from akkoord_clauses_coffee.questions.choices import CERTIFICATES

UNITS: Final = {"kg": Words("kilogram", "kilogram (kg)"), "piece": Words("stuk", "piece")}
MODES: Final = {"per_kg": Words("Per kilo", "By the kilogram"), "per_cup": Words("Per kop", "By the cup")}
PERIODS: Final = {"month": Words("Per maand", "Every month"), "quarter": Words("Per kwartaal", "Every quarter")}


class Product(Row):
    """Something that is delivered, with its price."""

    product: Annotated[
        Text, Ask(Words("Product", "Article"), example="Espressobonen Zuidpunt", required=True), Field(max_length=120)
    ] = None
    price: Annotated[Rate, Ask(Words("Prijs", "Price"), unit="EUR", required=True), Field(ge=0, le=10_000)] = None
    unit: Annotated[Choice, Ask(Words("Per", "Per unit"), choices=UNITS, required=True)] = "kg"


class Tier(Row):
    """From how many cups a price per cup counts."""

    from_qty: Annotated[Number, Ask(Words("Vanaf", "From"), unit="cup", step=1000, required=True), Field(ge=0)] = None
    rate: Annotated[
        Rate, Ask(Words("Prijs per kop", "Price per cup"), unit="EUR", required=True), Field(ge=0, le=10)
    ] = None


class Billing(Group, name="billing", part="proposal", label=Words("Afrekenen", "Billing"), icon="receipt"):
    """By the kilogram, or by the cup with a price that falls."""

    mode: Annotated[Choice, Ask(Words("Afrekenen", "Billed"), choices=MODES, required=True)] = "per_kg"
    period: Annotated[
        Choice,
        Ask(Words("Koppen afrekenen", "Cups billed"), choices=PERIODS, required=True, when="billing.mode == 'per_cup'"),
    ] = "quarter"
    tiers: Annotated[
        Rows[Tier],
        Ask(
            Words("Prijs per kop", "Price per cup"),
            help=Words(
                "Iedere prijs geldt voor de koppen vanaf dat aantal in de periode; begin bij 0.",
                "Each price counts for the cups from that number in the period; begin at 0.",
            ),
            required=True,
            when="billing.mode == 'per_cup'",
            now="situation.current_cup_price",
        ),
    ] = ()

    @field_validator("tiers")
    @classmethod
    def from_nought_upwards(cls, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
        """Refuse tiers that leave the first cups without a price, or that do not rise."""
        starts = [tier.from_qty for tier in tiers if tier.from_qty is not None]
        if starts and (starts[0] != 0 or any(later <= earlier for earlier, later in pairwise(starts))):
            raise Disagreement(
                Words(
                    "Begin bij 0 koppen en laat iedere volgende trede hoger beginnen.",
                    "Begin at 0 cups and let every next tier begin higher.",
                )
            )
        return tiers


class Consumables(
    Group,
    name="consumables",
    part="proposal",
    label=Words("Koffie en toebehoren", "Coffee and supplies"),
    icon="package",
):
    """What is delivered, and how much of it at least."""

    enabled: Annotated[YesNo, Ask(Words("Wij leveren koffie en toebehoren", "We supply coffee and the rest"))] = True
    products: Annotated[
        Rows[Product],
        Ask(
            Words("Producten en prijzen", "Products and prices"),
            when="consumables.enabled or consumables.minimum_kg > 0",
            now="situation.current_kg_price",
        ),
    ] = ()
    minimum_kg: Annotated[
        Number,
        Ask(
            Words("Minimale afname per contractjaar", "Minimum per contract year"),
            help=Words(
                "Leeg laten zonder minimum. Niet bij een prijs per kop.",
                "Leave empty without a minimum. Not with a price per cup.",
            ),
            unit="kg",
            step=25,
            when="billing.mode != 'per_cup'",
        ),
        Field(gt=0, le=100_000),
    ] = None
    shortfall_rate: Annotated[
        Rate,
        Ask(
            Words("Vergoeding per ontbrekende kilo", "Fee per missing kilogram"),
            unit="EUR/kg",
            step=1,
            required=True,
            when="consumables.minimum_kg > 0",
        ),
        Field(ge=0, le=100),
    ] = Decimal("7.50")


class Sustainability(
    Group, name="sustainability", part="proposal", label=Words("Duurzaamheid", "Lasting choices"), icon="leaf"
):
    """Reusable cups, and where the coffee comes from."""

    enabled: Annotated[YesNo, Ask(Words("Herbruikbare bekers en herkomst", "Reusable cups and origin"))] = False
    certificate: Annotated[
        Choice,
        Ask(
            Words("Keurmerk", "Label"),
            choices=CERTIFICATES,
            required=True,
            when="sustainability.enabled",
            now="situation.certificate",
        ),
    ] = "fairtrade"


COFFEE: Final = (Billing, Consumables, Sustainability)
