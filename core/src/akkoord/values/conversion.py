"""Convert quantities between units of one measure, exactly: kilos and tonnes, litres and hectolitres, boxes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from akkoord.language import Message
from akkoord.values.errors import InvalidValue
from akkoord.values.quantity import MixedUnits

__all__ = ["Conversion", "Size"]


@dataclass(frozen=True, slots=True)
class Size:
    """How much a unit is of another one: a box of 10 pieces is `Size(Fraction(10), "piece")`."""

    amount: Fraction
    unit: str

    def __post_init__(self) -> None:
        """Refuse a unit that holds nothing."""
        if self.amount <= 0:
            raise InvalidValue(Message("A unit holds more than nothing, not {amount}.", {"amount": str(self.amount)}))


_KNOWN: Final[Mapping[str, Size]] = MappingProxyType(
    {
        "g": Size(Fraction(1, 1000), "kg"),
        "t": Size(Fraction(1000), "kg"),
        "ml": Size(Fraction(1, 1000), "l"),
        "cl": Size(Fraction(1, 100), "l"),
        "hl": Size(Fraction(100), "l"),
        "dozen": Size(Fraction(12), "piece"),
    }
)


@dataclass(frozen=True, slots=True)
class Conversion:
    """Units by what they hold of others: those that everybody knows, and `own` ones, such as the box of a supplier."""

    own: Mapping[str, Size] = field(default_factory=lambda: MappingProxyType({}))

    def convert(self, amount: Fraction | int, unit: str, to: str) -> Fraction:
        """Give how much an amount is in another unit; nothing is rounded.

        >>> Conversion().convert(3500, "kg", "t")
        Fraction(7, 2)

        :raises MixedUnits: when the units measure different things.
        """
        (size, base), (other, measure) = self._base(unit), self._base(to)
        if base != measure:
            raise MixedUnits(Message("{one} and {other} are different units.", {"one": unit, "other": to}))
        return amount * size / other

    def rate(self, rate: Fraction | int, unit: str, to: str) -> Fraction:
        """Give what another unit costs at a rate per unit.

        >>> Conversion().rate(240, "dozen", "piece")
        Fraction(20, 1)
        """
        return rate * self.convert(1, to, unit)

    def _base(self, unit: str) -> tuple[Fraction, str]:
        """Follow a unit down to the one that it is measured in."""
        amount, seen = Fraction(1), [unit]
        while (size := self.own.get(unit) or _KNOWN.get(unit)) is not None:
            amount, unit = amount * size.amount, size.unit
            if unit in seen:
                raise InvalidValue(Message("These units hold each other: {units}.", {"units": tuple(seen)}))
            seen.append(unit)
        return amount, unit
