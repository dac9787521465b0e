"""How long the agreement lasts, and how far it ties the customer."""

from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Choice, Date, Group, Whole, YesNo
from akkoord.language import Words

RENEWALS: Final = {
    "tacit_12": Words("Telkens een jaar erbij", "A year longer each time"),
    "none": Words("Stopt vanzelf", "Ends by itself"),
}


class Term(Group, name="term", part="proposal", label=Words("Looptijd", "Term"), icon="calendar-days"):
    """From when, for how long, and what happens then."""

    commencement: Annotated[
        Date,
        Ask(
            Words("Ingangsdatum", "First day"),
            help=Words(
                "Op zijn vroegst de dag na het lopende contract.", "At the earliest the day after the current contract."
            ),
            required=True,
        ),
    ] = None
    months: Annotated[
        Whole, Ask(Words("Duur", "Duration"), unit="month", step=12, required=True), Field(ge=1, le=120)
    ] = 36
    renewal: Annotated[Choice, Ask(Words("Na de einddatum", "After the last day"), choices=RENEWALS, required=True)] = (
        "tacit_12"
    )
    notice_months: Annotated[
        Whole,
        Ask(
            Words("Opzegtermijn", "Notice period"),
            unit="month",
            step=1,
            required=True,
            when="term.renewal == 'tacit_12'",
        ),
        Field(ge=1, le=6),
    ] = 3


class Exclusivity(Group, name="exclusivity", part="proposal", label=Words("Exclusiviteit", "Exclusivity"), icon="lock"):
    """Whether all waste of these kinds goes to us."""

    enabled: Annotated[YesNo, Ask(Words("Al dit afval alleen aan ons", "All this waste to us only"))] = False


TERM: Final = (Term, Exclusivity)
