"""Hold a quantity with its unit, so that hectolitres and kilos are never added."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from akkoord.language import AkkoordError, Language, Message
from akkoord.language.spoken import number
from akkoord.values.errors import InvalidValue
from akkoord.values.exact import EXACT, exact_decimal

UNITS: Final = ("hl", "l", "kg", "t", "cup", "lift", "piece", "month")


class MixedUnits(AkkoordError):
    """Quantities of different units cannot be added or compared (RULES 0.2)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount of something; returns are negative.

    >>> Quantity.of("1.5", "hl") + Quantity.of("0.5", "hl")
    Quantity(amount=Decimal('2.0'), unit='hl')
    """

    amount: Decimal
    unit: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", exact_decimal(self.amount))
        if self.unit not in UNITS:
            raise InvalidValue(
                Message("{unit!r} is not a known unit; known are {units}.", {"unit": self.unit, "units": UNITS})
            )

    @classmethod
    def of(cls, amount: Decimal | int | str, unit: str) -> Self:
        """Make a quantity of an exact amount."""
        return cls(exact_decimal(amount), unit)

    def __add__(self, other: Self) -> Self:
        return type(self)(EXACT.add(self.amount, self._same(other).amount), self.unit)

    def __sub__(self, other: Self) -> Self:
        return type(self)(EXACT.subtract(self.amount, self._same(other).amount), self.unit)

    def __neg__(self) -> Self:
        return type(self)(self.amount.copy_negate() if self.amount else self.amount, self.unit)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other).amount

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._same(other).amount

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._same(other).amount

    def text(self, language: Language, *, places: int = 0) -> str:
        """Write it as in tables: `87,5 hl`; `places` is how many decimals it has at least."""
        return f"{number(self.amount, language, places=places)}\N{NO-BREAK SPACE}{self.unit}"

    def _same(self, other: Self) -> Self:
        if not isinstance(other, Quantity):
            raise TypeError(f"{other!r} is not a quantity")
        if other.unit != self.unit:
            raise MixedUnits(Message("{one} and {other} are different units.", {"one": self.unit, "other": other.unit}))
        return other


def hectolitres(packages: Decimal | int, litres: Decimal | int | str) -> Quantity:
    """Count packages of some litres each as hectolitres, exactly (RULES 0.2).

    >>> hectolitres(24, "0.33")
    Quantity(amount=Decimal('0.0792'), unit='hl')
    """
    content = EXACT.multiply(exact_decimal(packages), exact_decimal(litres))
    return Quantity(EXACT.scaleb(content, -2), "hl")
