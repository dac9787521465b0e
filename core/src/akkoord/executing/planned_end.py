"""Foresee what the end of a contract does to its promises: some fall away with it, others fall due because of it."""

from dataclasses import replace
from datetime import date
from typing import Final

from akkoord.executing.due_rules import Known, first_due
from akkoord.executing.obligation import Obligation

__all__ = ["TERMINATION_DATE", "at_end", "falls_away"]

TERMINATION_DATE: Final = "termination date"
"""What the due rules of clauses call the last day of a contract that was ended."""


def falls_away(one: Obligation, last: date) -> bool:
    """Tell whether an open promise counts from a day after the last one of its contract."""
    return one.state == "open" and one.anchor is not None and one.anchor > last


def at_end(one: Obligation, known: Known, last: date) -> Obligation:
    """Give an open promise as it will be once its contract has ended on a day: lapsed, dated, or as it is.

    `known` is what is known of the contract's days now.
    """
    if falls_away(one, last):
        return replace(one, state="lapsed", returns_on=None)
    if one.state != "open" or one.due is not None or TERMINATION_DATE not in one.due_rule.anchors:
        return one
    happened = {**known.happened, TERMINATION_DATE: last}
    due = first_due(one.due_rule, replace(known, ends_on=last, happened=happened))
    return one if due is None or due.day is None else replace(one, due=due.day, anchor=due.anchor)
