"""What the brewery puts into the outlet beforehand: an investment, a loan, and who stands surety."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Date, Euro, Group, Pct, Rows, Text, Whole, YesNo
from akkoord.language import Words
from akkoord_clauses_brewery.questions.choices import ProductRate


class Investment(
    Group, name="investment", part="proposal", label=Words("Investeringsbijdrage", "Investment"), icon="hammer"
):
    """Money up front, written off over the term."""

    enabled: Annotated[YesNo, Ask(Words("Investeringsbijdrage", "Investment"))] = False
    amount: Annotated[
        Euro,
        Ask(Words("Bijdrage", "Contribution"), unit="EUR", step=1000, required=True, when="investment.enabled"),
        Field(gt=0, le=1_000_000),
    ] = None
    purpose: Annotated[
        Text,
        Ask(
            Words("Bestemd voor", "Meant for"),
            help=Words(
                "Zo komt het in het contract, zonder punt.", "Goes into the contract like this, without a full stop."
            ),
            example="de vernieuwing van de bar en de koelcel",
            required=True,
            when="investment.enabled",
        ),
        Field(max_length=200),
    ] = None
    writeoff_months: Annotated[
        Whole,
        Ask(
            Words("Afschrijven in", "Write off in"),
            help=Words(
                "Meestal de looptijd. Wie eerder stopt, betaalt de rest terug.",
                "Usually the term. Who leaves earlier pays back the rest.",
            ),
            unit="month",
            step=12,
            required=True,
            when="investment.enabled",
        ),
        Field(ge=1, le=120),
    ] = 60
    payout_days: Annotated[
        Whole,
        Ask(
            Words("Uitbetalen binnen", "Pay out within"),
            help=Words(
                "Na ondertekening en facturen; hoogstens 30 dagen.", "After signing and invoices; 30 days at most."
            ),
            unit="day",
            step=7,
            required=True,
            when="investment.enabled",
        ),
        Field(ge=1, le=120),
    ] = 14


class Loan(Group, name="loan", part="proposal", label=Words("Lening", "Loan"), icon="banknote"):
    """Money lent, written off by every hectolitre."""

    enabled: Annotated[YesNo, Ask(Words("Lening", "Loan"))] = False
    principal: Annotated[
        Euro,
        Ask(
            Words("Geleend bedrag", "Amount lent"),
            unit="EUR",
            step=1000,
            required=True,
            when="loan.enabled",
            now="situation.current_loan_balance",
        ),
        Field(gt=0, le=5_000_000),
    ] = None
    payout_date: Annotated[
        Date, Ask(Words("Uiterlijk betaald op", "Paid at the latest on"), required=True, when="loan.enabled")
    ] = None
    interest_pct: Annotated[
        Pct,
        Ask(Words("Rente per jaar", "Interest per year"), unit="%", step=Decimal("0.5"), when="loan.enabled"),
        Field(ge=0, le=25),
    ] = Decimal(0)
    writeoff_rates: Annotated[
        Rows[ProductRate], Ask(Words("Aflossing per bier", "Write-off per beer"), required=True, when="loan.enabled")
    ] = ()


class Guarantee(Group, name="guarantee", part="proposal", label=Words("Borg", "Guarantor"), icon="shield-check"):
    """Who answers for payment."""

    enabled: Annotated[YesNo, Ask(Words("Iemand staat borg", "Somebody stands surety"))] = False
    guarantor: Annotated[
        Text,
        Ask(
            Words("Naam van de borg", "Name of the guarantor"),
            example="de heer M. Visser",
            required=True,
            when="guarantee.enabled",
        ),
        Field(max_length=120),
    ] = None
    birth_date: Annotated[
        Date, Ask(Words("Geboortedatum", "Date of birth"), required=True, when="guarantee.enabled")
    ] = None
    cap: Annotated[
        Euro,
        Ask(
            Words("Ten hoogste", "At most"),
            help=Words(
                "Zonder maximum is een borgtocht door een particulier niet geldig.",
                "Without a maximum the guarantee of a private person is not valid.",
            ),
            unit="EUR",
            step=1000,
            required=True,
            when="guarantee.enabled",
        ),
        Field(gt=0, le=5_000_000),
    ] = None
    guarantor_has_spouse: Annotated[
        YesNo, Ask(Words("Gehuwd of geregistreerd partner", "Married or registered partner"), when="guarantee.enabled")
    ] = None
    spouse: Annotated[
        Text,
        Ask(
            Words("Naam van de echtgenoot of partner", "Name of the spouse or partner"),
            help=Words(
                "Tekent mee, anders is de borgtocht vernietigbaar.", "Signs too, or the guarantee can be annulled."
            ),
            example="mevrouw S. Visser-Kuipers",
            when="guarantee.enabled and guarantee.guarantor_has_spouse",
        ),
        Field(max_length=120),
    ] = None


FUNDING: Final = (Investment, Loan, Guarantee)
