"""Numbers, dates and money are written and read as people do."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from akkoord.language import LANGUAGES, locale_of
from akkoord.values import AmbiguousNumber, InvalidDate, InvalidNumber, InvalidValue, formats, parse_date, parse_number

numbers = st.decimals(-(10**12), 10**12, places=4)
languages = st.sampled_from(LANGUAGES)


@given(numbers, languages, st.integers(0, 3))
def test_a_number_that_is_written_is_read_back(value, language, places):
    assert parse_number(formats.number(value, language, places=places), language) == value


@given(numbers, languages)
def test_numbers_are_written_as_the_locale_wants(value, language):
    expected = format_decimal(value, locale=locale_of(language), decimal_quantization=False)
    assert formats.number(value, language) == expected.removeprefix("-" if not value else "")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1234,56", "nl", "1234.56"),
        ("1.234,56", "nl", "1234.56"),
        ("1234", "nl", "1234"),
        ("1.234", "nl", "1234"),
        ("16.000", "nl", "16000"),
        ("12,50", "nl", "12.50"),
        ("€ 1.234,56", "nl", "1234.56"),
        ("€\N{NO-BREAK SPACE}1.234,56", "nl", "1234.56"),
        ("1.250,-", "nl", "1250"),
        ("2,5%", "nl", "2.5"),
        ("2,5 %", "nl", "2.5"),
        ("\N{MINUS SIGN}5", "nl", "-5"),
        ("€ -5,00", "nl", "-5.00"),
        ("-€5.00", "en", "-5.00"),
        (" 7 ", "nl", "7"),
        ("4.5", "en", "4.5"),
        ("1,234", "en", "1234"),
        ("1,234.56", "en", "1234.56"),
    ],
)
def test_usual_ways_of_writing_are_understood(text, language, value):
    assert parse_number(text, language) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "language", "readings", "said"),
    [
        ("4.5", "nl", ["4.5", "45"], "4,5 of 45"),
        ("12.50", "nl", ["12.50", "1250"], "12,5 of 1.250"),
        ("1234.567", "nl", ["1234.567", "1234567"], "1.234,567 of 1.234.567"),
        ("4,5", "en", ["4.5", "45"], "4.5 or 45"),
        ("0.5", "nl", ["0.5"], "Bedoel je 0,5?"),
        ("-0.25", "nl", ["-0.25"], "Bedoel je -0,25?"),
        ("12.34.567", "nl", ["1234567"], "Bedoel je 1.234.567?"),
    ],
)
def test_a_doubtful_number_is_refused_with_its_readings(text, language, readings, said):
    with pytest.raises(AmbiguousNumber) as refusal:
        parse_number(text, language)
    assert refusal.value.readings == tuple(Decimal(reading) for reading in readings)
    assert said in refusal.value.text(language)


@given(st.decimals(1, 10**6, places=1).filter(lambda value: value % 1), st.sampled_from([("nl", "."), ("en", ",")]))
def test_a_number_in_the_other_language_is_never_taken_for_another(value, foreign):
    language, separator = foreign
    with pytest.raises(AmbiguousNumber) as refusal:
        parse_number(f"{value:f}".replace(".", separator), language)
    assert value in refusal.value.readings


@pytest.mark.parametrize(
    "text", ["", "abc", "1e5", "NaN", "Infinity", "1,2,3", "--5", "٣", "5 6", "1_000", "12 hl", ","]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InvalidNumber) as refusal:
        parse_number(text, "nl")
    assert "1.234,5" in refusal.value.text("nl")


@given(st.text(max_size=12), languages)
def test_anything_typed_is_read_exactly_or_refused(text, language):
    try:
        value = parse_number(text, language)
    except InvalidNumber:
        return
    assert value.is_finite()
    assert parse_number(formats.number(value, language), language) == value


dates = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(dates, languages)
def test_a_date_that_is_written_is_read_back(day, language):
    written = [formats.date_short, formats.date_medium, formats.date_long]
    assert {parse_date(write(day, language), language) for write in written} == {day}
    assert parse_date(day.isoformat(), language) == day


@pytest.mark.parametrize(
    "text",
    [
        "1-3-2026",
        "01/03/2026",
        "1.3.2026",
        "1 3 2026",
        "1 mrt 2026",
        "1 mrt. 2026",
        "1 MAART 2026",
        "1 March 2026",
        "2026-03-01",
    ],
)
def test_usual_ways_of_writing_a_date_are_understood(text):
    assert parse_date(text, "nl") == parse_date(text, "en") == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31-2-2026", "bestaat niet op de kalender"),
        ("1-1-26", "jaar in vier cijfers"),
        ("morgen", "is geen datum"),
        ("1 foo 2026", "is geen datum"),
        ("1-1-0226", "kan niet kloppen"),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_how_to_write_it(text, said):
    with pytest.raises(InvalidDate) as refusal:
        parse_date(text, "nl")
    assert said in refusal.value.text("nl")
    assert "31-12-2026" in refusal.value.text("nl")


@given(st.text(max_size=15), languages)
def test_anything_typed_is_a_date_or_refused(text, language):
    with suppress(InvalidDate):
        assert parse_date(text, language).isoformat() > "1900"


@pytest.mark.parametrize(
    ("days", "dutch", "english"),
    [
        (0, "vandaag", "today"),
        (1, "morgen", "tomorrow"),
        (-1, "gisteren", "yesterday"),
        (2, "over 2 dagen", "in 2 days"),
        (-38, "38 dagen geleden", "38 days ago"),
    ],
)
def test_a_day_is_said_from_today(days, dutch, english):
    today = date(2026, 11, 23)
    day = date.fromordinal(today.toordinal() + days)
    assert (formats.relative(day, today, "nl"), formats.relative(day, today, "en")) == (dutch, english)


def test_figures_are_written_as_contracts_want_them():
    assert formats.euro("15000", "nl") == "€\N{NO-BREAK SPACE}15.000,00"
    assert formats.rate("0.0985", "nl") == "€\N{NO-BREAK SPACE}0,0985"
    assert formats.rate("-12.5", "en") == "-€12.50"
    assert formats.hectolitres(1, "en") == "1 hectolitre"
    assert formats.hectolitres("1200.50", "nl") == "1.200,5 hectoliter"
    assert formats.weeks(1, "nl") == "1 week"


def test_figures_with_too_many_decimals_are_refused_not_rounded():
    with pytest.raises(InvalidValue):
        formats.euro("1.005", "nl")
    with pytest.raises(InvalidValue):
        formats.rate("0.09855", "nl")
