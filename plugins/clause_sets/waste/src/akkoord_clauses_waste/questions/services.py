"""What is collected, in which containers, how often, and whose the containers are."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field, field_validator

from akkoord.facts import Ask, Choice, Disagreement, Euro, Group, Pct, Row, Rows, Text, Whole, YesNo
from akkoord.language import AkkoordError, Words
from akkoord.values.identifiers import eural
from akkoord_clauses_waste.questions.choices import KINDS, LIFTS

OWNERS: Final = {"supplier": Words("Van ons", "Ours"), "customer": Words("Van de klant", "The customer's")}


class Stream(Row):
    """One kind of waste in one kind of container."""

    kind: Annotated[Choice, Ask(Words("Afval", "Waste"), choices=KINDS, required=True)] = None
    eural: Annotated[Text, Ask(Words("Eural-code", "Eural code"), example="20 03 01"), Field(max_length=12)] = None
    container: Annotated[
        Text, Ask(Words("Container", "Container size"), example="1100 l", required=True), Field(max_length=40)
    ] = None
    count: Annotated[Whole, Ask(Words("Aantal", "Number"), step=1, required=True), Field(ge=1, le=500)] = 1
    lifts: Annotated[Choice, Ask(Words("Ledigen", "Emptied"), choices=LIFTS, required=True)] = "weekly"
    price: Annotated[
        Euro,
        Ask(Words("Prijs per lediging", "Price per lift"), unit="EUR", step=1, required=True),
        Field(ge=0, le=10_000),
    ] = None


class Streams(Group, name="streams", part="proposal", label=Words("Afvalstromen", "Waste streams"), icon="recycle"):
    """What is collected."""

    list: Annotated[
        Rows[Stream],
        Ask(
            Words("Wat wij inzamelen", "What we collect"),
            help=Words(
                "Bij gevaarlijk afval heeft iedere stroom een Eural-code.",
                "With hazardous waste every stream has its Eural code.",
            ),
            required=True,
            now="situation.current_lift_price",
        ),
    ] = ()

    @field_validator("list")
    @classmethod
    def with_real_codes(cls, streams: tuple[Stream, ...]) -> tuple[Stream, ...]:
        """Refuse what is no Eural code."""
        for stream in streams:
            if stream.eural:
                try:
                    eural(stream.eural)
                except AkkoordError as error:
                    raise Disagreement(error.message) from error
        return streams


class Services(Group, name="services", part="proposal", label=Words("Ledigen", "Emptying"), icon="truck"):
    """On fixed days, on call, or both."""

    scheduled: Annotated[YesNo, Ask(Words("Volgens een vast schema", "On a fixed schedule"))] = True
    window: Annotated[
        Text,
        Ask(
            Words("Tussen", "Between"),
            example="06:00-10:00",
            required=True,
            when="services.scheduled",
            now="situation.window",
        ),
        Field(max_length=40),
    ] = "07:00-17:00"
    on_call: Annotated[YesNo, Ask(Words("Ook op afroep", "On call too"))] = False
    on_call_hours: Annotated[
        Whole,
        Ask(
            Words("Na afroep binnen", "After a call within"),
            unit="working hour",
            step=4,
            required=True,
            when="services.on_call",
        ),
        Field(ge=1, le=80),
    ] = 24
    on_call_surcharge: Annotated[
        Euro,
        Ask(Words("Toeslag per afroep", "Surcharge per call"), unit="EUR/lift", step=5, when="services.on_call"),
        Field(ge=0, le=1_000),
    ] = None


class Rent(Row):
    """Containers that are rented for one kind of waste."""

    kind: Annotated[Choice, Ask(Words("Voor", "For"), choices=KINDS, required=True)] = None
    container: Annotated[
        Text, Ask(Words("Container", "Container size"), example="1100 l", required=True), Field(max_length=40)
    ] = None
    count: Annotated[Whole, Ask(Words("Aantal", "Number"), step=1, required=True), Field(ge=1, le=500)] = 1
    rent: Annotated[
        Euro,
        Ask(Words("Huur per maand", "Rent per month"), unit="EUR", step=1, required=True),
        Field(ge=0, le=1_000),
    ] = None


class Containers(Group, name="containers", part="proposal", label=Words("Containers", "Bins"), icon="container"):
    """Whose they are, and what they cost."""

    owner: Annotated[Choice, Ask(Words("Eigenaar", "Owner"), choices=OWNERS, required=True)] = "supplier"
    rents: Annotated[Rows[Rent], Ask(Words("Huur", "Rent"), required=True, when="containers.owner == 'supplier'")] = ()


class PaperRebate(
    Group,
    name="paper_rebate",
    part="proposal",
    label=Words("Vergoeding oud papier", "Rebate on waste paper"),
    icon="newspaper",
):
    """What we pay for paper."""

    enabled: Annotated[YesNo, Ask(Words("Vergoeding voor oud papier", "Rebate for waste paper"))] = False
    index: Annotated[
        Text,
        Ask(Words("Maandprijs volgens", "Monthly price according to"), required=True, when="paper_rebate.enabled"),
        Field(max_length=120),
    ] = "de gepubliceerde maandprijs voor bont papier en karton"
    fee: Annotated[
        Euro,
        Ask(
            Words("Af voor inzameling en sortering", "Less for collection and sorting"),
            unit="EUR/tonne",
            step=5,
            required=True,
            when="paper_rebate.enabled",
        ),
        Field(ge=0, le=1_000),
    ] = Decimal(45)
    share_pct: Annotated[
        Pct,
        Ask(
            Words("Deel voor de klant", "Share for the customer"),
            unit="%",
            step=5,
            required=True,
            when="paper_rebate.enabled",
        ),
        Field(gt=0, le=100),
    ] = Decimal(80)


class Registration(
    Group, name="registration", part="proposal", label=Words("Begeleidingsbrieven", "Waybills"), icon="file-text"
):
    """Whether we draw up the waybills."""

    enabled: Annotated[YesNo, Ask(Words("Wij verzorgen de begeleidingsbrief", "We draw up the waybill"))] = False
    fee: Annotated[
        Euro,
        Ask(
            Words("Kosten per transport", "Fee per transport"),
            unit="EUR",
            step=1,
            required=True,
            when="registration.enabled or 'hazardous' in streams.kinds",
        ),
        Field(ge=0, le=1_000),
    ] = Decimal("7.50")


SERVICES: Final = (Streams, Services, Containers, PaperRebate, Registration)
