"""Say the effects of an end, the days that are compared, and the answers of its form."""

from collections.abc import Mapping
from typing import Final

from akkoord.ending.outlook import Day
from akkoord.language import Message
from akkoord_web.speech import say

__all__ = ["BONUS_WORDS", "DAY_WORDS", "EFFECT_WORDS", "INITIATED_BY", "PREVENTABLE_WORDS"]

EFFECT_WORDS: Final[Mapping[str, Message]] = {
    "clawback": say("Pay back the contribution"),
    "loan_due": say("Call in the loan"),
    "shortfall_elapsed": say("Missed volume until the last day"),
    "shortfall_future": say("Missed volume of the remaining time"),
    "shortfall_total": say("Missed volume over the whole term"),
    "instalments": say("Remaining instalments"),
    "exit_fee": say("Fee for leaving early"),
    "refund_prepaid": say("Refund what was paid ahead"),
    "bonus_running_year": say("Bonus of the running year"),
    "reason": say("The reason itself"),
}
BONUS_WORDS: Final[Mapping[str, Message]] = {
    "pro_rata": say("In proportion"),
    "full": say("In full"),
    "forfeit": say("Forfeited"),
    "none": say("None"),
}
DAY_WORDS: Final[Mapping[Day, Message]] = {
    "now": say("Today"),
    "first": say("First possible day"),
    "term": say("End of the term"),
    "chosen": say("Your choice"),
}
INITIATED_BY: Final[Mapping[str, Message]] = {
    "customer": say("The customer"),
    "supplier": say("We do"),
    "both": say("Both"),
}
PREVENTABLE_WORDS: Final[Mapping[str, Message]] = {
    "yes": say("Yes"),
    "no": say("No"),
    "unknown": say("Not known"),
}
