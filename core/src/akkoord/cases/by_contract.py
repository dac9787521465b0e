"""Settle a case once more, by the rules that its composed contract carries: text and rule read the same facts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from akkoord.cases.amounts import LINE_VALUES, line_value
from akkoord.cases.case_file import CaseComposition
from akkoord.cases.context import CaseContext, Entry, day, entries, mapping, period
from akkoord.cases.figures import checked, same
from akkoord.cases.guarding import guarded
from akkoord.cases.results import Check, NotRun
from akkoord.cases.settlements import Settlements
from akkoord.closing import Composition
from akkoord.closing.rules import frozen_rules
from akkoord.executing import AgreedRule, ContractRule, Cumulation, cumulations_of, rules_of
from akkoord.language import Message
from akkoord.values import Period

__all__ = ["Composed", "replay_by_contract"]

Composed = Sequence[tuple[CaseComposition, Composition]]
"""The contracts of a case that could be composed, in the order of the file."""


def replay_by_contract(context: CaseContext, composed: Composed) -> Iterator[Check | NotRun]:
    """Settle every settlement by the rules of the contract that was in force, and compare what its lines expect.

    A line of which no clause carries the rule is left out, with that reason.
    """
    settlements = _ByContract(context, composed)
    for place, entry in enumerate(settlements.entries):
        found = guarded(partial(_compared, place, entry, settlements))
        if isinstance(found, Message):
            yield Check(f"settlements[{place}]", ok=False, actual=None, expected=entry, note=found, by="contract")
        else:
            yield from found


def _compared(place: int, entry: Entry, settlements: "_ByContract") -> tuple[Check | NotRun, ...]:
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
class _ByContract(Settlements):
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
        carried = list(self._in_force(period(entry["period"])))
        found: dict[str, ContractRule] = {}
        for _, line in entries(entry.get("lines")):
            likely = [rule for rule in carried if rule.kind == line.get("rule") and _same_scope(rule, line)]
            best = max(likely, key=lambda rule: _likeness(rule, line), default=None)
            if best is not None:
                carried.remove(best)
                found[str(line.get("line"))] = best
        return found

    def _in_force(self, span: Period) -> tuple[ContractRule, ...]:
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


def _likeness(rule: ContractRule, line: Entry) -> int:
    """Count the parameters on which a rule and a line of the file agree; this only tells which rule is meant."""
    parameters = mapping(line.get("params") or {})
    return sum(same(rule.parameters.get(name), value) for name, value in parameters.items())
