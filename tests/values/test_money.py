"""Money is exact, in whole cents, in one currency."""

from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from akkoord.language import LANGUAGES, locale_of
from akkoord.values import InvalidValue, MixedCurrencies, Money, total
from akkoord.values.formats import euro, parse_number

cents = st.integers(-(10**15), 10**15)


@given(cents, cents, cents)
def test_adding_amounts_is_adding_cents(a, b, c):
    one, two, three = Money.of_minor(a), Money.of_minor(b), Money.of_minor(c)
    assert ((one + two) + three).minor == a + b + c
    assert one + two - two == one
    assert total([one, two, three]) == one + (two + three)
    assert (one * 3).minor == 3 * a
    assert (one < two, one <= two, one > two, one >= two) == (a < b, a <= b, a > b, a >= b)


@given(cents)
def test_an_amount_survives_its_text(minor):
    amount = Money.of_minor(minor)
    assert Money.of(amount.plain) == amount
    assert amount.minor == minor


@given(cents, st.sampled_from(LANGUAGES))
def test_what_is_written_as_people_do_is_read_back(minor, language):
    amount = Money.of_minor(minor)
    assert Money.of(parse_number(euro(amount, language), language)) == amount


@given(cents, st.sampled_from(LANGUAGES))
def test_euros_are_written_as_the_locale_wants(minor, language):
    amount = Money.of_minor(minor)
    assert euro(amount, language) == format_currency(amount.amount, "EUR", locale=locale_of(language))


def test_amounts_as_equal_as_they_look():
    assert Money.of("1.5") == Money.of("1.500") == Money.of_minor(150)
    assert hash(Money.of("1.5")) == hash(Money.of("1.50"))
    assert Money.of("-0.00").plain == "0.00"
    assert str(Money.of("1269.9")) == "EUR 1269.90"
    assert not Money.of(0)
    assert abs(Money.of("-3")) == -Money.of("-3") == Money.of(3)


@pytest.mark.parametrize("amount", [1.5, True, None, "abc", "NaN", Decimal("Infinity")])
def test_what_is_not_an_exact_number_is_refused(amount):
    with pytest.raises((TypeError, ValueError, ArithmeticError)):
        Money.of(amount)


def test_more_than_two_decimals_are_refused_not_rounded():
    with pytest.raises(InvalidValue, match=r"at most two decimals, not 7\.505"):
        Money(Decimal("7.505"))


def test_unknown_currencies_are_refused():
    with pytest.raises(InvalidValue, match="'XTS'"):
        Money.of(1, "XTS")


def test_currencies_do_not_mix(monkeypatch):
    monkeypatch.setitem(Money.__post_init__.__globals__["_SYMBOLS"], "USD", "$")
    with pytest.raises(MixedCurrencies, match="EUR and USD"):
        Money.of(1) + Money.of(1, "USD")


def test_money_combines_with_money_only():
    with pytest.raises(TypeError):
        Money.of(1) + 1
    with pytest.raises(TypeError):
        Money.of(1) * Decimal("1.5")
    with pytest.raises(TypeError):
        Money.of(1) < 2  # noqa: B015 - the comparison is the test
