"""Rates of exchange: the one of the day, and nothing rounded."""

from datetime import date
from fractions import Fraction

import pytest

from akkoord.values import ExchangeRate, InvalidValue, rate_on

JANUARY = ExchangeRate("USD", "EUR", Fraction("0.92"), date(2026, 1, 1))
MARCH = ExchangeRate("USD", "EUR", Fraction("0.95"), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-01-01", "46"), ("2026-02-28", "46"), ("2026-03-01", "47.5"), ("2027-01-01", "47.5")]
)
def test_the_rate_of_the_day_counts(day, expected):
    assert rate_on([MARCH, JANUARY], date.fromisoformat(day)).convert(50) == Fraction(expected)


def test_before_the_first_rate_nothing_converts():
    with pytest.raises(InvalidValue, match="No rate of exchange is known"):
        rate_on([MARCH, JANUARY], date(2025, 12, 31))


@pytest.mark.parametrize(("currency", "rate"), [("USD", 0), ("USD", -1), ("EUR", 2)])
def test_a_rate_that_cannot_be_is_refused(currency, rate):
    with pytest.raises(InvalidValue, match="cannot be"):
        ExchangeRate(currency, "EUR", Fraction(rate), date(2026, 1, 1))
