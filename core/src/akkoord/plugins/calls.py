"""Call each plugin by itself, within a time limit, and turn whatever happens into an outcome."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Final

from akkoord import hookspecs
from akkoord.language import N_, Message, Speaks
from akkoord.plugins.failures import Failure, FailureKind, FailureLog, told
from akkoord.plugins.guard import Breaker, Raised, TookTooLong, within
from akkoord.plugins.loading import Plugin, Trouble, spec_names
from akkoord.plugins.shapes import Shape, WrongAnswer

Clock = Callable[[], datetime]

SHAPES: Final = MappingProxyType({name: Shape.of(getattr(hookspecs, name)) for name in spec_names()})
WITHOUT_DATA: Final = frozenset({"clause_sets", "pricing_rules", "reports", "termination_policy", "theme"})
"""Hooks that are given no data: what a plugin raises in them is about the plugin, and may be shown in full."""
SENTENCES: Final[Mapping[FailureKind, str]] = {
    "load": N_("Plugin {plugin} is not in use: {what}"),
    "spec": N_("A function of plugin {plugin} is not in use: {what}"),
    "call": N_("Plugin {plugin} failed in {hook}: {what}"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of calling one plugin: its answer (many things as a tuple), or the failure."""

    plugin: str
    value: object = None
    error: Failure | None = None


class Calls:
    """The plugins that were loaded, by name, and the one way to call them. Safe to use from several threads."""

    def __init__(self, *, clock: Clock, breaker: Breaker, seconds: float) -> None:
        self.plugins: dict[str, Plugin] = {}
        self.failures = FailureLog()
        self._clock = clock
        self._breaker = breaker
        self._seconds = seconds

    def take(self, plugin: Plugin, troubles: Iterable[Trouble]) -> None:
        """Keep a plugin under its name, unless another distribution brought one of that name first."""
        first = self.plugins.get(plugin.name)
        if first is None:
            self.plugins[plugin.name] = plugin
            for trouble in troubles:
                self.record(plugin.name, trouble)
            return
        message = Message(
            "{first} and {second} both bring a plugin of this name; that of {first} is used. Remove one of them.",
            {"first": first.distribution or first.name, "second": plugin.distribution or plugin.name},
        )
        self.record(plugin.name, Trouble("load", message))

    def record(self, plugin: str, trouble: Trouble) -> Failure:
        """Make a failure of a trouble, as of now, in a sentence that names the plugin."""
        values = {"plugin": plugin, "hook": trouble.hook or "", "what": trouble.message}
        message = Message(SENTENCES[trouble.kind], values)
        return self.failures.record(Failure(plugin, trouble.kind, message, self._clock(), trouble.hook), trouble.error)

    def each(self, hook: str, arguments: Mapping[str, object], seconds: float | None = None) -> list[Outcome]:
        """Call every plugin that answers `hook`, in the order of their names."""
        limit = self._seconds if seconds is None else seconds
        active = [plugin for _, plugin in sorted(self.plugins.items()) if hook in plugin.hooks]
        return [self._one(plugin, hook, arguments, limit) for plugin in active]

    def one(self, plugin: str, hook: str, arguments: Mapping[str, object], seconds: float) -> Outcome:
        """Call one plugin that answers `hook`."""
        return self._one(self.plugins[plugin], hook, arguments, seconds)

    def rests(self, plugin: str, hook: str) -> bool:
        """Tell whether a plugin's hook hung too often and is left alone now."""
        return self._breaker.rests(plugin, hook)

    def _one(self, plugin: Plugin, hook: str, arguments: Mapping[str, object], seconds: float) -> Outcome:
        """Call one plugin, unless it rests, and go through its answer: a generator runs only when it is read."""
        if self.rests(plugin.name, hook):
            return self._failed(plugin, hook, Message("it took too long several times and is left alone for a while."))
        answer = partial(_checked, plugin, hook, arguments)
        try:
            value = within(seconds, answer, name=f"{plugin.name}.{hook}")
        except TookTooLong:
            self._breaker.hung(plugin.name, hook)
            late = Message("it did not answer within {seconds} seconds.", {"seconds": f"{seconds:g}"})
            return self._failed(plugin, hook, late)
        except Raised as raised:
            self._breaker.answered(plugin.name, hook)
            in_full = hook in WITHOUT_DATA or isinstance(raised.error, WrongAnswer)
            return self._failed(plugin, hook, told(raised.error, with_text=in_full), raised.error)
        self._breaker.answered(plugin.name, hook)
        return Outcome(plugin.name, value)

    def _failed(self, plugin: Plugin, hook: str, what: Speaks, error: BaseException | None = None) -> Outcome:
        """Record a failed call."""
        return Outcome(plugin.name, error=self.record(plugin.name, Trouble("call", what, hook, error)))


def _checked(plugin: Plugin, hook: str, arguments: Mapping[str, object]) -> object:
    """Get a plugin's answer and compare it with what the hook asks for."""
    return SHAPES[hook].checked(plugin.answer(hook, arguments))
