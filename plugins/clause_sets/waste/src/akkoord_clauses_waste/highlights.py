"""The headline of a proposal: what collecting costs, and for how long is agreed."""

from typing import Final

from akkoord.closing import Highlight
from akkoord.language import Words

HIGHLIGHTS: Final = (
    Highlight(Words("Verwacht per maand", "Expected per month"), "expected.per_month", "EUR"),
    Highlight(Words("Ledigingen per maand", "Lifts per month"), "expected.lifts_per_month"),
    Highlight(Words("Inzameling per maand", "Collection per month"), "expected.collection_per_month", "EUR"),
    Highlight(Words("Huur per maand", "Rent per month"), "expected.rent_per_month", "EUR"),
    Highlight(Words("Minimum per kwartaal", "Minimum per quarter"), "minimum_fee.amount", "EUR"),
    Highlight(Words("Looptijd", "Term"), "term.months"),
    Highlight(Words("Uiterste opzegdatum", "Notice deadline"), "term.notice_deadline"),
)
"""In this order; what a proposal does not have is left out."""
