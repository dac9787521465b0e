"""Hold an amount of money: exact, in whole cents, in one currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from akkoord.language import AkkoordError, Language, Message
from akkoord.language.spoken import number
from akkoord.values.errors import InvalidValue
from akkoord.values.exact import EXACT, decimals_of, exact_decimal

_SYMBOLS: Final = {"EUR": "€"}
_CENT: Final = Decimal("0.01")


class MixedCurrencies(AkkoordError):
    """Amounts in different currencies cannot be added or compared."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of at most two decimals (RULES 0.1), positive or negative.

    Whatever has more decimals is not money yet: `rounding.round_to_cents` makes it so, once.

    >>> Money.of("1269.90") + Money.of("0.10")
    Money(amount=Decimal('1270.00'), currency='EUR')
    """

    amount: Decimal
    currency: str = "EUR"

    def __post_init__(self) -> None:
        amount = exact_decimal(self.amount)
        if decimals_of(amount) > 2:  # noqa: PLR2004 - cents
            raise InvalidValue(
                Message("An amount of money has at most two decimals, not {amount}.", {"amount": amount})
            )
        if self.currency not in _SYMBOLS:
            raise InvalidValue(Message("{currency!r} is not a known currency.", {"currency": self.currency}))
        # plus() turns -0.00 into 0.00: nought has no direction.
        object.__setattr__(self, "amount", EXACT.plus(amount.quantize(_CENT, context=EXACT)))

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str = "EUR") -> Self:
        """Make money of an exact amount; text is as in files (`"1269.90"`)."""
        return cls(exact_decimal(amount), currency)

    @classmethod
    def of_minor(cls, minor: int, currency: str = "EUR") -> Self:
        """Make money of whole cents."""
        if currency not in _SYMBOLS or type(minor) is not int:
            return cls(EXACT.scaleb(Decimal(minor), -2), currency)
        # Whole cents are right as they are: nothing of what `__post_init__` looks after can be wrong.
        money = object.__new__(cls)
        object.__setattr__(money, "amount", EXACT.scaleb(Decimal(minor), -2))
        object.__setattr__(money, "currency", currency)
        return money

    @property
    def minor(self) -> int:
        """The amount in whole cents."""
        return int(self.amount.scaleb(2, EXACT))

    @property
    def plain(self) -> str:
        """The amount as it stands in files: `1269.90`."""
        return f"{self.amount:f}"

    def __add__(self, other: Self) -> Self:
        return self.of_minor(self.minor + self.same(other).minor, self.currency)

    def __sub__(self, other: Self) -> Self:
        return self.of_minor(self.minor - self.same(other).minor, self.currency)

    def __neg__(self) -> Self:
        return self.of_minor(-self.minor, self.currency)

    def __abs__(self) -> Self:
        return self.of_minor(abs(self.minor), self.currency)

    def __mul__(self, times: int) -> Self:
        """Take the amount a whole number of times; a share or a rate goes through `rounding`."""
        if isinstance(times, bool) or not isinstance(times, int):
            return NotImplemented
        return self.of_minor(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Self) -> bool:
        return self.amount < self.same(other).amount

    def __le__(self, other: Self) -> bool:
        return self.amount <= self.same(other).amount

    def __gt__(self, other: Self) -> bool:
        return self.amount > self.same(other).amount

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self.same(other).amount

    def __bool__(self) -> bool:
        return bool(self.amount)

    def text(self, language: Language) -> str:
        """Write the amount as people do: `€ 1.234,56` in Dutch, `€1,234.56` in English."""
        sign = "-" if self.amount < 0 else ""
        digits = number(abs(self.amount), language, places=2)
        symbol = _SYMBOLS[self.currency]
        return f"{symbol}\N{NO-BREAK SPACE}{sign}{digits}" if language == "nl" else f"{sign}{symbol}{digits}"

    def __str__(self) -> str:
        return f"{self.currency} {self.plain}"

    def same(self, other: Self) -> Self:
        """Give the other amount, when it goes together with this one. Raises MixedCurrencies."""
        if not isinstance(other, Money):
            raise TypeError(f"{other!r} is not money")
        if other.currency != self.currency:
            raise MixedCurrencies(
                Message(
                    "Amounts in {one} and {other} cannot be combined.", {"one": self.currency, "other": other.currency}
                )
            )
        return other


def total(amounts: Iterable[Money], currency: str = "EUR") -> Money:
    """Add up amounts of one currency; nothing adds up to zero.

    >>> total([Money.of("1.10"), Money.of("2.20")]).plain
    '3.30'
    """
    nothing = Money.of_minor(0, currency)
    return Money.of_minor(sum(nothing.same(each).minor for each in amounts), currency)
