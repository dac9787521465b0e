"""Say of every plugin what it is, what it offers, and what went wrong."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from akkoord.closing import ClauseSet
from akkoord.executing import Rule
from akkoord.language import Message, plural_message
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


@dataclass(frozen=True, slots=True)
class Offer:
    """One hook that a plugin answers: the things it offers there, or what its function says that it does."""

    hook: str
    things: tuple[Message | str, ...] = ()


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
        Offer(hook, things[hook] if hook in things else _purpose(plugin.hooks[hook].function))
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


def _purpose(function: object) -> tuple[Message | str, ...]:
    """Give the first line of a function's docstring, as its author wrote it, if there is one."""
    text = inspect.getdoc(function)
    return (text.splitlines()[0],) if text else ()
