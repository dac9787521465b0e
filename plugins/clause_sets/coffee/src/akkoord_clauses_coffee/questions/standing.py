"""The standing terms: the same for everybody, from the settings, and changed for one customer at most."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Euro, Group, Whole
from akkoord.language import Words


class Return(Group, name="ending", key="return_terms", part="terms", label=Words("Teruggave", "Return"), icon="undo-2"):
    """How soon the equipment comes back."""

    return_days: Annotated[
        Whole,
        Ask(Words("Ophalen na het einde binnen", "Collected after the end within"), unit="day", step=7, required=True),
        Field(ge=1, le=90),
    ] = 14


class Liability(Group, name="liability", part="terms", label=Words("Aansprakelijkheid", "Liability"), icon="shield"):
    """How far we answer for damage."""

    cap: Annotated[
        Euro,
        Ask(Words("Ten hoogste per gebeurtenis", "At most per event"), unit="EUR", step=5000, required=True),
        Field(ge=0, le=10_000_000),
    ] = Decimal(25_000)


STANDING: Final = (Return, Liability)
