"""What is added to the price per lift, how prices move, and how invoices are paid."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Euro, Group, Number, Pct, Rate, Text, Whole, YesNo
from akkoord.language import Words


class MinimumFee(
    Group,
    name="minimum_fee",
    part="proposal",
    label=Words("Minimumvergoeding", "Minimum fee"),
    icon="arrow-down-to-line",
):
    """The least that a quarter costs."""

    enabled: Annotated[YesNo, Ask(Words("Minimum per kwartaal", "Minimum per quarter"))] = False
    amount: Annotated[
        Euro,
        Ask(Words("Bedrag", "Amount"), unit="EUR/quarter", step=50, required=True, when="minimum_fee.enabled"),
        Field(gt=0, le=1_000_000),
    ] = None


class Weight(Group, name="weight", part="proposal", label=Words("Weging", "Weighing"), icon="scale"):
    """What weighs too much."""

    enabled: Annotated[YesNo, Ask(Words("Overgewicht in rekening brengen", "Charge for overweight"))] = False
    included_kg: Annotated[
        Number,
        Ask(
            Words("Inbegrepen per lediging", "Included per lift"),
            unit="kg",
            step=5,
            required=True,
            when="weight.enabled",
            now="situation.avg_weight",
        ),
        Field(gt=0, le=5_000),
    ] = None
    rate: Annotated[
        Rate,
        Ask(
            Words("Prijs per kilo daarboven", "Price per kilogram above it"),
            unit="EUR/kg",
            required=True,
            when="weight.enabled",
        ),
        Field(ge=0, le=10),
    ] = None


class Fuel(Group, name="fuel", part="proposal", label=Words("Brandstof", "Fuel"), icon="fuel"):
    """A surcharge that follows the price of diesel in steps."""

    enabled: Annotated[YesNo, Ask(Words("Brandstofclausule", "Fuel clause"))] = False
    base_price: Annotated[
        Rate,
        Ask(
            Words("Basisprijs van diesel", "Base price of diesel"), unit="EUR/litre", required=True, when="fuel.enabled"
        ),
        Field(gt=0, le=10),
    ] = Decimal("1.32")
    step: Annotated[
        Rate, Ask(Words("Stap", "Step"), unit="EUR/litre", required=True, when="fuel.enabled"), Field(gt=0, le=5)
    ] = Decimal("0.05")
    pct_per_step: Annotated[
        Pct,
        Ask(Words("Toeslag per stap", "Surcharge per step"), unit="%", required=True, when="fuel.enabled"),
        Field(gt=0, le=25),
    ] = Decimal("0.8")


class Indexation(
    Group, name="indexation", part="proposal", label=Words("Indexering", "Indexation"), icon="trending-up"
):
    """How prices move every January."""

    enabled: Annotated[YesNo, Ask(Words("Tarieven jaarlijks indexeren", "Index prices every year"))] = False
    series: Annotated[
        Text, Ask(Words("Indexcijfer", "Index"), required=True, when="indexation.enabled"), Field(max_length=120)
    ] = "CPI alle huishoudens"
    cap_pct: Annotated[
        Pct,
        Ask(
            Words("Ten hoogste per jaar", "At most per year"),
            unit="%",
            step=1,
            required=True,
            when="indexation.enabled",
        ),
        Field(gt=0, le=25),
    ] = Decimal(5)


class ZeroEmission(
    Group, name="ze_zone", part="proposal", label=Words("Zero-emissiezone", "Zero-emission zone"), icon="zap"
):
    """What collecting with an electric lorry costs."""

    enabled: Annotated[
        YesNo, Ask(Words("Bepaling over de zone", "Clause about the zone"), now="situation.in_ze_zone")
    ] = False
    surcharge: Annotated[
        Euro,
        Ask(
            Words("Toeslag per lediging", "Surcharge per lift"), unit="EUR/lift", required=True, when="ze_zone.enabled"
        ),
        Field(ge=0, le=1_000),
    ] = None


class Payment(Group, name="payment", part="proposal", label=Words("Betaling", "Payment"), icon="credit-card"):
    """When invoices are paid."""

    days: Annotated[
        Whole, Ask(Words("Betalen binnen", "Pay within"), unit="day", step=7, required=True), Field(ge=1, le=60)
    ] = 30


PRICES: Final = (MinimumFee, Weight, Fuel, ZeroEmission, Indexation, Payment)
