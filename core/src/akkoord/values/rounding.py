"""Round, half up and away from zero (RULES 0.1): the only place where a figure loses precision."""

from decimal import Decimal
from fractions import Fraction

from akkoord.values.exact import EXACT
from akkoord.values.money import Money


def round_half_up(exact: Decimal | Fraction | int, places: int) -> Decimal:
    """Round to a number of decimals; a half goes away from zero ("commercieel afronden").

    >>> round_half_up(Decimal("-4.475"), 2), round_half_up(Fraction(2, 3), 4)
    (Decimal('-4.48'), Decimal('0.6667'))
    """
    if isinstance(exact, bool) or not isinstance(exact, Decimal | Fraction | int):
        raise TypeError(f"{exact!r} is not exact: give a Decimal, a Fraction or an int")
    scaled = abs(Fraction(exact)) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return EXACT.scaleb(Decimal(-units if exact < 0 else units), -places)


def round_to_cents(exact: Decimal | Fraction | int, currency: str = "EUR") -> Money:
    """Make money of an exact amount: round once, at the settlement line.

    >>> round_to_cents(Decimal("7.505")).plain
    '7.51'
    """
    return Money(round_half_up(exact, 2), currency)
