"""Explain a decision: the parts that decided, the answers they looked at, and what would turn it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from akkoord.facts.flips import Flip, find_flips
from akkoord.facts.kinds import FactValue
from akkoord.facts.nodes import Both, Either, Get, Leaf, Node, Not, evaluate, leaf_names
from akkoord.facts.wording import part_words, sentence
from akkoord.language import Language

if TYPE_CHECKING:
    from akkoord.facts.facts import Facts
    from akkoord.facts.question_set import Questions


@dataclass(frozen=True, slots=True)
class DecidingPart:
    """A comparison that decided: as it is written, and whether it held."""

    source: str
    holds: bool
    leaf: Leaf = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a condition holds or not.

    `answers` are the answers that the deciding parts looked at: with these alone, whatever the others, the decision
    is the same. `flips` has, for each answer, the nearest other one that turns the decision by itself; nearest first.
    """

    holds: bool
    deciding: tuple[DecidingPart, ...]
    answers: Mapping[str, FactValue]
    flips: tuple[Flip, ...]

    def words(self, questions: "Questions", language: Language) -> str:
        """Say in a sentence which answers decided."""
        parts = [part_words(part.leaf, part.holds, self.answers, questions) for part in self.deciding]
        return sentence(parts, language)


def explain(tree: Node, facts: "Facts", questions: "Questions") -> Explanation:
    """Explain what a condition's tree makes of these facts."""
    get = facts.comparable.get
    holds = evaluate(tree, get)
    parts = tuple(dict.fromkeys(_deciding(tree, holds, get)))
    looked_at = {name: facts[name] for part in parts for name in leaf_names(part.leaf)}
    return Explanation(holds, parts, MappingProxyType(looked_at), find_flips(tree, facts, questions))


def _deciding(node: Node, holds: bool, get: Get) -> Iterator[DecidingPart]:  # noqa: FBT001 - the decision itself
    match node:
        case Not(inner):
            yield from _deciding(inner, not holds, get)
        case Both(parts) | Either(parts):
            decisive = holds is isinstance(node, Either)
            for part in parts:
                # "And" that holds and "or" that fails need all their parts; otherwise the parts that made it so decide.
                if not decisive or evaluate(part, get) is holds:
                    yield from _deciding(part, holds, get)
        case _:
            yield DecidingPart(node.source, holds, node)
