"""Settle a period in which a contract was amended: each version settles its own part of it (DOMAIN 4)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from akkoord.executing.agreed import AgreedRule, lines_of
from akkoord.executing.bases import ProratedRule
from akkoord.executing.counted import Counted
from akkoord.executing.frozen import ContractRule
from akkoord.executing.line import Line
from akkoord.values import Period

__all__ = ["Agree", "HeldUntil", "Part", "amended_lines", "parts_of"]

Agree = Callable[[Iterable[ContractRule]], Iterable[AgreedRule]]
"""Makes the rules that count of those that a version carries."""
MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class HeldUntil:
    """The rules of an earlier version of a contract, and the last day on which it held."""

    last: date
    rules: tuple[ContractRule, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a period, and the rules that held in it; `until` is None for the version that held at its end."""

    period: Period
    rules: tuple[ContractRule, ...]
    until: date | None


def parts_of(period: Period, now: Sequence[ContractRule], earlier: Sequence[HeldUntil]) -> list[Part]:
    """Cut a period where the contract was amended; most often it stays whole."""
    parts, first = [], period.first
    for held in sorted(earlier, key=lambda one: one.last):
        if first <= held.last < period.last:
            parts.append(Part(Period(first, held.last), held.rules, held.last))
            first = date.fromordinal(held.last.toordinal() + 1)
        elif held.last >= period.last:
            return [*parts, Part(Period(first, period.last), held.rules, None)]
    return [*parts, Part(Period(first, period.last), tuple(now), None)]


def amended_lines(parts: Sequence[Part], counted: Counted, agree: Agree) -> tuple[Line, ...]:
    """Compute the lines of a period that was cut: what every version agreed alike once, over all of it.

    So is what differs where the rule can say how the versions go together, as a commitment that was changed is the
    sum of its parts (RULES 0.8). What else differs is computed by each version over its own part, with thresholds in
    proportion. The line of an earlier version is named after the day until which it held.
    """
    agreed = [list(agree(part.rules)) for part in parts]
    whole = dict(_joined(agreed, [part.period for part in parts])) if _is_a_year(counted) else {}
    whole |= {rule.id: rule for rule in agreed[-1] if rule.id in _alike(parts, agreed, whole)}
    lines = list(lines_of([whole[rule.id] for rule in agreed[-1] if rule.id in whole], counted))
    for part, rules in zip(parts, agreed, strict=True):
        lines += [line for line in _own_part(part, rules, counted) if line.rule not in whole]
    order = {rule.line: place for part in reversed(parts) for place, rule in enumerate(part.rules)}
    return tuple(sorted(lines, key=lambda line: (order.get(line.rule, len(order)), line.id)))


def _alike(parts: Sequence[Part], agreed: Sequence[Sequence[AgreedRule]], joined: Iterable[str]) -> frozenset[str]:
    """Name the lines that every version agreed alike, and that need no line which differs."""
    by_line = [
        {rule.line: (rule.kind, rule.direction, rule.vat, rule.goods, dict(rule.parameters)) for rule in part.rules}
        for part in parts
    ]
    alike = {line for line, said in by_line[-1].items() if all(other.get(line) == said for other in by_line)}
    needs = {rule.id: set(rule.rule.needs()) for rule in agreed[-1] if rule.id in alike}
    alike &= set(needs)
    while depending := {line for line in alike if needs[line] - alike.union(joined)}:
        alike -= depending
    return frozenset(alike)


def _joined(agreed: Sequence[Sequence[AgreedRule]], periods: Sequence[Period]) -> Iterator[tuple[str, AgreedRule]]:
    """Find the rules that differ and of which the versions go together, over the whole period."""
    by_line = [{rule.id: rule for rule in rules} for rules in agreed]
    for line, last in by_line[-1].items():
        versions = [rules.get(line, last) for rules in by_line]
        everywhere = all(line in rules for rules in by_line)
        if everywhere and _differ_in_parameters(versions) and not last.rule.needs():
            rule = last.rule.joined([(each.rule, period) for each, period in zip(versions, periods, strict=True)])
            if rule is not None:
                yield line, replace(last, rule=rule)


def _differ_in_parameters(versions: Sequence[AgreedRule]) -> bool:
    """Tell whether versions of a rule are of one kind, direction and VAT, and differ in what they say."""
    last = versions[-1]
    same = all((each.direction, each.vat, each.goods, each.rule.kind) ==
               (last.direction, last.vat, last.goods, last.rule.kind) for each in versions)  # fmt: skip
    return same and any(each.rule != last.rule for each in versions)


def _own_part(part: Part, agreed: Sequence[AgreedRule], counted: Counted) -> Iterator[Line]:
    facts = replace(counted, period=part.period, ends=counted.ends if part.until is None else None)
    method = "months" if _is_a_year(counted) else "days"
    prorated = [
        replace(one, rule=one.rule.model_copy(update={"prorate": method}))
        if isinstance(one.rule, ProratedRule) and one.rule.prorate == "none"
        else one
        for one in agreed
    ]
    for line in lines_of(prorated, facts):
        yield line if part.until is None else line._replace(id=f"{line.id}:until-{part.until.isoformat()}")


def _is_a_year(counted: Counted) -> bool:
    """Tell whether the thresholds are those of a year, which are cut down by months; others are by days."""
    return counted.full_period is None or counted.full_period.months == MONTHS_IN_A_YEAR
