"""What an early end costs, and whether the customer may buy the machines: agreed beforehand, to prevent disputes."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Euro, Group, Pct, YesNo
from akkoord.language import Words


class Ending(
    Group, name="ending", part="proposal", label=Words("Als het eerder stopt", "If it ends early"), icon="flag"
):
    """What is due for the months that remain."""

    instalment_pct: Annotated[
        Pct,
        Ask(
            Words("Deel van de resterende termijnen", "Part of the remaining instalments"),
            unit="%",
            step=10,
            required=True,
            when="equipment.form != 'purchase'",
        ),
        Field(ge=0, le=100),
    ] = Decimal(100)
    loan_fee: Annotated[
        Euro,
        Ask(
            Words("Vergoeding per resterende maand", "Fee per remaining month"),
            help=Words(
                "Bijdrage aan de apparatuur als bruikleen eerder stopt.",
                "Towards the equipment when a loan ends early.",
            ),
            unit="EUR/month",
            step=5,
            required=True,
            when="equipment.form == 'loan'",
        ),
        Field(ge=0, le=10_000),
    ] = None


class PurchaseOption(
    Group,
    name="purchase_option",
    part="proposal",
    label=Words("Koopoptie", "Option to buy"),
    when="equipment.form == 'lease'",
    icon="key-round",
):
    """Whether the customer may buy the leased machines in the end."""

    enabled: Annotated[YesNo, Ask(Words("Klant mag de apparatuur kopen", "Customer may buy the equipment"))] = False
    replaces_instalments: Annotated[
        YesNo,
        Ask(
            Words("Koopprijs vervangt resterende termijnen", "Price replaces the remaining instalments"),
            when="purchase_option.enabled",
        ),
    ] = True


ENDING: Final = (Ending, PurchaseOption)
