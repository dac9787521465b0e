"""Find the plugins, load each by itself, call each by itself, and keep what went wrong."""

from akkoord.plugins.advice import Advice, advise
from akkoord.plugins.calls import Clock, Outcome
from akkoord.plugins.events import EventFeed
from akkoord.plugins.failures import Failure, FailureKind
from akkoord.plugins.guard import Breaker
from akkoord.plugins.host import Collected, Plugins
from akkoord.plugins.listing import STATES, Offer, PluginInfo, PluginState
from akkoord.plugins.loading import GROUP, Plugin, spec_names

__all__ = [
    "GROUP",
    "STATES",
    "Advice",
    "Breaker",
    "Clock",
    "Collected",
    "EventFeed",
    "Failure",
    "FailureKind",
    "Offer",
    "Outcome",
    "Plugin",
    "PluginInfo",
    "PluginState",
    "Plugins",
    "advise",
    "spec_names",
]
