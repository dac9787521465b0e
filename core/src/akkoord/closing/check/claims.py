"""Claims about a contract: what conditions say of facts, and which clauses are in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from akkoord.facts.kinds import Comparable
from akkoord.facts.nodes import Always, Both, Comparison, Either, Fact, Leaf, Node, Not, Value, evaluate, leaf_names

__all__ = [
    "FALSE", "TRUE", "All", "Claim", "Has", "No", "Said", "Some", "Unknown", "both", "claim_names", "clauses_named",
    "either", "holds", "is_missing", "no", "of_node",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What one comparison, or one fact by itself, says."""

    leaf: Leaf


@dataclass(frozen=True, slots=True)
class Has:
    """A clause is in the contract."""

    clause: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that only writing a text out can tell, such as whether a row is the last."""

    source: str


@dataclass(frozen=True, slots=True)
class No:
    """The inner claim does not hold."""

    inner: "Claim"


@dataclass(frozen=True, slots=True)
class All:
    """All parts hold."""

    parts: tuple["Claim", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple["Claim", ...]


Claim = Said | Has | Unknown | No | All | Some

TRUE: Final = All(())
FALSE: Final = Some(())


def both(*parts: Claim) -> Claim:
    """Join claims that must all hold, leaving out what always holds."""
    kept = tuple(part for part in parts if part != TRUE)
    return kept[0] if len(kept) == 1 else All(kept)


def either(*parts: Claim) -> Claim:
    """Join claims of which one must hold."""
    return parts[0] if len(parts) == 1 else Some(parts)


def no(claim: Claim) -> Claim:
    """Turn a claim round."""
    return claim.inner if isinstance(claim, No) else No(claim)


def of_node(node: Node) -> Claim:
    """Read the tree of a condition as a claim."""
    match node:
        case Always(holds=True):
            return TRUE
        case Always():
            return FALSE
        case Not(inner):
            return no(of_node(inner))
        case Both(parts):
            return both(*(of_node(part) for part in parts))
        case Either(parts):
            return either(*(of_node(part) for part in parts))
        case _:
            return Said(node)


def is_missing(name: str) -> Claim:
    """Claim that a fact is not known."""
    return Said(Comparison(Fact(name), "==", Value(None, None), f"{name} == None"))


def parts_of(claim: Claim) -> Iterator[Claim]:
    """Give a claim and every claim inside it."""
    yield claim
    match claim:
        case No(inner):
            yield from parts_of(inner)
        case All(parts) | Some(parts):
            for part in parts:
                yield from parts_of(part)


def claim_names(claim: Claim) -> frozenset[str]:
    """Name the facts that a claim speaks of."""
    return frozenset(name for part in parts_of(claim) if isinstance(part, Said) for name in leaf_names(part.leaf))


def clauses_named(claim: Claim) -> frozenset[str]:
    """Name the clauses that a claim speaks of."""
    return frozenset(part.clause for part in parts_of(claim) if isinstance(part, Has))


def holds(
    claim: Claim, get: Callable[[str], Comparable], has: Callable[[str], bool], guess: Callable[[str], bool]
) -> bool:
    """Tell whether a claim holds for known facts and a known selection; `guess` answers what is unknown."""
    match claim:
        case Said(leaf):
            return evaluate(leaf, get)
        case Has(clause):
            return has(clause)
        case Unknown(source):
            return guess(source)
        case No(inner):
            return not holds(inner, get, has, guess)
        case All(parts):
            return all(holds(part, get, has, guess) for part in parts)
        case Some(parts):
            return any(holds(part, get, has, guess) for part in parts)
