"""The headline of a proposal: what the coffee costs, and for how long is agreed."""

from typing import Final

from akkoord.closing import Highlight
from akkoord.language import Words

HIGHLIGHTS: Final = (
    Highlight(Words("Verwacht per maand", "Expected per month"), "expected.per_month", "EUR"),
    Highlight(Words("Vast per maand", "Fixed per month"), "expected.fees_per_month", "EUR"),
    Highlight(Words("Per kop, alles samen", "Per cup, all in"), "expected.per_cup", "EUR"),
    Highlight(Words("Koppen per maand", "Cups per month"), "expected.cups_per_month"),
    Highlight(Words("Looptijd", "Term"), "term.months"),
    Highlight(Words("Minimale afname per contractjaar", "Minimum per contract year"), "consumables.minimum_kg"),
    Highlight(Words("Waarde van de apparatuur", "Value of the equipment"), "expected.equipment_value"),
)
"""In this order; what a proposal does not have is left out."""
