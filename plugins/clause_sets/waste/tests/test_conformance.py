"""The plugin keeps to everything that Akkoord asks of its kind."""

from pathlib import Path

from akkoord.testing.conformance import conformance
from akkoord_clauses_waste.demo import fill

TestConformance = conformance("akkoord_clauses_waste", golden=Path(__file__).parent / "golden", demo=fill)
