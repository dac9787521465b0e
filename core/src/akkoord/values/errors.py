"""Errors about values that are no values."""

from decimal import Decimal

from akkoord.language import AkkoordError, Message


class InvalidValue(AkkoordError):
    """What was given cannot be a value of its kind."""


class InvalidIdentifier(InvalidValue):
    """A registered number (KvK, VAT id, IBAN, ...) is not one."""


class InvalidNumber(InvalidValue):
    """A typed text is not a number."""


class AmbiguousNumber(InvalidNumber):
    """A typed number can be read in more ways than one; `readings` holds them, as plain numbers."""

    def __init__(self, message: Message, readings: tuple[Decimal, ...]) -> None:
        super().__init__(message)
        self.readings = readings


class InvalidDate(InvalidValue):
    """A typed text is not a date."""
