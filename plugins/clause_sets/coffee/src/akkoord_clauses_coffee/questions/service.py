"""How quickly is helped, what late help costs us, and whether machines are read at a distance."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Choice, Group, Pct, Text, Whole, YesNo
from akkoord.language import Words

LEVELS: Final = {
    "basic": Words("Basis", "Basic"),
    "plus": Words("Plus", "Plus service"),
    "premium": Words("Premium", "Premium service"),
}
WITH_CREDITS: Final = "service.level in ['plus', 'premium']"


class Service(Group, name="service", part="proposal", label=Words("Service", "Service level"), icon="wrench"):
    """The service level and its credits."""

    level: Annotated[Choice, Ask(Words("Serviceniveau", "Level of service"), choices=LEVELS, required=True)] = "basic"
    response_hours: Annotated[
        Whole,
        Ask(
            Words("Monteur binnen", "Technician within"),
            unit="working hour",
            step=4,
            required=True,
            now="situation.response_wish",
        ),
        Field(ge=1, le=80),
    ] = 24
    credit_pct: Annotated[
        Pct,
        Ask(
            Words("Vergoeding per overschrijding", "Credit per breach"),
            help=Words("Van het maandbedrag van het apparaat.", "Of the monthly fee of the machine."),
            unit="%",
            step=1,
            required=True,
            when=WITH_CREDITS,
        ),
        Field(gt=0, le=100),
    ] = Decimal(5)
    credit_cap_pct: Annotated[
        Pct,
        Ask(Words("Ten hoogste per maand", "At most per month"), unit="%", step=5, required=True, when=WITH_CREDITS),
        Field(gt=0, le=100),
    ] = Decimal(15)


class Telemetry(
    Group, name="telemetry", part="proposal", label=Words("Uitlezen op afstand", "Remote reading"), icon="wifi"
):
    """Whether connected machines send their counters, and what for."""

    enabled: Annotated[
        YesNo, Ask(Words("Machines op afstand uitlezen", "Read machines at a distance"), now="situation.telemetry_ok")
    ] = False
    purpose: Annotated[
        Text,
        Ask(
            Words("Waarvoor", "What for"),
            help=Words("Zoals het in het contract staat.", "As the contract says it."),
            required=True,
            when="telemetry.enabled or billing.mode == 'per_cup'",
        ),
        Field(max_length=240),
    ] = "het factureren, het plannen van onderhoud en het op tijd aanvullen van de voorraad"


SERVICE: Final = (Service, Telemetry)
