"""Closing a contract: read clauses, select and compose them, write out the text, sign."""

from akkoord.closing.clause_set import ClauseSet, ClauseSetError
from akkoord.closing.clauses import Clause, DeliveryCheck, Kind, Obligation, PartyRole, RuleUse, Variable
from akkoord.closing.compose import Composition, Issue, Placed, compose, settle_selection
from akkoord.closing.draft import Draft, InvalidOwnText, OwnText
from akkoord.closing.due import Due, InvalidDue, Offset, parse_due
from akkoord.closing.expected import Expected, ExpectedOf, Worth
from akkoord.closing.explain import Why, why
from akkoord.closing.highlights import Figure, Highlight
from akkoord.closing.labels import Labels
from akkoord.closing.parties import PARTIES, legal_form
from akkoord.closing.select import Adjustment, Reason, Selection, select
from akkoord.closing.validations import Severity, Validation

__all__ = [
    "PARTIES",
    "Adjustment",
    "Clause",
    "ClauseSet",
    "ClauseSetError",
    "Composition",
    "DeliveryCheck",
    "Draft",
    "Due",
    "Expected",
    "ExpectedOf",
    "Figure",
    "Highlight",
    "InvalidDue",
    "InvalidOwnText",
    "Issue",
    "Kind",
    "Labels",
    "Obligation",
    "Offset",
    "OwnText",
    "PartyRole",
    "Placed",
    "Reason",
    "RuleUse",
    "Selection",
    "Severity",
    "Validation",
    "Variable",
    "Why",
    "Worth",
    "compose",
    "legal_form",
    "parse_due",
    "select",
    "settle_selection",
    "why",
]
