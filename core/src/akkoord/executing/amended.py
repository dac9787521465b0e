"""Settle a period in which a contract was amended: each version settles its own part of it (DOMAIN 4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from akkoord.executing.agreed import lines_of
from akkoord.executing.bases import ProratedRule
from akkoord.executing.counted import Counted
from akkoord.executing.frozen import ContractRule
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.line import Line
from akkoord.values import Period

__all__ = ["HeldUntil", "amended_lines", "parts_of"]


@dataclass(frozen=True, slots=True)
class HeldUntil:
    """The rules of an earlier version of a contract, and the last day on which it held."""

    last: date
    rules: tuple[ContractRule, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a period, and the rules that held in it; `until` is None for the version that still holds."""

    period: Period
    rules: tuple[ContractRule, ...]
    until: date | None


def parts_of(period: Period, now: Sequence[ContractRule], earlier: Sequence[HeldUntil]) -> list[_Part]:
    """Cut a period where the contract was amended; most often it stays whole."""
    parts, first = [], period.first
    for held in sorted(earlier, key=lambda one: one.last):
        if first <= held.last < period.last:
            parts.append(_Part(Period(first, held.last), held.rules, held.last))
            first = date.fromordinal(held.last.toordinal() + 1)
        elif held.last >= period.last:
            return [*parts, _Part(Period(first, period.last), held.rules, None)]
    return [*parts, _Part(Period(first, period.last), tuple(now), None)]


def amended_lines(parts: Sequence[_Part], counted: Counted, kinds: RuleKinds) -> tuple[Line, ...]:
    """Compute the lines of a period that was cut: what every version agreed alike once, over all of it.

    What differs is computed by each version over its own part, with thresholds in proportion to its months. The line
    of an earlier version is named after the day until which it held.
    """
    alike = _alike(parts, kinds)
    whole = [rule.agreed(kinds) for rule in parts[-1].rules if rule.line in alike]
    lines = list(lines_of(whole, counted))
    for part in parts:
        lines += _own_part(part, alike, counted, kinds)
    order = {rule.line: place for part in reversed(parts) for place, rule in enumerate(part.rules)}
    return tuple(sorted(lines, key=lambda line: (order.get(line.id.partition(":")[0], len(order)), line.id)))


def _alike(parts: Sequence[_Part], kinds: RuleKinds) -> frozenset[str]:
    """Name the lines that every version agreed alike, and that need no line which differs."""
    by_line = [{rule.line: (rule.kind, rule.direction, rule.vat, dict(rule.parameters)) for rule in part.rules}
               for part in parts]  # fmt: skip
    alike = {line for line, agreed in by_line[-1].items() if all(other.get(line) == agreed for other in by_line)}
    needs = {rule.line: set(rule.agreed(kinds).rule.needs()) for rule in parts[-1].rules if rule.line in alike}
    while depending := {line for line in alike if needs[line] - alike}:
        alike -= depending
    return frozenset(alike)


def _own_part(part: _Part, alike: frozenset[str], counted: Counted, kinds: RuleKinds) -> Iterator[Line]:
    agreed = [rule.agreed(kinds) for rule in part.rules if rule.line not in alike]
    prorated = [
        replace(one, rule=one.rule.model_copy(update={"prorate": "months"}))
        if isinstance(one.rule, ProratedRule) and one.rule.prorate == "none"
        else one
        for one in agreed
    ]
    for line in lines_of(prorated, replace(counted, period=part.period)):
        yield line if part.until is None else replace(line, id=f"{line.id}:until-{part.until.isoformat()}")
