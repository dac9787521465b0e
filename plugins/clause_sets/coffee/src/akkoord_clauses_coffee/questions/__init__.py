"""Everything that a coffee supplier asks a customer and offers it, in the order in which a conversation goes."""

from akkoord.closing import PARTIES
from akkoord_clauses_coffee.questions.coffee import COFFEE
from akkoord_clauses_coffee.questions.ending import ENDING
from akkoord_clauses_coffee.questions.equipment import EQUIPMENT
from akkoord_clauses_coffee.questions.outcome import OUTCOME
from akkoord_clauses_coffee.questions.prices import PRICES
from akkoord_clauses_coffee.questions.service import SERVICE
from akkoord_clauses_coffee.questions.situation import SITUATION
from akkoord_clauses_coffee.questions.standing import STANDING
from akkoord_clauses_coffee.questions.term import TERM

__all__ = ["GROUPS"]

GROUPS = (
    *SITUATION, *TERM, *EQUIPMENT, *SERVICE, *COFFEE, *PRICES, *ENDING, *STANDING, *PARTIES, *OUTCOME,
)  # fmt: skip
