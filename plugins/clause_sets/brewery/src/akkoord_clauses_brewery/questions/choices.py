"""The choices that several questions share: kinds of beer, yes-or-no switches, months of the year."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Choice, Rate, Row, Text
from akkoord.language import Words

PRODUCT_GROUPS: Final[Mapping[str, Words]] = {
    "draught_lager": Words("Pils van de tap", "Draught lager"),
    "draught_special": Words("Speciaalbier van de tap", "Draught speciality beer"),
    "bottled": Words("Bier in fles of blik", "Bottled or canned beer"),
    "alcohol_free": Words("Alcoholvrij bier", "Alcohol-free beer"),
}
"""The groups of beer over which volume is counted and rewarded."""

CONTRACT_WORDS: Final[Mapping[str, str]] = {
    "draught_lager": "pilsener van de tap",
    "draught_special": "speciaalbier van de tap",
    "bottled": "bier in fles of blik",
    "alcohol_free": "alcoholvrij bier",
}
"""How a contract, which is Dutch, calls each group."""

MONTHS: Final[Mapping[str, Words]] = {
    "january": Words("januari", "January"),
    "february": Words("februari", "February"),
    "march": Words("maart", "March"),
    "april": Words("april", "April"),
    "may": Words("mei", "May"),
    "june": Words("juni", "June"),
    "july": Words("juli", "July"),
    "august": Words("augustus", "August"),
    "september": Words("september", "September"),
    "october": Words("oktober", "October"),
    "november": Words("november", "November"),
    "december": Words("december", "December"),
}


class ProductRate(Row):
    """An amount per hectolitre for one group of beer."""

    group: Annotated[Choice, Ask(Words("Bier", "Beer"), choices=PRODUCT_GROUPS, required=True)] = None
    rate: Annotated[
        Rate, Ask(Words("Bedrag per hl", "Amount per hl"), unit="EUR/hl", step=1, required=True), Field(ge=0, le=300)
    ] = None
    label: Annotated[
        Text,
        Ask(Words("Naam in het contract", "Name in the contract"), example="pilsener van de tap"),
        Field(max_length=80),
    ] = None
