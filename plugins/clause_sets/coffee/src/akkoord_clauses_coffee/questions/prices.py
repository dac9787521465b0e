"""How prices follow an index, how invoices are paid, and when machines are renewed."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Group, Pct, Text, Whole, YesNo
from akkoord.language import Words


class Indexation(
    Group, name="indexation", part="proposal", label=Words("Indexering", "Indexation"), icon="trending-up"
):
    """How prices move every January."""

    enabled: Annotated[YesNo, Ask(Words("Prijzen jaarlijks indexeren", "Index prices every year"))] = False
    series: Annotated[
        Text,
        Ask(Words("Indexcijfer", "Index"), required=True, when="indexation.enabled"),
        Field(max_length=120),
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
    ] = Decimal(4)


class Upgrade(Group, name="upgrade", part="proposal", label=Words("Vernieuwing", "Renewal"), icon="refresh-cw"):
    """A newer machine before the end."""

    enabled: Annotated[YesNo, Ask(Words("Tussentijds vernieuwen", "Renew before the end"))] = False
    after_months: Annotated[
        Whole,
        Ask(Words("Aanbod na", "Offered after"), unit="month", step=6, required=True, when="upgrade.enabled"),
        Field(ge=6, le=120),
    ] = 36


class Payment(Group, name="payment", part="proposal", label=Words("Betaling", "Payment"), icon="credit-card"):
    """When invoices are paid."""

    days: Annotated[
        Whole, Ask(Words("Betalen binnen", "Pay within"), unit="day", step=7, required=True), Field(ge=1, le=60)
    ] = 30


PRICES: Final = (Indexation, Upgrade, Payment)
