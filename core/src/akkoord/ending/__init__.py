"""End a contract: for which reasons, in which circumstances, with which effects, and on which day at the earliest."""

from akkoord.ending.effects import BONUS, BONUS_NAME, SWITCHES, Bonus, Effects
from akkoord.ending.errors import InvalidTermination
from akkoord.ending.first_day import NoticeRule, first_possible, require_possible
from akkoord.ending.policy import Circumstance, Proposal, Reason, TerminationPolicy

__all__ = [
    "BONUS",
    "BONUS_NAME",
    "SWITCHES",
    "Bonus",
    "Circumstance",
    "Effects",
    "InvalidTermination",
    "NoticeRule",
    "Proposal",
    "Reason",
    "TerminationPolicy",
    "first_possible",
    "require_possible",
]
