"""What we promise, what a missed lift costs us, what is reported, and what an early end costs."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field, ValidationInfo, field_validator

from akkoord.facts import Ask, Disagreement, Euro, Group, Pct, YesNo
from akkoord.language import Words


class ServiceLevels(
    Group, name="sla", part="proposal", label=Words("Serviceniveau", "Service level"), icon="badge-check"
):
    """A credit for every lift that we miss: a part of its price, a fixed amount, or both."""

    enabled: Annotated[YesNo, Ask(Words("Vergoeding bij een gemiste lediging", "Credit for a missed lift"))] = False
    credit_pct: Annotated[
        Pct,
        Ask(
            Words("Deel van de prijs per lediging", "Part of the price per lift"), unit="%", step=5, when="sla.enabled"
        ),
        Field(ge=0, le=100),
    ] = Decimal(25)
    credit_fixed: Annotated[
        Euro,
        Ask(Words("Vast bedrag per keer", "Fixed amount each time"), unit="EUR", step=5, when="sla.enabled"),
        Field(ge=0, le=1_000),
    ] = None
    credit_cap: Annotated[
        Euro,
        Ask(
            Words("Vast bedrag ten hoogste", "Fixed amount at most"),
            unit="EUR/quarter",
            step=25,
            when="sla.credit_fixed > 0",
        ),
        Field(gt=0, le=10_000),
    ] = None

    @field_validator("credit_cap")
    @classmethod
    def not_below_one(cls, cap: Decimal | None, info: ValidationInfo) -> Decimal | None:
        """Refuse a maximum that one missed lift already exceeds."""
        fixed = info.data.get("credit_fixed")
        if cap is not None and fixed is not None and cap < fixed:
            raise Disagreement(
                Words(
                    "Het maximum is lager dan het bedrag per keer.", "The maximum is lower than the amount each time."
                )
            )
        return cap


class Reporting(Group, name="reporting", part="proposal", label=Words("Rapportage", "Reports"), icon="chart-bar"):
    """Reports on amounts and recycling."""

    enabled: Annotated[YesNo, Ask(Words("Afvalrapportage", "Waste report"), now="situation.reporting_wish")] = False
    fee: Annotated[
        Euro,
        Ask(
            Words("Kosten per jaar", "Fee per year"), unit="EUR/year", step=25, required=True, when="reporting.enabled"
        ),
        Field(ge=0, le=10_000),
    ] = Decimal(0)


class Ending(
    Group, name="ending", part="proposal", label=Words("Als het eerder stopt", "If it ends early"), icon="flag"
):
    """What is due for the months that remain."""

    exit_pct: Annotated[
        Pct,
        Ask(
            Words("Deel van de gemiddelde maandfactuur", "Part of the average monthly invoice"),
            help=Words("Over iedere volle maand die resteert.", "For every full month that remains."),
            unit="%",
            step=5,
            required=True,
        ),
        Field(ge=0, le=100),
    ] = Decimal(40)


RULES: Final = (ServiceLevels, Reporting, Ending)
