"""Rates of exchange: what one unit of a currency is in another, as it was on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from akkoord.language import Message
from akkoord.values.errors import InvalidValue

__all__ = ["ExchangeRate", "rate_on"]


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """From a day on one unit of `currency` is so much of `into`; amounts stay exact until they become money."""

    currency: str
    into: str
    rate: Fraction
    on: date

    def __post_init__(self) -> None:
        """Refuse a rate of nothing, and one of a currency into itself that changes it."""
        if self.rate <= 0 or (self.currency == self.into and self.rate != 1):
            values = {"rate": str(self.rate), "currency": self.currency, "into": self.into}
            raise InvalidValue(Message("{currency} into {into} cannot be {rate}.", values))

    def convert(self, amount: Fraction | int) -> Fraction:
        """Give what an amount is in the other currency.

        >>> ExchangeRate("USD", "EUR", Fraction(2), date(2026, 1, 1)).convert(100)
        Fraction(200, 1)
        """
        return amount * self.rate


def rate_on(rates: Iterable[ExchangeRate], day: date) -> ExchangeRate:
    """Give the rate that holds on a day: the last one stated on or before it. Raises InvalidValue without one."""
    known = [rate for rate in rates if rate.on <= day]
    if not known:
        raise InvalidValue(Message("No rate of exchange is known on {day}.", {"day": day}))
    return max(known, key=lambda rate: rate.on)
