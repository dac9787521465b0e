"""How long the agreement lasts, and how far it ties the outlet."""

from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Choice, Date, Group, Whole
from akkoord.language import Words

TERM_KINDS: Final = {
    "fixed": Words("Vaste looptijd", "Fixed term"),
    "indefinite": Words("Onbepaalde tijd", "No fixed term"),
}
RENEWALS: Final = {
    "none": Words("Stopt vanzelf", "Ends by itself"),
    "tacit_12": Words("Telkens een jaar erbij", "A year longer each time"),
    "indefinite": Words("Verder voor onbepaalde tijd", "Goes on without end date"),
}
EXCLUSIVITIES: Final = {
    "none": Words("Geen", "None"),
    "draught_lager": Words("Pils van de tap", "Draught lager"),
    "all_draught": Words("Al het tapbier", "All draught beer"),
    "all_beer": Words("Al het bier", "All beer"),
    "full_range": Words("Alle dranken die wij voeren", "All drinks that we carry"),
}


class Term(Group, name="term", part="proposal", label=Words("Looptijd", "Term"), icon="calendar-days"):
    """From when, for how long, and what happens then."""

    kind: Annotated[
        Choice,
        Ask(
            Words("Soort looptijd", "Kind of term"),
            help=Words(
                "Bij onbepaalde tijd kan de klant altijd opzeggen.",
                "Without a fixed term the customer may always give notice.",
            ),
            choices=TERM_KINDS,
            required=True,
        ),
    ] = "fixed"
    commencement: Annotated[
        Date,
        Ask(
            Words("Ingangsdatum", "First day"),
            help=Words(
                "De eerste dag dat wij leveren, na het einde van het lopende contract.",
                "The first day that we supply, after the current contract has ended.",
            ),
            required=True,
        ),
    ] = None
    months: Annotated[
        Whole,
        Ask(Words("Duur", "Duration"), unit="month", step=12, required=True, when="term.kind == 'fixed'"),
        Field(ge=1, le=240),
    ] = 36
    renewal: Annotated[
        Choice, Ask(Words("Na de einddatum", "After the last day"), choices=RENEWALS, when="term.kind == 'fixed'")
    ] = "none"
    notice_months: Annotated[
        Whole,
        Ask(
            Words("Opzegtermijn", "Notice period"),
            unit="month",
            step=1,
            required=True,
            when="term.kind == 'indefinite' or term.renewal in ['tacit_12', 'indefinite']",
        ),
        Field(ge=0, le=24),
    ] = None


class Exclusivity(
    Group,
    name="exclusivity",
    part="proposal",
    label=Words("Exclusiviteit", "Exclusivity"),
    icon="lock",
):
    """Which drinks the outlet buys from us only."""

    mode: Annotated[
        Choice,
        Ask(
            Words("Alleen bij ons", "From us only"),
            help=Words(
                "Hoogstens vijf jaar, tenzij de klant het pand van ons huurt.",
                "Five years at most, unless the customer leases the premises from us.",
            ),
            choices=EXCLUSIVITIES,
            required=True,
        ),
    ] = "none"


TERM: Final = (Term, Exclusivity)
