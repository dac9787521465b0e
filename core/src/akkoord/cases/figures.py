"""Write computed figures as case files do, and compare them with what a file expects."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from akkoord.cases.guarding import guarded
from akkoord.cases.results import Check
from akkoord.executing.parameters import as_text
from akkoord.language import Message
from akkoord.values import round_half_up
from akkoord.values.exact import decimals_of

__all__ = ["checked", "figure", "same"]


def figure(value: Fraction, expected: object) -> str:
    """Write an exact figure with the decimals that the file writes; more where they are needed.

    >>> figure(Fraction(219, 2), "0.00"), figure(Fraction(1, 8), "0.1")
    ('109.50', '0.125')
    """
    number = _number(expected)
    places = 0 if number is None else max(0, -int(number.as_tuple().exponent))
    rounded = round_half_up(value, places)
    return f"{rounded:f}" if Fraction(rounded) == value else as_text(value)


def same(actual: object, expected: object) -> bool:
    """Compare: numbers by their value, lists and objects part by part, all else as it stands."""
    if isinstance(actual, list) and isinstance(expected, list):
        return len(actual) == len(expected) and all(map(same, actual, expected))
    if isinstance(actual, dict) and isinstance(expected, dict):
        return actual.keys() == expected.keys() and all(same(actual[key], expected[key]) for key in actual)
    one, other = _number(actual), _number(expected)
    if one is not None and other is not None:
        return one == other
    return type(actual) is type(expected) and actual == expected


def checked(
    path: str, expected: object, compute: Callable[[], object], agrees: Callable[[object, object], bool] = same
) -> Check:
    """Compute a value and compare it with the expected one."""
    actual = guarded(compute)
    if isinstance(actual, Message):
        return Check(path, ok=False, actual=None, expected=expected, note=actual)
    return Check(path, agrees(actual, expected), actual, expected)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and decimals_of(number) < 100 else None  # noqa: PLR2004 - a figure, not an attack
