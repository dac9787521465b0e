"""Facts that follow from the others: the contract's number, and what a proposal brings the outlet."""

from typing import Annotated, Final

from akkoord.closing import Worth
from akkoord.facts import Ask, Date, Euro, Group, Text
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


class OnLoan(
    Group, name="equipment", key="on_loan", part="contract", label=Words("In bruikleen", "On loan"), icon="beer"
):
    """What is lent to the outlet, in money."""

    value: Annotated[Euro, Ask(Words("Waarde in bruikleen", "Value on loan"), unit="EUR")] = None


OUTCOME: Final = (Contract, BonusScope, Writeoff, OnLoan, Worth)
