"""The standing terms: the same for everybody, from the settings, and changed for one customer at most."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Euro, Group, Text
from akkoord.language import Words


class Acceptance(
    Group, name="acceptance", part="terms", label=Words("Verkeerd aangeboden", "Wrongly offered"), icon="triangle-alert"
):
    """What waste in the wrong container costs."""

    surcharge: Annotated[
        Euro,
        Ask(Words("Toeslag per keer", "Surcharge each time"), unit="EUR", step=5, required=True),
        Field(ge=0, le=5_000),
    ] = Decimal(75)


class Retrieval(
    Group,
    name="ending",
    key="retrieval",
    part="terms",
    label=Words("Ophalen van containers", "Collecting containers"),
    when="containers.owner == 'supplier'",
    icon="undo-2",
):
    """What fetching a container in the end costs."""

    retrieval_fee: Annotated[
        Euro,
        Ask(Words("Kosten per container", "Fee per container"), unit="EUR", step=5, required=True),
        Field(ge=0, le=1_000),
    ] = Decimal(35)


class Permit(Group, name="permit", part="terms", label=Words("Vergunning", "Licence"), icon="badge-check"):
    """Our registration as a collector."""

    vihb: Annotated[
        Text, Ask(Words("VIHB-nummer", "VIHB number"), example="500000VIHB", required=True), Field(max_length=20)
    ] = None


STANDING: Final = (Acceptance, Retrieval, Permit)
