"""Everything that a brewery asks an outlet and offers it, in the order in which a conversation goes."""

from akkoord.closing import PARTIES
from akkoord_clauses_brewery.questions.discounts import DISCOUNTS
from akkoord_clauses_brewery.questions.ending import ENDING
from akkoord_clauses_brewery.questions.equipment import EQUIPMENT
from akkoord_clauses_brewery.questions.funding import FUNDING
from akkoord_clauses_brewery.questions.outcome import OUTCOME
from akkoord_clauses_brewery.questions.payment import PAYMENT
from akkoord_clauses_brewery.questions.premises import PREMISES
from akkoord_clauses_brewery.questions.situation import SITUATION
from akkoord_clauses_brewery.questions.standing import STANDING
from akkoord_clauses_brewery.questions.term import TERM
from akkoord_clauses_brewery.questions.volume import VOLUME

__all__ = ["GROUPS"]

GROUPS = (
    *SITUATION,
    *PREMISES,
    *TERM,
    *VOLUME,
    *DISCOUNTS,
    *FUNDING,
    *EQUIPMENT,
    *PAYMENT,
    *ENDING,
    *STANDING,
    *PARTIES,
    *OUTCOME,
)
