"""Calculate with decimals without ever rounding: an inexact result is an error, not a guess."""

from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from typing import Final

EXACT: Final = Context(prec=200, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])


def exact_decimal(value: Decimal | int | str) -> Decimal:
    """Take a finite decimal as it is; floats are refused because they are already rounded.

    >>> exact_decimal("12.50")
    Decimal('12.50')
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"{value!r} is not exact: give a Decimal, an int or text")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"{value!r} is not a finite number")
    return number


def decimals_of(value: Decimal) -> int:
    """Count the decimals that matter.

    >>> decimals_of(Decimal("12.50"))
    1
    """
    exponent = value.normalize(EXACT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(value: Decimal, places: int = 0) -> str:
    """Write a decimal as canonical text: no exponent, no trailing zeros beyond `places`.

    >>> plain(Decimal("1E+2")), plain(Decimal("25.0"), 2)
    ('100', '25.00')
    """
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    text = f"{whole}.{decimals}" if decimals else whole
    return text.removeprefix("-") if value.is_zero() else text
