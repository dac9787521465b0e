"""Hold a percentage: exact, said and typed per hundred."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

from akkoord.language import Language
from akkoord.language.spoken import number
from akkoord.values.exact import exact_decimal
from akkoord.values.money import Money


@dataclass(frozen=True, slots=True, order=True)
class Percentage:
    """A share per hundred: `Percentage.of("2.5")` is 2.5%.

    >>> Percentage.of("2.5").share(Money.of("100.00"))
    Fraction(5, 2)
    """

    amount: Decimal

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", exact_decimal(self.amount))

    @classmethod
    def of(cls, amount: Decimal | int | str) -> Self:
        """Make a percentage of an exact number per hundred."""
        return cls(exact_decimal(amount))

    @property
    def fraction(self) -> Fraction:
        """The percentage as an exact part of one."""
        return Fraction(self.amount) / 100

    def share(self, whole: Money | Decimal | Fraction | int) -> Fraction:
        """Take this share of a whole, exactly; round it where it becomes money."""
        return self.fraction * Fraction(whole.amount if isinstance(whole, Money) else whole)

    def text(self, language: Language) -> str:
        """Write it as people do, without a space: `2,5%`."""
        return f"{number(self.amount, language)}%"
