"""Price lists and decision tables: rows of which the first that holds counts, or all that hold."""

from akkoord_rules_tables.conditions import Condition, read_condition
from akkoord_rules_tables.decision import DecisionRow, DecisionTable
from akkoord_rules_tables.matrix import MatrixRow, PctMatrix
from akkoord_rules_tables.price_list import PriceList, PriceRow

__all__ = [
    "Condition",
    "DecisionRow",
    "DecisionTable",
    "MatrixRow",
    "PctMatrix",
    "PriceList",
    "PriceRow",
    "read_condition",
]
