"""Divide a whole number over shares so that nothing is lost and nothing is made."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from akkoord.language import Message
from akkoord.values.errors import InvalidValue


def allocate(
    total: int, weights: Sequence[Fraction | int], *, remainder: Literal["largest", "last"] = "largest"
) -> tuple[int, ...]:
    """Divide `total` in proportion to the weights; what rounding down leaves goes to the largest remainders.

    Of equal remainders the first share gets it, so the same weights always give the same shares. With `last` the
    last share above zero takes all that is left.

    >>> allocate(100, [1, 1, 1]), allocate(100, [1, 1, 1], remainder="last")
    ((34, 33, 33), (33, 33, 34))

    :raises InvalidValue: when a weight is below zero, or when all are zero and there is something to divide.
    """
    whole = sum(weights, Fraction(0))
    if any(weight < 0 for weight in weights) or (not whole and total):
        raise InvalidValue(
            Message("Give shares of at least zero, and one above it, to divide {total}.", {"total": total})
        )
    exact = [Fraction(total) * weight / whole if whole else Fraction(0) for weight in weights]
    shares = [share.numerator // share.denominator for share in exact]
    if remainder == "last" and shares:
        shares[max((place for place, weight in enumerate(weights) if weight), default=-1)] += total - sum(shares)
        return tuple(shares)
    by_remainder = sorted(range(len(shares)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return tuple(shares)
