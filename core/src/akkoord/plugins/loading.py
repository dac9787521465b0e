"""Load one plugin from its entry point: import it within a limit, check that it fits, find its hooks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import Distribution, EntryPoint
from importlib.metadata import version as version_of
from inspect import signature
from types import MappingProxyType, SimpleNamespace
from typing import Final

import pluggy
from packaging.requirements import InvalidRequirement, Requirement

from akkoord import hookspecs
from akkoord.language import Message, Speaks
from akkoord.plugins.failures import FailureKind, told
from akkoord.plugins.guard import LOAD_SECONDS, Raised, TookTooLong, within

GROUP: Final = "akkoord"
PROJECT: Final = "akkoord"


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin that was loaded: its name, the distribution that brings it, and its answers by hook."""

    name: str
    distribution: str = ""
    version: str = ""
    hooks: Mapping[str, pluggy.HookImpl] = field(default_factory=dict, repr=False)

    def answer(self, hook: str, arguments: Mapping[str, object]) -> object:
        """Call this plugin's function for a hook with those arguments that it takes."""
        found = self.hooks[hook]
        return found.function(*(arguments[name] for name in found.argnames))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a plugin, or one function of it, cannot be used; becomes a failure once someone says when."""

    kind: FailureKind
    message: Speaks
    hook: str | None = None
    error: BaseException | None = None


def spec_names() -> tuple[str, ...]:
    """Give the names of all hooks, sorted."""
    manager = pluggy.PluginManager(GROUP)
    return tuple(sorted(name for name in dir(hookspecs) if manager.parse_hookspec_opts(hookspecs, name) is not None))


def load(point: EntryPoint) -> tuple[Plugin, tuple[Trouble, ...]]:
    """Import a plugin and find its hooks; what is wrong with it comes along, and it then has fewer hooks, or none."""
    known = of_point(point)
    unfit = _unfit(point.dist)
    if unfit is not None:
        return known, (Trouble("load", unfit),)
    try:
        module = within(LOAD_SECONDS, point.load, name=point.name)
    except TookTooLong:
        message = Message("it was not imported within {seconds} seconds.", {"seconds": int(LOAD_SECONDS)})
        return known, (Trouble("load", message),)
    except Raised as raised:
        message = Message("it cannot be imported. {error}", {"error": told(raised.error, with_text=True)})
        return known, (Trouble("load", message, error=raised.error),)
    return plugin_of(point.name, module, distribution=known.distribution, version=known.version)


def of_point(point: EntryPoint) -> Plugin:
    """Tell a plugin's name, distribution and version without importing it."""
    return Plugin(point.name, point.dist.name if point.dist else "", point.dist.version if point.dist else "")


def plugin_of(
    name: str, module: object, *, distribution: str = "", version: str = ""
) -> tuple[Plugin, tuple[Trouble, ...]]:
    """Find the hooks of an imported plugin, each by itself: one that fits no specification leaves the others be."""
    hooks: dict[str, pluggy.HookImpl] = {}
    troubles: list[Trouble] = []
    for attribute in dir(module):
        try:
            hooks.update(_registered(name, attribute, getattr(module, attribute)))
        except pluggy.PluginValidationError:
            troubles.append(Trouble("spec", _misfit(attribute, getattr(module, attribute)), attribute))
        except Exception as error:  # noqa: BLE001 - an attribute of a plugin may be anything
            message = Message(
                "{name} cannot be read. {error}", {"name": attribute, "error": told(error, with_text=True)}
            )
            troubles.append(Trouble("spec", message, attribute, error))
    if not hooks and not troubles:
        troubles.append(Trouble("spec", Message("it offers nothing: no function is marked with akkoord.hookimpl.")))
    return Plugin(name, distribution, version, MappingProxyType(hooks)), tuple(troubles)


def _registered(plugin: str, attribute: str, function: object) -> dict[str, pluggy.HookImpl]:
    """Let pluggy check one function against its specification; give it by the name of its hook, if it is one."""
    manager = pluggy.PluginManager(GROUP)
    options = manager.parse_hookimpl_opts(SimpleNamespace(**{attribute: function}), attribute)
    if options is None:
        return {}
    if options["wrapper"] or options["hookwrapper"]:
        raise pluggy.PluginValidationError(None, "a wrapper changes the answers of other plugins")
    manager.add_hookspecs(hookspecs)
    manager.register(SimpleNamespace(**{attribute: function}), plugin)
    manager.check_pending()
    hook = options["specname"] or attribute
    return {hook: getattr(manager.hook, hook).get_hookimpls()[0]}


def _misfit(attribute: str, function: object) -> Message:
    """Say why a marked function answers to no hook: its name, its arguments, or that it wraps others."""
    options = pluggy.PluginManager(GROUP).parse_hookimpl_opts(SimpleNamespace(**{attribute: function}), attribute)
    hook = (options and options["specname"]) or attribute
    if hook not in spec_names():
        near = get_close_matches(hook, spec_names(), n=1, cutoff=0)
        return Message("there is no hook {hook}; the nearest is {near}.", {"hook": hook, "near": near[0]})
    if options and (options["wrapper"] or options["hookwrapper"]):
        return Message("{hook} is a wrapper; a plugin answers for itself only.", {"hook": hook})
    return Message(
        "{hook} takes arguments that the hook does not give; it gives {arguments}.",
        {"hook": hook, "arguments": tuple(signature(getattr(hookspecs, hook)).parameters)},
    )


def _unfit(distribution: Distribution | None) -> Message | None:
    """Say that a plugin asks for another version of the core, or None when it fits."""
    ours = version_of(PROJECT)
    for text in (distribution.requires or []) if distribution else []:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if requirement.name == PROJECT and not requirement.specifier.contains(ours, prereleases=True):
            return Message(
                "it needs {project} {wanted}, and this is {ours}.",
                {"project": PROJECT, "wanted": str(requirement.specifier), "ours": ours},
            )
    return None
