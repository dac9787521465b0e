"""The plugin keeps to everything that Akkoord asks of its kind."""

from akkoord.testing.conformance import conformance
from akkoord_clauses_brewery.demo import fill

TestConformance = conformance("akkoord_reports_deviations", demo=fill)
