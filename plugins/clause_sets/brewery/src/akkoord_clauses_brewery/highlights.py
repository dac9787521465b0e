"""The headline of a proposal: what account manager and customer look at first."""

from typing import Final

from akkoord.closing import Highlight
from akkoord.language import Words

HIGHLIGHTS: Final = (
    Highlight(Words("Verwacht voordeel per jaar", "Expected benefit per year"), "worth.per_year"),
    Highlight(Words("Volume per jaar", "Volume per year"), "worth.volume", "hl"),
    Highlight(Words("Voordeel per hl", "Benefit per hl"), "worth.per_unit", "EUR"),
    Highlight(Words("Over de hele looptijd", "Over the whole term"), "worth.over_term"),
    Highlight(Words("Looptijd", "Term"), "term.months"),
    Highlight(Words("Afname per contractjaar", "Commitment per contract year"), "commitment.annual_hl"),
    Highlight(Words("Afname in totaal", "Commitment in total"), "commitment.total_hl"),
    Highlight(Words("Investeringsbijdrage", "Investment"), "investment.amount"),
    Highlight(Words("Lening", "Loan"), "loan.principal"),
    Highlight(Words("Waarde in bruikleen", "Value on loan"), "equipment.value"),
)
"""In this order; what a proposal does not have is left out."""
