"""Settings for all tests of the workspace: property tests are bounded by examples, never by the clock."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "akkoord", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("akkoord")
