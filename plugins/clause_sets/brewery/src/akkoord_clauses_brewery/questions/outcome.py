"""Facts that follow from the others: the contract's number, and what a proposal brings the outlet."""

from typing import Annotated, Final

from akkoord.facts import Ask, Date, Euro, Group, Number, Rate, Text
from akkoord.language import Words


class Contract(Group, name="contract", part="contract", label=Words("Contract", "Contract"), icon="file-text"):
    """What is known once there is a contract."""

    number: Annotated[Text, Ask(Words("Contractnummer", "Contract number"))] = None


class BonusScope(
    Group, name="tier_bonus", key="bonus_scope", part="contract", label=Words("Staffelbonus", "Tier bonus"), icon="beer"
):
    """What the contract calls the beer over which the tier bonus is counted; it follows from what counts."""

    scope_text: Annotated[Text, Ask(Words("Bonus over dit bier", "Bonus over this beer"))] = None


class Writeoff(
    Group, name="investment", key="writeoff", part="contract", label=Words("Afschrijving", "Write-off"), icon="hammer"
):
    """Until when the contribution is written off; it follows from the first day and the number of months."""

    written_off_on: Annotated[Date, Ask(Words("Afgeschreven op", "Written off on"))] = None


class Benefit(
    Group, name="benefit", part="contract", label=Words("Wat dit oplevert", "What this brings"), icon="sparkles"
):
    """An expectation at the volume of the situation or, when agreed, of the commitment; never a promise."""

    volume_hl: Annotated[Number, Ask(Words("Verwacht volume per jaar", "Expected volume per year"), unit="hl")] = None
    per_year: Annotated[Euro, Ask(Words("Verwacht voordeel per jaar", "Expected benefit per year"), unit="EUR")] = None
    per_hl: Annotated[Rate, Ask(Words("Verwacht voordeel per hl", "Expected benefit per hl"), unit="EUR/hl")] = None
    over_term: Annotated[Euro, Ask(Words("Over de hele looptijd", "Over the whole term"), unit="EUR")] = None
    equipment_value: Annotated[Euro, Ask(Words("Waarde in bruikleen", "Value on loan"), unit="EUR")] = None


OUTCOME: Final = (Contract, BonusScope, Writeoff, Benefit)
