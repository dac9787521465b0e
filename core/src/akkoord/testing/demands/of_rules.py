"""Demands on rule kinds: labels for parameters, and examples that compute purely, in any order, in every language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from akkoord.executing import Rule
from akkoord.executing.counted import Events
from akkoord.testing.demands.demand import Demand, none_of
from akkoord.testing.rules import check_rule, check_rule_kind

__all__ = ["of_rules"]


def of_rules(kinds: Mapping[str, type[Rule]], examples: Sequence[Rule]) -> Iterator[Demand]:
    """Demand of each kind that it can be asked for and shown, and of each example that it can be relied on."""
    for kind in kinds.values():
        yield _labels(kind)
    if kinds:
        yield Demand("every kind of rule is tried with an example", lambda: none_of(_untried(kinds, examples)))
    for number, rule in enumerate(examples, 1):
        yield Demand(f"example {number}, {rule.kind}, computes purely, in any order", _computes(rule))


def _labels(kind: type[Rule]) -> Demand:
    return Demand(f"{kind.kind} has a label for every parameter", lambda: check_rule_kind(kind))


def _untried(kinds: Mapping[str, type[Rule]], examples: Sequence[Rule]) -> Iterator[str]:
    tried = {rule.kind for rule in examples}
    yield from (f"no example of {kind}; give one: conformance(..., rules=[...])" for kind in kinds if kind not in tried)


def _computes(rule: Rule) -> Callable[[], None]:
    def met() -> None:
        _, given = rule.sample()
        events = list(given.events.within(given.events.groups, None, given.period.last))
        check_rule(rule, [replace(given, events=Events())])
        forward, backward = (replace(given, events=Events(order)) for order in (events, events[::-1]))
        assert tuple(rule.lines(forward)) == tuple(rule.lines(backward)), f"{rule.kind}: the order of events matters"

    return met
