"""Facts as unknowns of the solver: every value that an answer may have.

A choice, a yes/no and a text are one of a few values; for a text these are the texts that conditions name, two
others, and nought. A number is a whole number of its smallest unit, within its limits; a date is a day number. A list
of choices is a set; of a list of rows is known whether it has any. Every fact may be missing besides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

import z3

from akkoord.facts import FactValue, Question
from akkoord.facts.kinds import MOST_DECIMALS, NUMBERS, Comparable, comparable
from akkoord.facts.nodes import Operator

__all__ = [
    "Constant",
    "Day",
    "Figure",
    "Finite",
    "Members",
    "Rows",
    "Symbol",
    "alike",
    "equals",
    "is_open",
    "like",
    "symbol_of",
    "true",
]

OTHERS: Final = ("Aalders", "Bakker")
"""Texts that no condition names; two, since two facts may differ."""
_DAYS: Final = (date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal())


@dataclass(frozen=True, slots=True)
class Constant:
    """A fixed value, or None for a fact that nobody can ever know."""

    value: Comparable


@dataclass(frozen=True, slots=True)
class Finite:
    """A fact with few values; `var` is the number of one of them in `values`."""

    missing: z3.BoolRef
    var: z3.ArithRef
    values: tuple[FactValue, ...]

    def limits(self) -> Iterator[z3.BoolRef]:
        """Keep the number within the values."""
        yield z3.And(self.var >= 0, self.var < len(self.values))

    def cases(self) -> Iterator[tuple[z3.BoolRef, Comparable]]:
        """Give each value in comparable form, with when it is the one; a missing fact is None."""
        yield self.missing, None
        for number, value in enumerate(self.values):
            yield z3.And(z3.Not(self.missing), self.var == number), comparable(value)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: `var` counts the smallest units, of which `scale` make one."""

    missing: z3.BoolRef
    var: z3.ArithRef
    scale: int
    question: Question

    def limits(self) -> Iterator[z3.BoolRef]:
        """Keep the number within the limits of its question."""
        asked = self.question
        bounds = ((asked.minimum, True, True), (asked.maximum, False, True))
        bounds += ((asked.above, True, False), (asked.below, False, False))  # type: ignore[assignment] # as above
        for bound, is_lower, inclusive in bounds:
            if bound is not None:
                sign: Operator = (">=" if inclusive else ">") if is_lower else ("<=" if inclusive else "<")
                yield self.against(sign, bound)

    def against(self, operator: Operator, number: Decimal | int) -> z3.BoolRef:
        """Compare with a fixed number, exactly: between two units nothing lies."""
        units = Decimal(number) * self.scale
        low, high = int(units.to_integral_value(ROUND_FLOOR)), int(units.to_integral_value(ROUND_CEILING))
        match operator:
            case "==" | "!=":
                same = self.var == low if low == high else z3.BoolVal(val=False)
                return same if operator == "==" else z3.Not(same)
            case "<":
                return self.var < high
            case "<=":
                return self.var <= low
            case ">":
                return self.var > low
            case _:
                return self.var >= high


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as the number of its day."""

    missing: z3.BoolRef
    var: z3.ArithRef

    def limits(self) -> Iterator[z3.BoolRef]:
        """Keep to the days that agreements know."""
        yield z3.And(self.var >= _DAYS[0], self.var <= _DAYS[1])

    def against(self, operator: Operator, text: str) -> z3.BoolRef:
        """Compare with a text as conditions do: by the ISO text of the day, which sorts as days do."""
        days = range(_DAYS[0], _DAYS[1] + 1)
        before = _DAYS[0] + bisect_left(days, text, key=_iso)
        past = _DAYS[0] + bisect_right(days, text, key=_iso)
        match operator:
            case "==" | "!=":
                same = self.var == before if past > before else z3.BoolVal(val=False)
                return same if operator == "==" else z3.Not(same)
            case "<":
                return self.var < before
            case "<=":
                return self.var < past
            case ">":
                return self.var >= past
            case _:
                return self.var >= before


@dataclass(frozen=True, slots=True)
class Members:
    """A list of choices: which are in it."""

    missing: z3.BoolRef
    members: Mapping[str, z3.BoolRef]

    def limits(self) -> Iterator[z3.BoolRef]:
        """Nothing keeps choices from each other."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of rows: whether it has any."""

    missing: z3.BoolRef
    filled: z3.BoolRef

    def limits(self) -> Iterator[z3.BoolRef]:
        """Rows are not looked into."""
        yield from ()


Symbol = Constant | Finite | Figure | Day | Members | Rows
Known = Finite | Figure | Day | Members | Rows


def symbol_of(name: str, question: Question, texts: Sequence[str]) -> Known:
    """Make the unknown of a question; `texts` are the texts that conditions name."""
    missing = z3.Bool(f"{name}?")
    if question.type in NUMBERS:
        scale = 10 ** MOST_DECIMALS.get(question.type, 0)
        return Figure(missing, z3.Int(name), scale, question)
    if question.type == "date":
        return Day(missing, z3.Int(name))
    if question.type == "list":
        if question.choices:
            return Members(missing, {choice: z3.Bool(f"{name}#{choice}") for choice in question.choices})
        return Rows(missing, z3.Bool(f"{name}#"))
    values: tuple[FactValue, ...] = (*dict.fromkeys([*OTHERS, *texts]), "0")
    if question.type == "enum":
        values = tuple(question.choices or {})
    elif question.type == "bool":
        values = (False, True)
    return Finite(missing, z3.Int(name), values)


def true(symbol: Symbol) -> z3.BoolRef:
    """Say that a fact by itself holds: yes, filled in, not nought."""
    match symbol:
        case Constant(value):
            return z3.BoolVal(bool(value))
        case Finite():
            return z3.Or(*(guard for guard, value in symbol.cases() if value))
        case Figure():
            return z3.And(z3.Not(symbol.missing), symbol.var != 0)
        case Day():
            return z3.Not(symbol.missing)
        case Members():
            return z3.And(z3.Not(symbol.missing), z3.Or(*symbol.members.values()))
        case Rows():
            return z3.And(z3.Not(symbol.missing), symbol.filled)


def equals(symbol: Known, value: FactValue) -> z3.BoolRef:  # noqa: PLR0911 - one answer for each kind
    """Say that a fact has this value, as far as the unknown can tell values apart."""
    if value is None:
        return symbol.missing
    known = z3.Not(symbol.missing)
    match symbol, value:
        case Finite(), _ if value in symbol.values:
            return z3.And(known, symbol.var == symbol.values.index(value))
        case Figure(), int() | Decimal():
            return z3.And(known, symbol.against("==", value))
        case Day(), date():
            return z3.And(known, symbol.var == value.toordinal())
        case Members(), tuple():
            return z3.And(known, *(bit if key in value else z3.Not(bit) for key, bit in symbol.members.items()))
        case Rows(), tuple():
            return z3.And(known, symbol.filled if value else z3.Not(symbol.filled))
        case _:
            return known


def like(symbol: Known, value: FactValue) -> z3.BoolRef:
    """Say that a fact is like this value: the same choice, or likewise missing, nought, or known.

    What is derived is taken to hang on numbers by their being known and nought, on dates and texts by their being
    known.
    """
    if value is None or not is_open(symbol):
        return equals(symbol, value)
    known = z3.Not(symbol.missing)
    return z3.And(known, symbol.var != 0 if value else symbol.var == 0) if isinstance(symbol, Figure) else known


def alike(symbol: Known, value: FactValue, other: FactValue) -> bool:
    """Tell whether `like` says the same of two values."""
    if isinstance(symbol, Rows | Figure):
        return (value is None, bool(value)) == (other is None, bool(other))
    return (value is None) is (other is None) if is_open(symbol) else value == other


def is_open(symbol: Known) -> bool:
    """Tell whether a fact has more values than conditions name: a number, a date, a text."""
    return isinstance(symbol, Figure | Day) or (isinstance(symbol, Finite) and symbol.values[-1] == "0")


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
