"""End a contract: for which reasons, in which circumstances, with which effects, and on which day at the earliest."""

from akkoord.ending.effects import BONUS, BONUS_NAME, SWITCHES, Bonus, Effects
from akkoord.ending.errors import InvalidTermination, SecondPersonForTermination
from akkoord.ending.first_day import NoticeRule, first_possible, require_possible
from akkoord.ending.policy import Circumstance, Proposal, Reason, TerminationPolicy
from akkoord.ending.standard import CIRCUMSTANCES, STANDARD, on, reason

__all__ = [
    "BONUS",
    "BONUS_NAME",
    "CIRCUMSTANCES",
    "STANDARD",
    "SWITCHES",
    "Bonus",
    "Circumstance",
    "Effects",
    "InvalidTermination",
    "NoticeRule",
    "Proposal",
    "Reason",
    "SecondPersonForTermination",
    "TerminationPolicy",
    "first_possible",
    "on",
    "reason",
    "require_possible",
]
