"""How long the agreement lasts, and whether it begins with a trial."""

from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Choice, Date, Group, Whole, YesNo
from akkoord.language import Words

RENEWALS: Final = {
    "none": Words("Stopt vanzelf", "Ends by itself"),
    "tacit_12": Words("Telkens een jaar erbij", "A year longer each time"),
}


class Term(Group, name="term", part="proposal", label=Words("Looptijd", "Term"), icon="calendar-days"):
    """From when, for how long, and what happens then."""

    commencement: Annotated[
        Date,
        Ask(
            Words("Ingangsdatum", "First day"),
            help=Words("De dag waarop de apparatuur staat.", "The day on which the equipment is in place."),
            required=True,
        ),
    ] = None
    months: Annotated[
        Whole, Ask(Words("Duur", "Duration"), unit="month", step=12, required=True), Field(ge=1, le=120)
    ] = 60
    renewal: Annotated[Choice, Ask(Words("Na de einddatum", "After the last day"), choices=RENEWALS, required=True)] = (
        "none"
    )
    notice_months: Annotated[
        Whole, Ask(Words("Opzegtermijn", "Notice period"), unit="month", step=1, required=True), Field(ge=1, le=12)
    ] = 3


class Trial(Group, name="trial", part="proposal", label=Words("Proefplaatsing", "Trial"), icon="flask-conical"):
    """A first period in which the customer may still send everything back."""

    enabled: Annotated[YesNo, Ask(Words("Eerst op proef", "On trial first"))] = False
    days: Annotated[
        Whole,
        Ask(Words("Duur van de proef", "Length of the trial"), unit="day", step=7, required=True, when="trial.enabled"),
        Field(ge=7, le=90),
    ] = 30


TERM: Final = (Term, Trial)
