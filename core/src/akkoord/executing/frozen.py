"""Rules as a signed contract version carries them: with their clause, the facts they came from, when they are due."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal, cast

from akkoord.closing.rules import GoodsVatData, RuleData, VatData
from akkoord.executing.agreed import AgreedRule, Cumulation, CumulationMode
from akkoord.executing.bases import ProratedRule
from akkoord.executing.errors import InvalidRule, InvalidStatement, RuleFailed, UnknownRuleKind
from akkoord.executing.goods_vat import GoodsVat
from akkoord.executing.kinds import RuleKinds
from akkoord.executing.line import Direction, Treatment, Vat
from akkoord.language import Message

__all__ = ["ContractRule", "Settled", "UnusableRule", "at_the_end", "cumulations_of", "in_end_statement", "rules_of"]

Settled = Literal["month", "quarter", "half_year", "calendar_year", "contract_year", "end"]
RUNNING_YEAR: Final = "bonus_running_year"


class UnusableRule(InvalidStatement):
    """A rule of a contract that cannot be computed: its kind is not installed, or its parameters do not fit it."""


@dataclass(frozen=True, slots=True)
class ContractRule:
    """A rule of a contract: the line it gives, the clause that agreed it, and the parameters frozen with it.

    `facts` names, per parameter, the facts it was resolved from; `about` says for which row of a list it is. `settle`
    says over which periods it is settled; with `end` only when the contract ends. `effect` is the effect of a
    termination that switches it, `item` the thing on loan that it is about. `goods` are those with another VAT.
    """

    clause: str
    line: str
    kind: str
    direction: Direction
    vat: Vat
    settle: Settled
    parameters: Mapping[str, object]
    facts: Mapping[str, Sequence[str]]
    group: str | None = None
    cumulation: CumulationMode | None = None
    effect: str | None = None
    item: str | None = None
    about: str | None = None
    goods: tuple[GoodsVat, ...] = ()

    @classmethod
    def of(cls, data: RuleData) -> "ContractRule":
        """Take a rule from the canonical JSON of a version."""
        return cls(
            clause=data["clause"],
            line=data["line"],
            kind=data["kind"],
            direction=cast("Direction", data["direction"]),
            vat=_vat(data["vat"]),
            settle=cast("Settled", data["settle"]),
            parameters=MappingProxyType(dict(data["parameters"])),
            facts=MappingProxyType({name: tuple(names) for name, names in data["facts"].items()}),
            group=data["group"],
            cumulation=cast("CumulationMode | None", data["cumulation"]),
            effect=data["effect"],
            item=data["item"],
            about=data.get("about"),
            goods=tuple(GoodsVat(tuple(each["groups"]), _vat(each)) for each in data["vat"].get("goods", ())),
        )

    def agreed(self, kinds: RuleKinds) -> AgreedRule:
        """Make the rule with the installed kinds. Raises UnusableRule, which names line, clause and what to do."""
        return kinds.once(self, lambda rule: _made(rule, kinds))

    def given(self, more: Mapping[str, object]) -> "ContractRule":
        """Give the rule with parameters that became known later, such as the day on which something was placed."""
        return replace(self, parameters=MappingProxyType({**self.parameters, **more}))


def _made(rule: ContractRule, kinds: RuleKinds) -> AgreedRule:
    """Make a rule of its kind and parameters."""
    try:
        made = kinds.make(rule.kind, rule.parameters)
    except UnknownRuleKind as error:
        message = Message(
            "Line {line!r} of clause {clause!r} needs the rule kind {kind!r}, which no installed plugin brings. "
            "Install or switch on the plugin that does.",
            {"line": rule.line, "clause": rule.clause, "kind": rule.kind},
        )
        raise UnusableRule(message) from error
    except InvalidRule as error:
        values = {"line": rule.line, "clause": rule.clause, "problem": error.message}
        raise UnusableRule(Message("Line {line!r} of clause {clause!r}: {problem}", values)) from error
    except Exception as error:  # what checks the parameters is the plugin's own code
        raise UnusableRule(RuleFailed.over(rule.kind, rule.line, error).message) from error
    try:
        return AgreedRule(
            rule.line, made, rule.direction, rule.vat, group=rule.group, clause=rule.clause, goods=rule.goods
        )
    except InvalidStatement as error:
        raise UnusableRule(error.message) from error


def _vat(data: VatData | GoodsVatData) -> Vat:
    return Vat.of(cast("Treatment", data["treatment"]), data["rate"])


def rules_of(data: Iterable[object]) -> tuple[ContractRule, ...]:
    """Take the rules from the canonical JSON of a version, in their order."""
    return tuple(ContractRule.of(cast("RuleData", each)) for each in data)


def cumulations_of(rules: Sequence[ContractRule]) -> tuple[Cumulation, ...]:
    """Tell how the groups of these rules cumulate; of rules that differ the mildest for the customer counts."""
    groups = {rule.group for rule in rules if rule.group is not None}
    if not groups:
        return ()
    highest = {rule.group for rule in rules if rule.group is not None and rule.cumulation == "highest"}
    return tuple(Cumulation(group, "highest" if group in highest else "sum") for group in sorted(groups))


def in_end_statement(
    rules: Iterable[ContractRule],
    kinds: RuleKinds,
    effects: Mapping[str, object],
    items: Mapping[str, Mapping[str, object]],
) -> Iterator[AgreedRule]:
    """Make the rules of an end statement (RULES 0.11).

    A rule whose effect is off is left out; one that the end makes due for an item is there for the items in `items`
    only. What became known of an item goes to the parameters that its rules name. `bonus_running_year` is `pro_rata`,
    `full` (thresholds not lowered), `forfeit` or `none` (no bonus). An effect that nobody decided about is on.
    """
    for rule in rules:
        if not at_the_end(rule, effects, items):
            continue
        known = items.get(rule.item or "", {})
        named = {name: value for name, value in known.items() if name in rule.parameters or name in rule.facts}
        agreed = rule.given(named).agreed(kinds)
        if (
            rule.effect == RUNNING_YEAR
            and effects.get(RUNNING_YEAR) == "full"
            and isinstance(agreed.rule, ProratedRule)
        ):
            agreed = replace(agreed, rule=agreed.rule.model_copy(update={"prorate": "none"}))
        yield agreed


def at_the_end(rule: ContractRule, effects: Mapping[str, object], items: Container[str]) -> bool:
    """Tell whether a rule is in the end statement, by what was decided and by the items that are charged."""
    if rule.item is not None and rule.settle == "end" and rule.item not in items:
        return False
    return effects.get(rule.effect or "", True) not in (False, "forfeit", "none")
