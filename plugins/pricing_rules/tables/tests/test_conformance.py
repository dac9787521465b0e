"""The plugin keeps to everything that Akkoord asks of its kind."""

from akkoord.testing.conformance import conformance

TestConformance = conformance("akkoord_rules_tables")
