"""Figures for reports: how far a commitment is, how many months remain."""

from akkoord_rules_measures.ratio import RatioPct
from akkoord_rules_measures.remaining import RemainingMonths

__all__ = ["RatioPct", "RemainingMonths"]
