"""The standing terms: the same for everybody, from the settings, and changed for one customer at most."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Date, Euro, Group, Text, Whole
from akkoord.language import Words
from akkoord_clauses_brewery.questions.equipment import EQUIPMENT_STANDING


class Prices(Group, name="prices", part="terms", label=Words("Prijslijst", "Price list"), icon="tag"):
    """The price list that the contract refers to."""

    list_name: Annotated[
        Text, Ask(Words("Naam van de prijslijst", "Name of the price list"), required=True), Field(max_length=80)
    ] = None
    list_date: Annotated[Date, Ask(Words("Vastgesteld op", "Dated"), required=True)] = None
    notice_days: Annotated[
        Whole,
        Ask(Words("Prijswijziging aankondigen", "Price changes announced"), unit="day", step=7, required=True),
        Field(ge=0, le=365),
    ] = 30


class SettlementTerms(
    Group, name="payment", key="settlement_terms", part="terms", label=Words("Afrekenen", "Settling"), icon="calculator"
):
    """When is settled, and until when the outlet may object."""

    settlement_days: Annotated[
        Whole,
        Ask(Words("Afrekening binnen", "Settlement within"), unit="day", step=15, required=True),
        Field(ge=1, le=180),
    ] = 60
    objection_days: Annotated[
        Whole,
        Ask(Words("Bezwaar maken binnen", "Objections within"), unit="day", step=7, required=True),
        Field(ge=7, le=365),
    ] = 30
    end_days: Annotated[
        Whole,
        Ask(Words("Eindafrekening betalen binnen", "End statement paid within"), unit="day", step=7, required=True),
        Field(ge=1, le=90),
    ] = 14


class Transfer(
    Group,
    name="transfer",
    part="terms",
    label=Words("Overdracht van de zaak", "Transfer of the business"),
    icon="key-round",
):
    """How early a sale of the business is announced."""

    notice_months: Annotated[
        Whole,
        Ask(Words("Van tevoren melden", "Announced beforehand"), unit="month", step=1, required=True),
        Field(ge=1, le=24),
    ] = 3


class Penalty(Group, name="penalty", part="terms", label=Words("Boete", "Penalty"), icon="triangle-alert"):
    """What a breach of exclusivity or of the ownership of the installation costs."""

    per_breach: Annotated[
        Euro, Ask(Words("Per overtreding", "Per breach"), unit="EUR", step=250, required=True), Field(ge=0, le=100_000)
    ] = Decimal(1000)
    per_day: Annotated[
        Euro,
        Ask(Words("Per dag dat het duurt", "Per day that it lasts"), unit="EUR", step=50, required=True),
        Field(ge=0, le=10_000),
    ] = Decimal(100)
    maximum: Annotated[
        Euro,
        Ask(Words("Ten hoogste per contractjaar", "At most per contract year"), unit="EUR", step=1000, required=True),
        Field(ge=0, le=1_000_000),
    ] = Decimal(10_000)


class Termination(Group, name="termination", part="terms", label=Words("Ontbinding", "Dissolution"), icon="ban"):
    """How long a party has to put a default right."""

    cure_days: Annotated[
        Whole,
        Ask(Words("Tijd om te herstellen", "Time to put it right"), unit="day", step=7, required=True),
        Field(ge=1, le=90),
    ] = 14


class ForceMajeure(
    Group, name="force_majeure", part="terms", label=Words("Overmacht", "Force majeure"), icon="cloud-lightning"
):
    """How long force majeure may last."""

    max_months: Annotated[
        Whole,
        Ask(Words("Beëindigen mag na", "May be ended after"), unit="month", step=1, required=True),
        Field(ge=1, le=24),
    ] = 6


class EndStatement(
    Group,
    name="ending",
    key="end_statement",
    part="terms",
    label=Words("Eindafrekening", "End statement"),
    icon="file-check",
):
    """When the end statement is sent."""

    statement_days: Annotated[
        Whole,
        Ask(Words("Eindafrekening sturen binnen", "End statement sent within"), unit="day", step=7, required=True),
        Field(ge=1, le=180),
    ] = 30


STANDING: Final = (
    Prices,
    SettlementTerms,
    *EQUIPMENT_STANDING,
    Transfer,
    Penalty,
    Termination,
    ForceMajeure,
    EndStatement,
)
