"""How the outlet pays, and what it gets outside the text of the contract."""

from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Euro, Group, LongText, Whole, YesNo
from akkoord.language import Words


class Payment(Group, name="payment", part="proposal", label=Words("Betaling", "Payment"), icon="credit-card"):
    """When and how invoices are paid."""

    days: Annotated[
        Whole,
        Ask(
            Words("Betalen binnen", "Pay within"),
            unit="day",
            step=7,
            required=True,
            now="situation.payment_days_avg",
        ),
        Field(ge=1, le=60),
    ] = 14
    direct_debit: Annotated[
        YesNo,
        Ask(
            Words("Automatische incasso", "Direct debit"),
            help=Words(
                "Zakelijke Europese incasso; de klant meldt de machtiging bij zijn bank.",
                "SEPA B2B direct debit; the customer registers the mandate with his bank.",
            ),
        ),
    ] = False


# akkoord: allow unused-question it goes into the letter that confirms it, beside the contract
class Marketing(
    Group,
    name="marketing",
    part="proposal",
    label=Words("Promotie en glaswerk", "Promotion and glassware"),
    help=Words(
        "Komt niet in het contract; u bevestigt het per brief.", "Not in the contract; you confirm it by letter."
    ),
    icon="megaphone",
):
    """Support that is agreed beside the contract."""

    enabled: Annotated[YesNo, Ask(Words("Promotie en glaswerk", "Promotion and glassware"))] = False
    budget: Annotated[
        Euro,
        Ask(Words("Budget per jaar", "Budget per year"), unit="EUR", step=100, when="marketing.enabled"),
        Field(ge=0, le=100_000),
    ] = None
    glasses: Annotated[
        Whole,
        Ask(Words("Glazen bij de start", "Glasses at the start"), step=24, when="marketing.enabled"),
        Field(ge=0, le=10_000),
    ] = None
    notes: Annotated[
        LongText, Ask(Words("Afspraken", "Agreed"), when="marketing.enabled"), Field(max_length=20_000)
    ] = None


PAYMENT: Final = (Payment, Marketing)
