"""What the rules of a contract come to with the installed kinds, once: how far they look back, and their order."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from akkoord.executing.agreed import Ordered
from akkoord.executing.counted import Counted
from akkoord.executing.frozen import ContractRule, Settled, cumulations_of
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.line import Line
from akkoord.executing.rule import Rule

__all__ = ["Plan", "plan_of"]

log = logging.getLogger("akkoord.executing")


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules of a contract: whether one counts by the day or since the contract began, else from which own day."""

    rules: tuple[ContractRule, ...]
    counts_by_day: bool
    counts_since_commencement: bool
    from_own_day: date | None
    _ordered: dict[Settled, Ordered] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, rules: tuple[ContractRule, ...], kinds: RuleKinds) -> "Plan":
        """Ask the kinds about these rules; of one that is not installed nothing is known."""
        known = [(kinds[rule.kind], rule.parameters) for rule in rules if rule.kind in kinds]
        own = [day for rule in rules if (day := _day(rule.parameters.get("from"))) is not None]
        return cls(
            rules,
            counts_by_day=any(_told(kind, kind.counts_by_day, given) for kind, given in known),
            counts_since_commencement=any(_told(kind, kind.counts_since_commencement, given) for kind, given in known),
            from_own_day=min(own, default=None),
        )

    def lines(self, settled: Settled, counted: Counted, kinds: RuleKinds) -> tuple[Line, ...]:
        """Compute the lines of what is settled so often. Raises UnusableRule, or what a rule raises."""
        if settled not in self._ordered:
            self._ordered[settled] = self._order(settled, kinds)
        return self._ordered[settled].lines(counted)

    def _order(self, settled: Settled, kinds: RuleKinds) -> Ordered:
        rules = [rule for rule in self.rules if rule.settle == settled]
        return Ordered.of([rule.agreed(kinds) for rule in rules], cumulations_of(rules))


def plan_of(rules: Sequence[ContractRule], kinds: RuleKinds) -> Plan:
    """Give the plan of these rules, the same one whenever the same rules are given."""
    return kinds.once(rules, lambda given: Plan.of(tuple(given), kinds))


def _told(kind: type[Rule], ask: Callable[[Mapping[str, object]], bool], parameters: Mapping[str, object]) -> bool:
    """Hear what a kind needs to know; of one that fails over it, that it needs everything, which harms no other."""
    try:
        return ask(parameters)
    except Exception:  # a plugin's rule must not keep what else was agreed from being settled
        log.exception("Rule %s cannot tell what it counts", kind.kind)
        return True


def _day(found: object) -> date | None:
    """Read an own day; what a plugin calls so and is none, such as a quantity, says nothing of days."""
    try:
        return date.fromisoformat(str(found)) if found else None
    except ValueError:
        return None
