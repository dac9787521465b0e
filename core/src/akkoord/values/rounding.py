"""Round, half up and away from zero (RULES 0.1): the only place where a figure loses precision."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from akkoord.values.exact import EXACT
from akkoord.values.money import Money
from akkoord.values.ratio import Ratio

_EXACT: Final = frozenset({Decimal, Fraction, int})


def round_half_up(exact: Decimal | Fraction | int, places: int) -> Decimal:
    """Round to a number of decimals; a half goes away from zero ("commercieel afronden").

    >>> round_half_up(Decimal("-4.475"), 2), round_half_up(Fraction(2, 3), 4)
    (Decimal('-4.48'), Decimal('0.6667'))
    """
    return EXACT.scaleb(Decimal(_units(exact, 10**places)), -places)


def round_to_cents(exact: Decimal | Fraction | int, currency: str = "EUR") -> Money:
    """Make money of an exact amount: round once, at the settlement line.

    >>> round_to_cents(Decimal("7.505")).plain
    '7.51'
    """
    if type(exact) is Ratio:
        return Money.of_minor(_half_up(exact.over * 100, exact.under), currency)
    return Money.of_minor(_units(exact, 100), currency)


def part_of(exact: Decimal, part: Fraction, places: int) -> Decimal:
    """Give a part of an exact figure, rounded half up; one of very many, so it is never brought to lowest terms.

    >>> part_of(Decimal("10.01"), Fraction(1, 2), 2)
    Decimal('5.01')
    """
    numerator, denominator = exact.as_integer_ratio()
    units = _half_up(numerator * part.numerator * 10**places, denominator * part.denominator)
    return EXACT.scaleb(Decimal(units), -places)


def _units(exact: Decimal | Fraction | int, scale: int) -> int:
    """Count in units of one `scale`th, in whole numbers: a great many lines are rounded at once."""
    numerator, denominator = (exact.over, exact.under) if type(exact) is Ratio else _terms(exact)
    return _half_up(numerator * scale, denominator)


def _half_up(numerator: int, denominator: int) -> int:
    units = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -units if numerator < 0 else units


def _terms(exact: Decimal | Fraction | int) -> tuple[int, int]:
    if type(exact) not in _EXACT and (isinstance(exact, bool) or not isinstance(exact, Decimal | Fraction | int)):
        raise TypeError(f"{exact!r} is not exact: give a Decimal, a Fraction or an int")
    return exact.as_integer_ratio()
