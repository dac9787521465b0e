"""Say of every plugin what it is, what it offers, and what went wrong."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from akkoord.closing import ClauseSet
from akkoord.executing import Rule
from akkoord.language import Message, Speaks, Words, plural_message
from akkoord.plugins.failures import Failure
from akkoord.plugins.loading import Plugin
from akkoord.reporting import Report

PluginState = Literal["working", "failing", "not_loaded", "disabled", "missing"]

STATES: Final[Mapping[PluginState, Message]] = {
    "working": Message("working"),
    "failing": Message("failing"),
    "not_loaded": Message("not in use"),
    "disabled": Message("switched off"),
    "missing": Message("missing"),
}
"""What each state is called."""

PURPOSES: Final[Mapping[str, Message]] = {
    "adjust_selection": Message("adds clauses to a contract, or takes them out"),
    "approvals": Message("says what a second person must approve"),
    "on_event": Message("hears what happens"),
    "termination_policy": Message("the reasons for which customers leave"),
    "theme": Message("the colour, name and mark of the interface"),
    "web_panels": Message("panels in the dossier"),
}
"""What a plugin does by a hook that offers no things with a name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One hook that a plugin answers: the things it offers there, or what it does by it."""

    hook: str
    things: tuple[Speaks | str, ...] = ()


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """One line of the list of plugins."""

    name: str
    state: PluginState
    distribution: str = ""
    version: str = ""
    offers: tuple[Offer, ...] = ()
    failures: tuple[Failure, ...] = ()


def info_of(
    plugin: Plugin | None,
    name: str,
    *,
    disabled: bool,
    clause_sets: Sequence[ClauseSet],
    rules: Sequence[type[Rule]] = (),
    readers: Sequence[str] = (),
    reports: Sequence[type[Report]] = (),
    failures: tuple[Failure, ...],
) -> PluginInfo:
    """Describe one plugin; None is one that the settings require and nobody installed."""
    if plugin is None:
        return PluginInfo(name, "missing", failures=failures)
    things = {
        "clause_sets": _sets(clause_sets),
        "pricing_rules": tuple(rule.kind for rule in rules),
        "sales_readers": tuple(readers),
        "reports": tuple(report.name for report in reports),
    }
    offers = tuple(
        Offer(hook, things[hook] if hook in things else (_purpose(hook, plugin.hooks[hook].function),))
        for hook in sorted(plugin.hooks)
    )
    state = _state(plugin, failures, disabled=disabled)
    return PluginInfo(name, state, plugin.distribution, plugin.version, offers, failures)


def _state(plugin: Plugin, failures: tuple[Failure, ...], *, disabled: bool) -> PluginState:
    """Tell how it is with a plugin, in one word."""
    if disabled:
        return "disabled"
    if not plugin.hooks:
        return "not_loaded"
    return "failing" if failures else "working"


def _sets(clause_sets: Sequence[ClauseSet]) -> tuple[Message | str, ...]:
    """Name clause sets with the number of their clauses."""
    return tuple(
        plural_message("{name} ({count} clause)", "{name} ({count} clauses)", len(each.clauses), {"name": each.name})
        for each in clause_sets
    )


def _purpose(hook: str, function: object) -> Words:
    """Say what a plugin does by a hook: in English as its author wrote it, in Dutch as we say of the hook."""
    text = inspect.getdoc(function)
    return Words(nl=PURPOSES[hook].text("nl"), en=text.splitlines()[0] if text else PURPOSES[hook].text("en"))
