"""Look at the rules of a proposal before anything is signed: what cannot be right, and what is odd, with the stake."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from akkoord.executing.errors import InvalidRule, RuleFailed
from akkoord.executing.frozen import ContractRule, UnusableRule
from akkoord.executing.kinds import RuleKinds
from akkoord.language import Message, Speaks

__all__ = ["RuleConcern", "concerns_of", "ready_rules", "said_of"]


@dataclass(frozen=True, slots=True)
class RuleConcern:
    """Something about a rule of a proposal: `refused` when it cannot be settled so, else only worth knowing."""

    rule: ContractRule
    said: Speaks
    refused: bool

    @property
    def facts(self) -> tuple[str, ...]:
        """The answers that the rule takes its parameters from."""
        return tuple(dict.fromkeys(_question(name) for names in self.rule.facts.values() for name in names))


def ready_rules(rules: Iterable[ContractRule], kinds: RuleKinds) -> tuple[ContractRule, ...]:
    """Give the rules that can be computed now: while a proposal is being filled in, some still lack an answer."""
    return tuple(rule for rule in rules if _fault(rule, kinds) is None)


def concerns_of(rules: Iterable[ContractRule], kinds: RuleKinds) -> Iterator[RuleConcern]:
    """Say which rules cannot be right, and which are odd; one that only lacks an answer is not mentioned here."""
    for rule in rules:
        fault = _fault(rule, kinds)
        if fault is None:
            yield from _warned(rule, kinds)
        elif not (_lacks_an_answer(rule) and isinstance(fault.__cause__, InvalidRule)):
            yield RuleConcern(rule, fault.message, refused=True)


def _warned(rule: ContractRule, kinds: RuleKinds) -> list[RuleConcern]:
    """Hear what a rule warns of; one that fails over it cannot be trusted to settle either."""
    try:
        return [RuleConcern(rule, concern, refused=False) for concern in rule.agreed(kinds).rule.warnings()]
    except Exception as error:  # noqa: BLE001 - a plugin's rule must not take the table down
        return [RuleConcern(rule, RuleFailed.over(rule.kind, rule.line, error).message, refused=True)]


def _fault(rule: ContractRule, kinds: RuleKinds) -> UnusableRule | None:
    try:
        rule.agreed(kinds)
    except UnusableRule as error:
        return error
    return None


def _lacks_an_answer(rule: ContractRule) -> bool:
    """Tell whether a parameter that comes from answers has not been answered, wholly or in one of its rows."""
    return any(name not in rule.parameters or _is_open(rule.parameters[name]) for name in rule.facts)


def _is_open(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_is_open(item) for item in value.values())
    if isinstance(value, list | tuple):
        return not value or any(_is_open(item) for item in value)
    return value is None


def _question(fact: str) -> str:
    """Name the question of a fact: a cell of a row is asked by its list."""
    return fact.partition("[")[0]


def said_of(concern: RuleConcern) -> Message:
    """Say a concern with the line that it is about."""
    return Message("{line}: {said}", {"line": concern.rule.line, "said": concern.said})
