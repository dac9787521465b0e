"""Conditions over what was counted, as rows of a table hold them: `beer >= 100`, or `cider` for any at all."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from akkoord.executing import Concern, Counted, said
from akkoord.executing.counted import Basis
from akkoord.executing.parameters import exact

__all__ = ["Condition", "holds", "misread", "read_condition"]

_CONDITION: Final = re.compile(r"(?P<group>[\w./-]+)(?:\s*(?P<sign>>=|<=|>|<|=)\s*(?P<bound>-?\d+(?:\.\d+)?))?")
_SIGNS: Final[dict[str, Callable[[Fraction, Fraction], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """The quantity of a group beside a bound."""

    group: str
    sign: str
    bound: Fraction

    def holds(self, quantity: Fraction) -> bool:
        """Tell whether a quantity is on the right side of the bound."""
        return _SIGNS[self.sign](quantity, self.bound)


def read_condition(written: str) -> Condition:
    """Read a condition. Raises ValueError.

    >>> read_condition("beer >= 100")
    Condition(group='beer', sign='>=', bound=Fraction(100, 1))
    """
    found = _CONDITION.fullmatch(written.strip())
    if found is None:
        raise ValueError(written)
    return Condition(found["group"], found["sign"] or ">", exact(found["bound"] or "0"))


def holds(conditions: Iterable[str], counted: Counted, basis: Basis) -> bool:
    """Tell whether all conditions hold for what was counted in the period."""
    return all(
        each.holds(counted.count([each.group], basis=basis).quantity) for each in map(read_condition, conditions)
    )


def misread(rows: Iterable[Sequence[str]]) -> Iterator[Concern]:
    """Refuse conditions that cannot be read."""
    for written in (each for conditions in rows for each in conditions):
        if _CONDITION.fullmatch(written.strip()) is None:
            yield Concern(
                "rows",
                said(
                    "De voorwaarde {written} is niet te lezen; schrijf bijvoorbeeld: beer >= 100.",
                    "The condition {written} cannot be read; write for example: beer >= 100.",
                    written=repr(written),
                ),
            )
