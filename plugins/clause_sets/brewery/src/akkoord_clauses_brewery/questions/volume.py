"""How much the outlet promises to take, and what follows when it takes less."""

from decimal import Decimal
from typing import Annotated, Final

from pydantic import Field

from akkoord.facts import Ask, Choice, Date, Group, Number, Pct, Rate, YesNo
from akkoord.language import Words

COMMITMENTS: Final = {
    "none": Words("Geen", "None"),
    "annual": Words("Per jaar", "Per year"),
    "total": Words("In totaal", "In total"),
}


class Commitment(Group, name="commitment", part="proposal", label=Words("Afname", "Volume"), icon="package"):
    """The purchase commitment."""

    mode: Annotated[
        Choice, Ask(Words("Afnameverplichting", "Purchase commitment"), choices=COMMITMENTS, required=True)
    ] = "none"
    annual_hl: Annotated[
        Number,
        Ask(
            Words("Afname per contractjaar", "Volume per contract year"),
            unit="hl",
            step=5,
            required=True,
            when="commitment.mode == 'annual'",
            now="situation.annual_volume_hl",
        ),
        Field(gt=0, le=10_000),
    ] = None
    tolerance_pct: Annotated[
        Pct,
        Ask(
            Words("Speling", "Tolerance"),
            help=Words("Zoveel minder mag zonder gevolgen.", "This much less has no consequences."),
            unit="%",
            step=5,
            when="commitment.mode == 'annual'",
        ),
        Field(ge=0, le=50),
    ] = Decimal(0)
    total_hl: Annotated[
        Number,
        Ask(
            Words("Afname over de hele looptijd", "Volume over the whole term"),
            unit="hl",
            step=50,
            required=True,
            when="commitment.mode == 'total'",
        ),
        Field(gt=0, le=100_000),
    ] = None
    run_on: Annotated[
        YesNo,
        Ask(
            Words("Doorlopen tot alles is afgenomen", "Run on until all is taken"),
            help=Words(
                "Nee: het contract stopt op de einddatum. Ja: het loopt door, tot de uiterste datum.",
                "No: the contract ends on its last day. Yes: it runs on, until the latest date.",
            ),
            when="commitment.mode == 'total'",
        ),
    ] = False
    run_on_until: Annotated[
        Date,
        Ask(
            Words("Uiterlijk tot en met", "At the latest until"),
            required=True,
            when="commitment.mode == 'total' and commitment.run_on",
        ),
    ] = None
    shortfall_rate: Annotated[
        Rate,
        Ask(
            Words("Vergoeding per ontbrekende hl", "Fee per missing hl"),
            help=Words("0 als te weinig afnemen geen gevolgen heeft.", "0 when taking too little has no consequences."),
            unit="EUR/hl",
            step=5,
            when="commitment.mode != 'none'",
        ),
        Field(ge=0, le=500),
    ] = Decimal(0)


VOLUME: Final = (Commitment,)
