"""Settle a case once more, by the rules that its composed contract carries: text and rule read the same facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Final

from akkoord.cases.amounts import LINE_VALUES, line_value
from akkoord.cases.case_file import CaseComposition
from akkoord.cases.context import CaseContext, Entry, day, entries, mapping
from akkoord.cases.figures import checked, same
from akkoord.cases.guarding import guarded
from akkoord.cases.results import Check, NotRun
from akkoord.cases.settlements import Settlements
from akkoord.closing import Composition
from akkoord.closing.rules import frozen_rules
from akkoord.executing import AgreedRule, ContractRule, Cumulation, cumulations_of, rules_of
from akkoord.language import Message
from akkoord.values import Period

__all__ = ["ByContract", "Composed", "replay_by_contract"]

COUNTING: Final = ("groups", "readings")
"""Parameters by which a rule finds a number in events."""
Composed = Sequence[tuple[CaseComposition, Composition]]
"""The contracts of a case that could be composed, in the order of the file."""


def replay_by_contract(context: CaseContext, composed: Composed) -> Iterator[Check | NotRun]:
    """Settle every settlement by the rules of the contract that was in force, and compare what its lines expect.

    A line of which no clause carries the rule is left out, with that reason.
    """
    settlements = ByContract(context, composed)
    for place, entry in enumerate(settlements.entries):
        found = guarded(partial(_compared, place, entry, settlements))
        if isinstance(found, Message):
            yield Check(f"settlements[{place}]", ok=False, actual=None, expected=entry, note=found, by="contract")
        else:
            yield from found


def _compared(place: int, entry: Entry, settlements: "ByContract") -> tuple[Check | NotRun, ...]:
    found: list[Check | NotRun] = []
    rules = settlements.matched(place)
    for number, line in entries(entry.get("lines")):
        path = f"settlements[{place}].lines[{number}]"
        name, expected = str(line.get("line")), line.get("expected")
        values = {"amount": expected} if isinstance(expected, str) else mapping(expected or {})
        if name not in rules:
            reason = Message("no clause of the contract in force carries this rule")
            found.append(NotRun(f"{path}, by the composed contract", reason))
            continue
        for key, value in values.items():
            if key in LINE_VALUES:
                check = checked(
                    f"{path}.expected.{key}", value, partial(line_value, settlements, place, name, key, value)
                )
                found.append(replace(check, by="contract"))
    return tuple(found)


@dataclass(frozen=True)
class ByContract(Settlements):
    """The settlements of a case by the rules of its contracts, each under the name that the file gives its line."""

    composed: Composed

    def rules(self, place: int) -> list[AgreedRule]:
        """Give the rules of the contract that the lines of the file name."""
        return [replace(rule.agreed(self.context.kinds), id=name) for name, rule in self.matched(place).items()]

    def cumulations(self, place: int) -> list[Cumulation]:
        """Tell how the rules of the contract cumulate."""
        return list(cumulations_of(list(self.matched(place).values())))

    def matched(self, place: int) -> Mapping[str, ContractRule]:
        """Find for every line of the file the rule of the contract that is of its kind and most like it."""
        entry = self.entries[place]
        carried = list(self.in_force(self.span(place)))
        found: dict[str, ContractRule] = {}
        for _, line in entries(entry.get("lines")):
            likely = [rule for rule in carried if rule.kind == line.get("rule") and _may_be(rule, line)]
            best = max(likely, key=lambda rule: _likeness(rule, line), default=None)
            if best is not None:
                carried.remove(best)
                found[str(line.get("line"))] = _completed(best, line)
        return found

    def in_force(self, span: Period) -> tuple[ContractRule, ...]:
        """Give the rules of the last contract that may be made and took effect before the period was over."""
        valid = [
            composition
            for entry, composition in self.composed
            if composition.ok and (entry.effective is None or day(entry.effective) <= span.first)
        ]
        if not valid:
            return ()
        clauses = [placed.clause for placed in valid[-1].placed if placed.clause is not None]
        return rules_of(frozen_rules(clauses, valid[-1].facts, valid[-1].facts.to_json()))


def _same_scope(rule: ContractRule, line: Entry) -> bool:
    """Tell whether two rules count in the same group, where both count in just one."""
    groups, own = mapping(line.get("params") or {}).get("groups"), rule.parameters.get("groups")
    if isinstance(groups, list) and isinstance(own, list) and len(groups) == len(own) == 1:
        return groups == own
    return True


def _may_be(rule: ContractRule, line: Entry) -> bool:
    """Tell whether a rule may be the one of a line: it counts in the same group, or agrees in something else."""
    return _same_scope(rule, line) and (_likeness(rule, line) > 0 or not _counts_otherwise(rule, line))


def _counts_otherwise(rule: ContractRule, line: Entry) -> bool:
    """Tell whether a rule counts events where the file gives a number."""
    given = mapping(line.get("params") or {})
    return any(name in rule.parameters and name not in given for name in COUNTING)


def _completed(rule: ContractRule, line: Entry) -> ContractRule:
    """Give a rule what was measured: what the file gives and the contract leaves open, such as a number of lifts.

    Where the file gives a number that would be counted from events, it takes the place of counting.
    """
    given = {name: value for name, value in mapping(line.get("params") or {}).items() if name != "group"}
    agreed = {name: value for name, value in rule.parameters.items() if name in given or name not in COUNTING}
    return replace(rule, parameters=MappingProxyType({**given, **agreed}))


def _likeness(rule: ContractRule, line: Entry) -> int:
    """Count the parameters on which a rule and a line of the file agree; this only tells which rule is meant."""
    parameters = mapping(line.get("params") or {})
    return sum(same(rule.parameters.get(name), value) for name, value in parameters.items())
