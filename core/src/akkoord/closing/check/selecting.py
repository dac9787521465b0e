"""What the clauses of a set claim about each other: which calls for which, which exclude each other."""

from collections.abc import Sequence

from akkoord.closing.check.claims import Claim, either, of_node
from akkoord.closing.clause_set import ClauseSet
from akkoord.facts.nodes import Comparison, Value, leaves

__all__ = ["clause_claims", "conflicts", "texts_named"]


def clause_claims(clause_set: ClauseSet, clause: str) -> Claim:
    """Claim that a clause is selected: its own condition holds, or that of one that requires it, however far off."""
    asking = {clause}
    waiting = [clause]
    while waiting:
        one = waiting.pop()
        requirers = {other.id for other in clause_set.clauses if one in other.requires} - asking
        asking |= requirers
        waiting += requirers
    return either(*(of_node(clause_set.by_id[one].when.tree) for one in sorted(asking)))


def conflicts(clause_set: ClauseSet) -> list[tuple[str, str]]:
    """Give the pairs of clauses of which one names the other in its `conflicts`, sorted."""
    pairs = {(c.id, other) for c in clause_set.clauses for other in c.conflicts if other in clause_set.by_id}
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})


def texts_named(clause_set: ClauseSet) -> Sequence[str]:
    """Gather the texts that conditions compare with."""
    groups = [group.when for group in clause_set.questions.groups]
    asked = [question.when for group in clause_set.questions.groups for question in group.questions]
    conditions = [*groups, *asked, *(c.when for c in clause_set.clauses), *(v.when for v in clause_set.validations)]
    trees = [leaf for condition in conditions if condition for leaf in leaves(condition.tree)]
    values = [
        operand.raw
        for leaf in trees
        if isinstance(leaf, Comparison)
        for operand in (leaf.left, leaf.right)
        if isinstance(operand, Value)
    ]
    texts = [text for value in values for text in (value if isinstance(value, tuple) else (value,))]
    return [text for text in texts if isinstance(text, str) and text]
