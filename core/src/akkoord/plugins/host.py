"""Hold the plugins of an installation, and ask them what the hooks ask, in types."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Final, Generic, TypeVar, cast

from akkoord.closing import Adjustment, ClauseSet, Draft, Selection
from akkoord.dossier import Customer
from akkoord.ending import TerminationPolicy
from akkoord.executing import Rule, RuleKinds
from akkoord.executing.sales_readers import BUILT_IN, SalesReader
from akkoord.hookspecs import Approval, Panel, Theme
from akkoord.language import N_, Message
from akkoord.plugins.calls import Calls, Clock, Outcome
from akkoord.plugins.failures import Failure
from akkoord.plugins.guard import CALL_SECONDS, LOAD_SECONDS, Breaker
from akkoord.plugins.listing import PluginInfo, info_of
from akkoord.plugins.loading import GROUP, Plugin, Trouble, load, of_point, plugin_of
from akkoord.reporting import Report
from akkoord.store import JournalEntry

REPORT_TWICE: Final = N_(
    "plugins {first} and {second} both offer the report {name!r}; that of {first} is used. "
    "Remove or switch off one of them."
)
REPORT_NAMELESS: Final = N_("the report {name!r} of plugin {plugin} has no name of its own; give its class a name.")
EVENT_SECONDS: Final = 30.0
"""How long a plugin may take over an event, in the background."""

TWICE: Final = N_(
    "plugins {first} and {second} both offer the rule kind {name!r}; that of {first} is used. "
    "Remove or switch off one of them."
)
NAMELESS: Final = N_("the rule kind {name!r} of plugin {plugin} has no name of its own; give its class a kind.")

READER_TWICE: Final = N_(
    "plugin {second} offers a sales reader {name!r}, a name that is taken; it is not used. Give it another name."
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Collected(Generic[T]):
    """What all plugins gave together, and which of them could not be heard.

    With any failure the values are not the whole truth: they may be shown, not decided on.
    """

    values: tuple[T, ...]
    failures: tuple[Failure, ...] = ()


class Plugins:
    """The plugins of this installation, each isolated from the others. Safe to use from several threads."""

    def __init__(
        self,
        found: Iterable[tuple[Plugin, tuple[Trouble, ...]]],
        *,
        clock: Clock,
        disabled: Collection[str] = (),
        required: Collection[str] = (),
        breaker: Breaker | None = None,
        seconds: float = CALL_SECONDS,
    ) -> None:
        """Take plugins that were found, with what is wrong with each; `Plugins.load` finds the installed ones."""
        self._calls = Calls(clock=clock, breaker=breaker or Breaker(), seconds=seconds)
        self._disabled = frozenset(disabled)
        self._required = frozenset(required)
        for plugin, troubles in sorted(found, key=lambda pair: (pair[0].name, pair[0].distribution)):
            self._calls.take(plugin, troubles)
        for name in sorted(self._required - (self._calls.plugins.keys() - self._disabled)):
            message = Message("the settings require it, but it is not installed or is switched off.")
            self._calls.record(name, Trouble("load", message))

    @classmethod
    def load(
        cls,
        disabled: Collection[str] = (),
        *,
        clock: Clock,
        required: Collection[str] = (),
        points: Iterable[EntryPoint] | None = None,
    ) -> "Plugins":
        """Load the installed plugins in the order of their names; those in `disabled` are not even imported.

        Never raises for what a plugin does: see `failures`. While one of `required` is missing or did not load
        wholly, nothing is decided in which plugins have a say.
        """
        points = entry_points(group=GROUP) if points is None else points
        ordered = sorted(points, key=lambda point: (point.name, point.dist.name if point.dist else ""))
        found = [(of_point(point), ()) if point.name in disabled else load(point) for point in ordered]
        return cls(found, clock=clock, disabled=disabled, required=required)

    @classmethod
    def of(
        cls,
        modules: Mapping[str, object],
        *,
        clock: Clock,
        breaker: Breaker | None = None,
        seconds: float = CALL_SECONDS,
    ) -> "Plugins":
        """Take plugins that are not installed, by name: for notebooks and tests."""
        found = [plugin_of(name, module) for name, module in modules.items()]
        return cls(found, clock=clock, breaker=breaker, seconds=seconds)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Everything that went wrong in this process so far, by plugin."""
        return tuple(self._calls.failures)

    def call_each(self, hook: str, **arguments: object) -> list[Outcome]:
        """Call every plugin that answers `hook`, each by itself, in the order of their names."""
        return self._calls.each(hook, arguments)

    @cached_property
    def _offered(self) -> Mapping[str, tuple[str, ClauseSet]]:
        """The clause sets by name, each with its plugin, read once; a name that is taken is refused and recorded."""
        offered: dict[str, tuple[str, ClauseSet]] = {}
        for outcome in self._calls.each("clause_sets", {}, LOAD_SECONDS):
            for clause_set in cast("tuple[ClauseSet, ...]", outcome.value or ()):
                if clause_set.name in offered:
                    self._refuse(clause_set.name, offered[clause_set.name][0], outcome.plugin)
                else:
                    offered[clause_set.name] = (outcome.plugin, clause_set)
        return MappingProxyType(dict(sorted(offered.items())))

    @property
    def clause_sets(self) -> Mapping[str, ClauseSet]:
        """The clause sets by name. Of two with the same name, that of the first plugin by name counts."""
        return MappingProxyType({name: clause_set for name, (_, clause_set) in self._offered.items()})

    @cached_property
    def _ruling(self) -> Mapping[str, tuple[str, type[Rule]]]:
        """The rule kinds by name, each with its plugin, asked once; a name that is taken is refused and recorded."""
        ruling: dict[str, tuple[str, type[Rule]]] = {}
        for outcome in self._calls.each("pricing_rules", {}, LOAD_SECONDS):
            for rule in cast("tuple[type[Rule], ...]", outcome.value or ()):
                if not rule.kind:
                    self._refuse_rule(NAMELESS, {"name": rule.__name__, "plugin": outcome.plugin}, outcome.plugin)
                elif rule.kind in ruling:
                    values = {"first": ruling[rule.kind][0], "second": outcome.plugin, "name": rule.kind}
                    self._refuse_rule(TWICE, values, outcome.plugin)
                else:
                    ruling[rule.kind] = (outcome.plugin, rule)
        return MappingProxyType(dict(sorted(ruling.items())))

    @cached_property
    def rule_kinds(self) -> RuleKinds:
        """The rule kinds by name. Of two with the same name, that of the first plugin by name counts."""
        return RuleKinds(rule for _, rule in self._ruling.values())

    @cached_property
    def _reading(self) -> Mapping[str, tuple[str, SalesReader]]:
        """The readers of sales files by name, each with its plugin; a name that is taken is refused and recorded."""
        reading = {reader.name: ("", reader) for reader in BUILT_IN}
        for outcome in self._calls.each("sales_readers", {}, LOAD_SECONDS):
            for reader in cast("tuple[SalesReader, ...]", outcome.value or ()):
                if reader.name in reading:
                    values = {"second": outcome.plugin, "name": reader.name}
                    self._calls.record(outcome.plugin, Trouble("call", Message(READER_TWICE, values), "sales_readers"))
                else:
                    reading[reader.name] = (outcome.plugin, reader)
        return MappingProxyType(reading)

    @property
    def sales_readers(self) -> tuple[SalesReader, ...]:
        """The formats of sales files that can be read: those of Akkoord first, then those of plugins by name."""
        return tuple(reader for _, reader in self._reading.values())

    @cached_property
    def _reporting(self) -> Mapping[str, tuple[str, type[Report]]]:
        """The reports by name, each with its plugin, asked once; a name that is taken is refused and recorded."""
        found: dict[str, tuple[str, type[Report]]] = {}
        for outcome in self._calls.each("reports", {}, LOAD_SECONDS):
            for report in cast("tuple[type[Report], ...]", outcome.value or ()):
                values = {"name": report.name or report.__name__, "second": outcome.plugin, "plugin": outcome.plugin}
                if not report.name:
                    self._calls.record(outcome.plugin, Trouble("call", Message(REPORT_NAMELESS, values), "reports"))
                elif report.name in found:
                    values["first"] = found[report.name][0]
                    self._calls.record(outcome.plugin, Trouble("call", Message(REPORT_TWICE, values), "reports"))
                else:
                    found[report.name] = (outcome.plugin, report)
        return MappingProxyType(dict(sorted(found.items(), key=lambda pair: (pair[1][1].order, pair[0]))))

    @property
    def reports(self) -> Mapping[str, type[Report]]:
        """The reports by name, in the order they stand in. Of two with one name, the first plugin's counts."""
        return MappingProxyType({name: report for name, (_, report) in self._reporting.items()})

    def adjustments(self, draft: Draft, selection: Selection) -> Collected[Adjustment]:
        """Ask which clauses to add or take out; each adjustment names its plugin."""
        outcomes = self.call_each("adjust_selection", draft=draft, selection=selection)
        named = [
            replace(adjustment, plugin=outcome.plugin)
            for outcome in outcomes
            for adjustment in cast("tuple[Adjustment, ...]", outcome.value or ())
        ]
        ordered = sorted(named, key=lambda adjustment: (adjustment.clause, adjustment.plugin, adjustment.include))
        return Collected(tuple(ordered), self._unheard(outcomes))

    def approvals(self, draft: Draft) -> Collected[Approval]:
        """Ask what needs a second person, by code."""
        outcomes = self.call_each("approvals", draft=draft)
        found = [approval for outcome in outcomes for approval in cast("tuple[Approval, ...]", outcome.value or ())]
        ordered = sorted(found, key=lambda approval: (approval.code, approval.clauses, str(approval.reason)))
        return Collected(tuple(ordered), self._unheard(outcomes))

    @property
    def listeners(self) -> tuple[str, ...]:
        """The plugins that want to hear of events, by name."""
        return tuple(name for name, plugin in sorted(self._calls.plugins.items()) if "on_event" in plugin.hooks)

    def tell(self, plugin: str, event: JournalEntry) -> bool:
        """Tell one plugin of an event that was committed; what fails is recorded.

        Returns False when the plugin was not told because it hangs and is left alone for a while.
        """
        if self._calls.rests(plugin, "on_event"):
            return False
        self._calls.one(plugin, "on_event", {"event": event}, EVENT_SECONDS)
        return True

    def theme(self, clause_set: str | None = None) -> Theme | None:
        """Ask how the tablet looks: of the plugins that answer, the one that brings this clause set decides.

        When that one does not answer, the first by name does that brings no clause set: looks of another client
        are never shown.
        """
        return self._first("theme", Theme, clause_set)

    def termination_policy(self, clause_set: str | None = None) -> TerminationPolicy | None:
        """Ask why contracts end, and what each reason proposes; who decides is as for the looks."""
        return self._first("termination_policy", TerminationPolicy, clause_set)

    def _first(self, hook: str, asked: type[T], clause_set: str | None) -> T | None:
        """Give the answer of the plugin with this clause set, or the first by name of those that bring none."""
        answers = {outcome.plugin: outcome.value for outcome in self.call_each(hook)}
        given = {name: value for name, value in answers.items() if isinstance(value, asked)}
        if clause_set is None:
            return next(iter(given.values()), None)
        owners = {plugin for plugin, _ in self._offered.values()}
        owner = self._offered[clause_set][0] if clause_set in self._offered else ""
        return given.get(owner) or next((value for name, value in given.items() if name not in owners), None)

    def panels(self, customer: Customer) -> Collected[Panel]:
        """Ask for the panels in a customer's dossier, in the order they stand in."""
        outcomes = self.call_each("web_panels", customer=customer)
        panels = [panel for outcome in outcomes for panel in cast("tuple[Panel, ...]", outcome.value or ())]
        ordered = sorted(panels, key=lambda panel: (panel.order, panel.key, str(panel.title)))
        return Collected(tuple(ordered), tuple(outcome.error for outcome in outcomes if outcome.error))

    @property
    def versions(self) -> Mapping[str, str]:
        """The version of each plugin in use, by name: what a contract version notes."""
        plugins = sorted(self._calls.plugins.items())
        return MappingProxyType({name: plugin.version for name, plugin in plugins if plugin.hooks})

    def listing(self) -> tuple[PluginInfo, ...]:
        """List every plugin by name: what it is, what it offers, what went wrong. Reads sets and kinds."""
        offered, ruling = list(self._offered.values()), list(self._ruling.values())
        reading = list(self._reading.values())
        reporting = list(self._reporting.values())
        return tuple(
            info_of(
                self._calls.plugins.get(name),
                name,
                disabled=name in self._disabled,
                clause_sets=[clause_set for plugin, clause_set in offered if plugin == name],
                rules=[rule for plugin, rule in ruling if plugin == name],
                readers=[reader.name for plugin, reader in reading if plugin == name],
                reports=[report for plugin, report in reporting if plugin == name],
                failures=self._calls.failures.of(name),
            )
            for name in sorted(self._calls.plugins.keys() | self._required)
        )

    def _unheard(self, outcomes: Iterable[Outcome]) -> tuple[Failure, ...]:
        """Give what failed in a decision, and what keeps a required plugin from having its say."""
        of_required = [failure for name in sorted(self._required) for failure in self._calls.failures.of(name)]
        unsound = [failure for failure in of_required if failure.kind != "call"]
        return (*unsound, *(outcome.error for outcome in outcomes if outcome.error))

    def _refuse(self, clause_set: str, first: str, second: str) -> None:
        """Record that a clause set is offered twice."""
        message = Message(
            "plugins {first} and {second} both offer the clause set {name!r}; that of {first} is used. "
            "Remove or switch off one of them.",
            {"first": first, "second": second, "name": clause_set},
        )
        self._calls.record(second, Trouble("call", message, "clause_sets"))

    def _refuse_rule(self, template: str, values: Mapping[str, object], plugin: str) -> None:
        """Record that a rule kind cannot be used."""
        self._calls.record(plugin, Trouble("call", Message(template, values), "pricing_rules"))
