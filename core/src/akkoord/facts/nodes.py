"""The tree of a condition: comparisons of facts, and how they combine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from akkoord.facts.kinds import Comparable

Get = Callable[[str], Comparable]
Operator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


@dataclass(frozen=True, slots=True)
class Value:
    """A fixed value, in comparable form; `raw` is what stood in the condition."""

    value: Comparable
    raw: object


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact, by its name."""

    name: str


Operand = Value | Fact


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands and how they should compare."""

    left: Operand
    operator: Operator
    right: Operand
    source: str


@dataclass(frozen=True, slots=True)
class Truth:
    """A fact on its own: a yes/no answer that is yes, or another answer that is filled in and not nought."""

    fact: Fact
    source: str


@dataclass(frozen=True, slots=True)
class Always:
    """A fixed `true` or `false`."""

    holds: bool
    source: str


@dataclass(frozen=True, slots=True)
class Not:
    """What holds when the inner part does not."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class Both:
    """What holds when all parts do."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """What holds when any part does."""

    parts: tuple["Node", ...]


Leaf = Comparison | Truth | Always
Node = Leaf | Not | Both | Either


def less(left: Comparable, right: Comparable) -> bool:
    """Compare by order; with a missing or an incomparable answer it does not hold (RULES 0.5)."""
    try:
        return bool(left < right)  # type: ignore[operator]  # any mix may come; Python refuses by TypeError
    except TypeError:
        return False


def at_most(left: Comparable, right: Comparable) -> bool:
    """Compare by order or equality, likewise."""
    try:
        return bool(left <= right)  # type: ignore[operator]  # as above
    except TypeError:
        return False


def contained(item: Comparable, container: Comparable) -> bool:
    """Find an item in a list; in anything else it is not (RULES 0.5: `x in None` is false)."""
    return item in container if isinstance(container, tuple) else False


COMPARE: Final[dict[Operator, Callable[[Comparable, Comparable], bool]]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": less,
    "<=": at_most,
    ">": lambda left, right: less(right, left),
    ">=": lambda left, right: at_most(right, left),
    "in": contained,
    "not in": lambda left, right: not contained(left, right),
}


def operand_value(operand: Operand, get: Get) -> Comparable:
    """Look an operand up."""
    return operand.value if isinstance(operand, Value) else get(operand.name)


def evaluate(node: Node, get: Get) -> bool:
    """Work a tree out part by part; `code` gives the same answer faster."""
    match node:
        case Comparison(left, operator, right):
            return COMPARE[operator](operand_value(left, get), operand_value(right, get))
        case Truth(fact):
            return bool(get(fact.name))
        case Always(holds):
            return holds
        case Not(inner):
            return not evaluate(inner, get)
        case Both(parts):
            return all(evaluate(part, get) for part in parts)
        case Either(parts):
            return any(evaluate(part, get) for part in parts)


def leaves(node: Node) -> Iterator[Leaf]:
    """Give the comparisons and single facts of a tree, in the order in which they are written."""
    match node:
        case Not(inner):
            yield from leaves(inner)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield node


def names(node: Node) -> tuple[str, ...]:
    """Give the names of the facts in a tree, each once, in the order in which they are written."""
    return tuple(dict.fromkeys(name for leaf in leaves(node) for name in leaf_names(leaf)))


def leaf_names(leaf: Leaf) -> tuple[str, ...]:
    """Give the names of the facts in one comparison."""
    match leaf:
        case Comparison(left, _, right):
            return tuple(operand.name for operand in (left, right) if isinstance(operand, Fact))
        case Truth(fact):
            return (fact.name,)
        case Always():
            return ()


def code(node: Node, constants: list[Comparable]) -> str:
    """Write a tree as Python source over `get`, the helpers above and `constants`, to which it appends."""
    match node:
        case Comparison(left, operator, right):
            return _CODE[operator].format(_operand_code(left, constants), _operand_code(right, constants))
        case Truth(fact):
            return f"get({fact.name!r})"
        case Always(holds):
            return repr(holds)
        case Not(inner):
            return f"not {code(inner, constants)}"
        case Both(parts):
            return f"({' and '.join(code(part, constants) for part in parts)})"
        case Either(parts):
            return f"({' or '.join(code(part, constants) for part in parts)})"


def _operand_code(operand: Operand, constants: list[Comparable]) -> str:
    if isinstance(operand, Fact):
        return f"get({operand.name!r})"
    if isinstance(operand.value, Decimal | tuple):
        constants.append(operand.value)
        return f"constants[{len(constants) - 1}]"
    return repr(operand.value)


_CODE: Final[dict[Operator, str]] = {
    "==": "({0} == {1})",
    "!=": "({0} != {1})",
    "<": "less({0}, {1})",
    "<=": "at_most({0}, {1})",
    ">": "less({1}, {0})",
    ">=": "at_most({1}, {0})",
    "in": "contained({0}, {1})",
    "not in": "not contained({0}, {1})",
}
