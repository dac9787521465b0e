"""Facts that follow from the others: the contract's number, the kind of term, and what coffee will cost."""

from typing import Annotated, Final

from akkoord.facts import Ask, Choice, Euro, Group, Rate, Text, Whole
from akkoord.language import Words


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
        Choice,
        Ask(Words("Soort looptijd", "Kind of term"), choices={"fixed": Words("Vaste looptijd", "Fixed term")}),
    ] = "fixed"


class Expected(
    Group, name="expected", part="contract", label=Words("Wat dit kost", "What this costs"), icon="calculator"
):
    """An expectation at the cups of the situation; never a price that binds."""

    fees_per_month: Annotated[Euro, Ask(Words("Vast per maand", "Fixed per month"), unit="EUR/month")] = None
    cups_per_month: Annotated[Whole, Ask(Words("Koppen per maand", "Cups per month"), unit="cup")] = None
    drinks_per_month: Annotated[Euro, Ask(Words("Dranken per maand", "Drinks per month"), unit="EUR/month")] = None
    per_month: Annotated[Euro, Ask(Words("Verwacht per maand", "Expected per month"), unit="EUR/month")] = None
    per_cup: Annotated[Rate, Ask(Words("Verwacht per kop", "Expected per cup"), unit="EUR/cup")] = None
    equipment_value: Annotated[Euro, Ask(Words("Waarde van de apparatuur", "Value of the equipment"), unit="EUR")] = (
        None
    )


OUTCOME: Final = (Contract, KindOfTerm, Expected)
