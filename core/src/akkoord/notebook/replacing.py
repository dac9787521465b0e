"""Decide which rules of a contract a tried rule takes the place of, and what else comes out otherwise then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from akkoord.executing import ContractRule, Direction, Rule, RuleKinds, Vat
from akkoord.executing.agreement import Agreement
from akkoord.executing.frozen import Settled
from akkoord.notebook.trials import Trial

__all__ = ["Placing", "trial_of"]

TRIED = "tried"
"""The line of a tried rule that takes no other's place."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How a tried rule stands in a contract.

    `instead_of` is the line, the clause or the kind of the rules that it takes the place of; None: those of its own
    kind, or of the kind that it was made from. What is None here is taken from the rule that it replaces.
    """

    instead_of: str | None = None
    settle: Settled | None = None
    direction: Direction | None = None
    vat: Vat | None = None


def trial_of(
    agreement: Agreement, rule: Rule, placing: Placing, kinds: RuleKinds, written: Mapping[str, object] | None = None
) -> Trial:
    """Set a contract as it is against the contract with the tried rule; both without what stays the same anyway.

    `written` are the parameters of the rule as plain data, for whoever has written them already.
    """
    replaced = [each for each in agreement.rules if _is_replaced(each, rule, placing)]
    along = [each for each in agreement.rules if each not in replaced and _hangs_together(each, replaced, kinds)]
    lines = {each.line for each in (*replaced, *along)}
    earlier = tuple(
        replace(held, rules=tuple(each for each in held.rules if each.line in lines)) for held in agreement.earlier
    )
    before = replace(agreement, rules=(*replaced, *along), earlier=earlier)
    tried = _tried(rule, rule.parameters() if written is None else written, replaced, placing)
    after = replace(agreement, rules=(tried, *along), earlier=())
    return Trial(before, after)


def _tried(
    rule: Rule, written: Mapping[str, object], replaced: Sequence[ContractRule], placing: Placing
) -> ContractRule:
    like = replaced[0] if replaced else None
    return ContractRule(
        clause=like.clause if like else "",
        line=like.line if like else TRIED,
        kind=rule.kind,
        direction=placing.direction or (like.direction if like else "payable"),
        goods=like.goods if like and placing.vat is None else (),
        vat=placing.vat or (like.vat if like else Vat.of("standard", "21")),
        settle=placing.settle or (like.settle if like else "contract_year"),
        parameters=written,
        facts={},
        group=like.group if like else None,
        cumulation=like.cumulation if like else None,
        effect=like.effect if like else None,
    )


def _is_replaced(each: ContractRule, rule: Rule, placing: Placing) -> bool:
    if placing.instead_of is not None:
        return placing.instead_of in (each.line, each.clause, each.kind)
    return each.kind in _own_kinds(type(rule)) and _overlaps(each, rule)


def _own_kinds(kind: type[Rule]) -> frozenset[str]:
    """Name the kind of a rule and those that it was made from."""
    return frozenset(
        each.kind for each in kind.__mro__ if isinstance(each, type) and issubclass(each, Rule) and each.kind
    )


def _overlaps(each: ContractRule, rule: Rule) -> bool:
    """Tell whether both count some of the same groups, where both count groups at all."""
    mine, theirs = getattr(rule, "groups", None), each.parameters.get("groups")
    return not mine or not isinstance(theirs, list | tuple) or bool(set(mine) & set(theirs))


def _hangs_together(each: ContractRule, replaced: Sequence[ContractRule], kinds: RuleKinds) -> bool:
    """Tell whether a rule builds on one of these lines, they on it, or only the highest of them is charged."""
    if any(one.group is not None and one.group == each.group for one in replaced):
        return True
    needs = _needs(each, kinds)
    return any(one.line in needs or each.line in _needs(one, kinds) for one in replaced)


def _needs(each: ContractRule, kinds: RuleKinds) -> frozenset[str]:
    """Name the lines that a rule builds on; a kind that never does is not made to find that out."""
    if each.kind not in kinds or kinds[each.kind].needs is Rule.needs:
        return frozenset()
    return frozenset(each.agreed(kinds).rule.needs())
