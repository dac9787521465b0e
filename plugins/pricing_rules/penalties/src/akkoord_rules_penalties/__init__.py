"""Penalties for what came too late: by the day or by the week, capped, and higher the longer it lasts."""

from akkoord_rules_penalties.delay import DelayPenalty
from akkoord_rules_penalties.steps import Escalation

__all__ = ["DelayPenalty", "Escalation"]
