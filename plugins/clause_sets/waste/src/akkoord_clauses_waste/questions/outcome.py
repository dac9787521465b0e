"""Facts that follow from the others: number and kind of term, what rules count, and what collecting will cost."""

from typing import Annotated, Final

from akkoord.facts import Ask, Choice, Choices, Euro, Group, Number, Row, Rows, Text, Whole, YesNo
from akkoord.language import Words
from akkoord_clauses_waste.questions.choices import KINDS


class Contract(Group, name="contract", part="contract", label=Words("Contract", "Agreement"), icon="file-text"):
    """What is known once there is a contract."""

    number: Annotated[Text, Ask(Words("Contractnummer", "Contract number"))] = None


class KindOfTerm(
    Group,
    name="term",
    key="kind_of_term",
    part="contract",
    label=Words("Soort looptijd", "Kind of term"),
    icon="calendar",
):
    """Every agreement has a fixed term; the fact is there because dates are derived by it."""

    kind: Annotated[
        Choice, Ask(Words("Soort looptijd", "Kind of term"), choices={"fixed": Words("Vaste looptijd", "Fixed term")})
    ] = "fixed"


class Lift(Row):
    """What is counted of a stream: executed lifts under its id, missed ones under another."""

    id: Annotated[Text, Ask(Words("Stroom", "Stream"))] = None
    missed: Annotated[Text, Ask(Words("Gemist", "Missed"))] = None
    price: Annotated[Euro, Ask(Words("Prijs per lediging", "Price per lift"), unit="EUR/lift")] = None


class StreamsCounted(
    Group,
    name="streams",
    key="streams_counted",
    part="contract",
    label=Words("Wat wordt geteld", "What is counted"),
    icon="list-checks",
):
    """What follows from the streams."""

    kinds: Annotated[Choices, Ask(Words("Soorten afval", "Kinds of waste"), choices=KINDS)] = ()
    all_have_eural: Annotated[YesNo, Ask(Words("Iedere stroom heeft een code", "Every stream has a code"))] = None
    ids: Annotated[Choices, Ask(Words("Stromen", "Streams"))] = ()
    lift_lines: Annotated[Choices, Ask(Words("Regels voor ledigingen", "Lines of lifts"))] = ()
    lines: Annotated[Rows[Lift], Ask(Words("Ledigingen", "Lifts"))] = ()


class RentLine(Row):
    """Containers of one line of rent."""

    id: Annotated[Text, Ask(Words("Stroom", "Stream"))] = None
    count: Annotated[Whole, Ask(Words("Aantal", "Number"))] = None
    monthly: Annotated[Euro, Ask(Words("Huur per maand", "Rent per month"), unit="EUR/month")] = None


class ContainersCounted(
    Group,
    name="containers",
    key="containers_counted",
    part="contract",
    label=Words("Containers in huur", "Containers rented"),
    icon="container",
):
    """What follows from the containers that are rented."""

    lines: Annotated[Rows[RentLine], Ask(Words("Huurregels", "Lines of rent"))] = ()
    number: Annotated[Whole, Ask(Words("Aantal containers", "Number of containers"))] = None


class Invoicing(
    Group, name="payment", key="invoicing", part="contract", label=Words("Factureren", "Invoicing"), icon="receipt"
):
    """How often is invoiced: every quarter when there is a minimum per quarter, else every month."""

    period: Annotated[
        Choice,
        Ask(
            Words("Factuur per", "Invoice every"),
            choices={"month": Words("maand", "month"), "quarter": Words("kwartaal", "quarter")},
        ),
    ] = "month"


class Expected(
    Group, name="expected", part="contract", label=Words("Wat dit kost", "What this costs"), icon="calculator"
):
    """An expectation for an ordinary month; never a price that binds."""

    lifts_per_month: Annotated[Number, Ask(Words("Ledigingen per maand", "Lifts per month"), unit="lift")] = None
    collection_per_month: Annotated[
        Euro, Ask(Words("Inzameling per maand", "Collection per month"), unit="EUR/month")
    ] = None
    rent_per_month: Annotated[Euro, Ask(Words("Huur per maand", "Rent per month"), unit="EUR/month")] = None
    per_month: Annotated[Euro, Ask(Words("Verwacht per maand", "Expected per month"), unit="EUR/month")] = None


OUTCOME: Final = (Contract, KindOfTerm, StreamsCounted, ContainersCounted, Invoicing, Expected)
