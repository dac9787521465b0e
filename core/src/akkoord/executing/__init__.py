"""Execute what was agreed: rules over what was counted, statements, corrections. Pure: no store, no clock."""

from akkoord.executing.accrual import Accrual, accrued
from akkoord.executing.agreed import AgreedRule, Cumulation, CumulationMode, in_order, lines_of
from akkoord.executing.bases import BASES, METHODS, CountingRule, ProratedRule, RemainingRule, ScopedRule, UnitSize
from akkoord.executing.concerns import RuleConcern, concerns_of, ready_rules, said_of
from akkoord.executing.counted import Basis, Count, Counted, Event, Events
from akkoord.executing.errors import InvalidRule, InvalidSale, InvalidStatement, LineMissing, UnknownRuleKind
from akkoord.executing.frozen import ContractRule, UnusableRule, cumulations_of, in_end_statement, rules_of
from akkoord.executing.goods_vat import GoodsVat
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.line import Direction, ExactLine, Line, Treatment, Vat
from akkoord.executing.phrase import Figure, Phrase, amount_of, euros, percent, said
from akkoord.executing.position import Balance, GroupKey, LineKey, Position, Total
from akkoord.executing.priced import Part, PricedRule
from akkoord.executing.rule import Concern, EndingRule, Example, Goal, Rule
from akkoord.executing.statement import Statement, settle
from akkoord.executing.worth import Share, Worth, worth

__all__ = [
    "BASES",
    "METHODS",
    "Accrual",
    "AgreedRule",
    "Balance",
    "Basis",
    "Concern",
    "ContractRule",
    "Count",
    "Counted",
    "CountingRule",
    "Cumulation",
    "CumulationMode",
    "Direction",
    "EndingRule",
    "Event",
    "Events",
    "ExactLine",
    "Example",
    "Figure",
    "Goal",
    "GoodsVat",
    "GroupKey",
    "InvalidRule",
    "InvalidSale",
    "InvalidStatement",
    "Line",
    "LineKey",
    "LineMissing",
    "Part",
    "Phrase",
    "Position",
    "PricedRule",
    "ProratedRule",
    "RemainingRule",
    "Rule",
    "RuleConcern",
    "RuleKinds",
    "ScopedRule",
    "Share",
    "Statement",
    "Total",
    "Treatment",
    "UnitSize",
    "UnknownRuleKind",
    "UnusableRule",
    "Vat",
    "Worth",
    "accrued",
    "amount_of",
    "concerns_of",
    "cumulations_of",
    "euros",
    "in_end_statement",
    "in_order",
    "lines_of",
    "percent",
    "ready_rules",
    "rules_of",
    "said",
    "said_of",
    "settle",
    "worth",
]
