"""What the conformance kit demands, by what a plugin offers."""

from akkoord.testing.demands.demand import Demand
from akkoord.testing.demands.of_clause_sets import of_clause_set, of_contracts
from akkoord.testing.demands.of_demo import of_demo
from akkoord.testing.demands.of_looks import of_looks
from akkoord.testing.demands.of_plugin import module_of, of_plugin
from akkoord.testing.demands.of_reports import of_reports
from akkoord.testing.demands.of_rules import of_rules

__all__ = [
    "Demand",
    "module_of",
    "of_clause_set",
    "of_contracts",
    "of_demo",
    "of_looks",
    "of_plugin",
    "of_reports",
    "of_rules",
]
