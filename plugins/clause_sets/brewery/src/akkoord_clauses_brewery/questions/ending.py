"""What an early end costs: agreed in the proposal, because it is where misunderstandings grow."""

from typing import Annotated, Final

from akkoord.facts import Ask, Choice, Group
from akkoord.language import Words

SCOPES: Final = {
    "elapsed": Words("Alleen tot de einddag", "Only until the last day"),
    "full_term": Words("Ook over de resterende maanden", "Also for the remaining months"),
}
CUMULATIONS: Final = {
    "sum": Words("Beide verschuldigd", "Both are due"),
    "highest": Words("Alleen het hoogste", "Only the highest"),
}


class Ending(
    Group,
    name="ending",
    part="proposal",
    label=Words("Als het eerder stopt", "If it ends early"),
    when="term.kind == 'fixed' and commitment.mode == 'annual' and commitment.shortfall_rate > 0",
    icon="flag",
):
    """Whether the missing volume of the remaining term counts, and together with what."""

    shortfall_scope: Annotated[
        Choice,
        Ask(Words("Vergoeding voor gemiste afname", "Fee for missed volume"), choices=SCOPES, required=True),
    ] = "elapsed"
    cumulation: Annotated[
        Choice,
        Ask(
            Words("Naast terugbetaling van de bijdrage", "Besides paying back the contribution"),
            choices=CUMULATIONS,
            required=True,
            when="investment.enabled and ending.shortfall_scope == 'full_term'",
        ),
    ] = "sum"


ENDING: Final = (Ending,)
