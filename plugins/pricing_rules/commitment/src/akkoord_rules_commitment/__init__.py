"""Fees for buying less than was promised: per period, in total, and for the rest of the term."""

from akkoord_rules_commitment.future import ShortfallFuture
from akkoord_rules_commitment.held import Suspension
from akkoord_rules_commitment.per_period import CommitmentPart, ShortfallPerUnit
from akkoord_rules_commitment.term import TermByVolume, TermReached
from akkoord_rules_commitment.whole_term import ShortfallTotal

__all__ = [
    "CommitmentPart",
    "ShortfallFuture",
    "ShortfallPerUnit",
    "ShortfallTotal",
    "Suspension",
    "TermByVolume",
    "TermReached",
]
