"""What is left of what was given up front: an investment by month, a loan by unit, an asset by age."""

from akkoord_rules_writeoff.asset import ResidualValue
from akkoord_rules_writeoff.investment import LinearClawback
from akkoord_rules_writeoff.loan import PerUnitWriteoff, WriteoffRate

__all__ = ["LinearClawback", "PerUnitWriteoff", "ResidualValue", "WriteoffRate"]
