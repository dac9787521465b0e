"""Prices that follow an index, year by year, or a rate of exchange."""

from akkoord_rules_indexation.foreign import ForeignPrice, StatedRate
from akkoord_rules_indexation.indexation import Indexation, IndexStep

__all__ = ["ForeignPrice", "IndexStep", "Indexation", "StatedRate"]
