"""Prices that follow an index, year by year."""

from akkoord_rules_indexation.indexation import Indexation, IndexStep

__all__ = ["IndexStep", "Indexation"]
