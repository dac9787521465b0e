"""Fractions that find their lowest terms only when somebody asks: what was counted of very many is soon priced."""

from decimal import Decimal
from fractions import Fraction
from math import gcd
from numbers import Real
from typing import Self, overload

__all__ = ["Ratio"]

_Comparable = int | float | Decimal | Real
_TERMS = frozenset({"_numerator", "_denominator"})


class Ratio(Fraction):
    """A fraction as it was made: to multiply, compare and round it, its lowest terms need not be known.

    It is a Fraction in every respect, and may stand wherever one may. The lower number is above nought.

    >>> Ratio(250, 100) * Fraction(2, 5), Ratio(250, 100) == Fraction(5, 2)
    (Ratio(1, 1), True)
    """

    __slots__ = ("over", "under")
    over: int
    under: int

    def __new__(cls, over: int, under: int = 1) -> Self:
        """Take two whole numbers as they are."""
        made = object.__new__(cls)
        made.over = over
        made.under = under
        return made

    def __getattr__(self, name: str) -> int:
        """Find the lowest terms, where Fraction keeps them, once they are asked for."""
        if name not in _TERMS:
            raise AttributeError(name)
        divisor = gcd(self.over, self.under)
        object.__setattr__(self, "_numerator", self.over // divisor)
        object.__setattr__(self, "_denominator", self.under // divisor)
        return self.over // divisor if name == "_numerator" else self.under // divisor

    @overload
    def __mul__(self, other: int | Fraction) -> Fraction: ...
    @overload
    def __mul__(self, other: float) -> float: ...
    @overload
    def __mul__(self, other: complex) -> complex: ...
    def __mul__(self, other: complex | Fraction) -> complex | Fraction:
        """Multiply, by a fraction without looking for lowest terms."""
        if type(other) is Fraction:
            return Ratio(self.over * other.numerator, self.under * other.denominator)
        if type(other) is Ratio:
            return Ratio(self.over * other.over, self.under * other.under)
        return super().__mul__(other)

    __rmul__ = __mul__

    def __lt__(self, other: _Comparable) -> bool:
        """Compare, with a fraction without looking for lowest terms."""
        if type(other) is Fraction:
            return self.over * other.denominator < other.numerator * self.under
        return super().__lt__(other)

    def __le__(self, other: _Comparable) -> bool:
        """Compare, as above."""
        if type(other) is Fraction:
            return self.over * other.denominator <= other.numerator * self.under
        return super().__le__(other)

    def __gt__(self, other: _Comparable) -> bool:
        """Compare, as above."""
        if type(other) is Fraction:
            return self.over * other.denominator > other.numerator * self.under
        return super().__gt__(other)

    def __ge__(self, other: _Comparable) -> bool:
        """Compare, as above."""
        if type(other) is Fraction:
            return self.over * other.denominator >= other.numerator * self.under
        return super().__ge__(other)

    def __bool__(self) -> bool:
        """Tell whether it is not nought."""
        return self.over != 0

    def __reduce__(self) -> tuple[object, tuple[int, int]]:
        """Go to another process as it is."""
        return Ratio, (self.over, self.under)
