"""How finely units are kept: the whole numbers that the store adds up, exactly."""

from decimal import Decimal
from typing import Final

from akkoord.executing.errors import InvalidSale
from akkoord.language import Message
from akkoord.values.exact import EXACT

GRAINS: Final = {"hl": 100_000}
"""Units that are kept finer than in thousandths: a hectolitre in thousandths of a litre (RULES 0.2)."""

_THOUSANDTHS: Final = 1_000


def scale_of(unit: str) -> int:
    """Give how many grains of a unit make one."""
    return GRAINS.get(unit, _THOUSANDTHS)


def grains(quantity: Decimal, unit: str) -> int:
    """Give a quantity in the grains that it is kept in. Raises InvalidSale when it is finer than that.

    >>> grains(Decimal("0.0792"), "hl"), grains(Decimal("1.5"), "kg")
    (7920, 1500)
    """
    exact = EXACT.multiply(quantity, Decimal(scale_of(unit)))
    whole = int(exact)
    if whole != exact:
        values = {"quantity": quantity, "unit": unit}
        raise InvalidSale(Message("{quantity} {unit} has more decimals than are kept.", values))
    return whole


def quantity_of(kept: int, unit: str) -> Decimal:
    """Give the quantity that is kept in grains.

    >>> quantity_of(7920, "hl")
    Decimal('0.0792')
    """
    return EXACT.divide(Decimal(kept), Decimal(scale_of(unit)))
