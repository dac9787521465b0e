"""Everything that a waste collector asks a customer and offers it, in the order in which a conversation goes."""

from akkoord.closing import PARTIES
from akkoord_clauses_waste.questions.outcome import OUTCOME
from akkoord_clauses_waste.questions.prices import PRICES
from akkoord_clauses_waste.questions.rules import RULES
from akkoord_clauses_waste.questions.services import SERVICES
from akkoord_clauses_waste.questions.situation import SITUATION
from akkoord_clauses_waste.questions.standing import STANDING
from akkoord_clauses_waste.questions.term import TERM

__all__ = ["GROUPS"]

GROUPS = (*SITUATION, *TERM, *SERVICES, *PRICES, *RULES, *STANDING, *PARTIES, *OUTCOME)
