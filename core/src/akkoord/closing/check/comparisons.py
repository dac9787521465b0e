"""Compare unknowns of the solver as conditions compare facts (RULES 0.5)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

import z3

from akkoord.closing.check.symbols import Constant, Day, Figure, Finite, Members, Rows, Symbol, true
from akkoord.facts.kinds import Comparable, comparable
from akkoord.facts.nodes import COMPARE, Operator

__all__ = ["compared"]

_FLIPPED: Final[Mapping[Operator, Operator]] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def compared(left: Symbol, operator: Operator, right: Symbol) -> z3.BoolRef | None:
    """Compare two facts or values as conditions do; None where that cannot be said in these terms."""
    if operator == "not in":
        inside = compared(left, "in", right)
        return None if inside is None else z3.Not(inside)
    if operator == "in":
        return _inside(left, right)
    if isinstance(left, Figure | Day):
        return _measured(left, operator, right)
    if isinstance(right, Figure | Day):
        return _measured(right, _FLIPPED[operator], left)
    if isinstance(left, Members | Rows) or isinstance(right, Members | Rows):
        return _whole(left, operator, right)
    return z3.Or(
        *(
            z3.And(mine, theirs)
            for mine, value in _cases(left)
            for theirs, other in _cases(right)
            if COMPARE[operator](value, other)
        )
    )


def _cases(symbol: Symbol) -> Iterator[tuple[z3.BoolRef, Comparable]]:
    match symbol:
        case Constant(value):
            yield z3.BoolVal(val=True), value
        case Finite():
            yield from symbol.cases()


def _measured(left: Figure | Day, operator: Operator, right: Symbol) -> z3.BoolRef | None:
    """Compare a number or a date with anything."""
    if isinstance(right, Members | Rows):
        return _unlike(operator)
    if isinstance(right, Figure | Day):
        return _two(left, operator, right)
    return z3.Or(*(z3.And(guard, _with_value(left, operator, value)) for guard, value in _cases(right)))


def _with_value(left: Figure | Day, operator: Operator, value: Comparable) -> z3.BoolRef:
    known = z3.Not(left.missing)
    if value is None:
        missing = left.missing
        return missing if operator == "==" else known if operator == "!=" else z3.BoolVal(val=False)
    match left, value:
        case Figure(), int() | Decimal() as number:
            found = left.against(operator, number)
        case Day(), str() as text:
            found = left.against(operator, text)
        case _:
            return _unlike(operator)
    return z3.Or(left.missing, found) if operator == "!=" else z3.And(known, found)


def _two(  # noqa: PLR0911 - one answer for each operator
    left: Figure | Day, operator: Operator, right: Figure | Day
) -> z3.BoolRef:
    neither, known = z3.And(left.missing, right.missing), z3.Not(z3.Or(left.missing, right.missing))
    if isinstance(left, Figure) is not isinstance(right, Figure):
        return neither if operator == "==" else z3.Not(neither) if operator == "!=" else z3.BoolVal(val=False)
    mine = left.var * (right.scale if isinstance(right, Figure) else 1)
    theirs = right.var * (left.scale if isinstance(left, Figure) else 1)
    match operator:
        case "==":
            return z3.Or(neither, z3.And(known, mine == theirs))
        case "!=":
            return z3.Not(z3.Or(neither, z3.And(known, mine == theirs)))
        case "<":
            return z3.And(known, mine < theirs)
        case "<=":
            return z3.And(known, mine <= theirs)
        case ">":
            return z3.And(known, mine > theirs)
        case _:
            return z3.And(known, mine >= theirs)


def _whole(left: Symbol, operator: Operator, right: Symbol) -> z3.BoolRef | None:
    """Compare a list as a whole: with None, or with the empty list; which other lists are equal is not known."""
    listed, other = (left, right) if isinstance(left, Members | Rows) else (right, left)
    if operator not in ("==", "!="):
        return None
    if not isinstance(other, Constant) or not isinstance(listed, Members | Rows):
        return None
    if other.value is None:
        same = listed.missing
    elif other.value == ():
        same = z3.And(z3.Not(listed.missing), z3.Not(true(listed)))
    elif isinstance(other.value, tuple):
        return None
    else:
        same = z3.BoolVal(val=False)
    return same if operator == "==" else z3.Not(same)


def _inside(item: Symbol, container: Symbol) -> z3.BoolRef | None:
    match container:
        case Constant(value=tuple() as items):
            found = [compared(item, "==", Constant(one)) for one in items]
            return None if any(one is None for one in found) else z3.Or(*found)
        case Members() if isinstance(item, Constant | Finite):
            return z3.And(
                z3.Not(container.missing),
                z3.Or(
                    *(
                        z3.And(guard, bit)
                        for guard, value in _cases(item)
                        for key, bit in container.members.items()
                        if comparable(key) == value
                    )
                ),
            )
        case Members():
            return None
        case _:
            return z3.BoolVal(val=False)


def _unlike(operator: Operator) -> z3.BoolRef:
    """Compare what cannot be equal nor ordered."""
    return z3.BoolVal(val=operator == "!=")
