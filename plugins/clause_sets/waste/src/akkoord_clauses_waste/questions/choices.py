"""The choices that several questions share: kinds of waste, and how often a container is emptied."""

from typing import Final

from akkoord.language import Words

KINDS: Final = {
    "residual": Words("restafval", "residual waste"),
    "paper": Words("papier en karton", "paper and cardboard"),
    "confidential_paper": Words("vertrouwelijk papier", "confidential paper"),
    "glass": Words("glas", "glass"),
    "plastic": Words("plastic, blik en drankkartons", "plastic, cans and cartons"),
    "organic": Words("groente- en tuinafval", "garden and vegetable waste"),
    "swill": Words("swill en etensresten", "swill and food waste"),
    "wood": Words("hout", "wood"),
    "metal": Words("metaal", "metal"),
    "construction": Words("bouw- en sloopafval", "building and demolition waste"),
    "hazardous": Words("gevaarlijk afval", "hazardous waste"),
}
LIFTS: Final = {
    "daily": Words("iedere werkdag", "every working day"),
    "twice_weekly": Words("twee keer per week", "twice a week"),
    "weekly": Words("iedere week", "every week"),
    "fortnightly": Words("om de week", "every other week"),
    "monthly": Words("iedere maand", "every month"),
    "on_call": Words("op afroep", "on call"),
}
