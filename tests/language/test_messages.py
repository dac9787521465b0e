"""Messages are said in the language of the person who reads them."""

from datetime import date
from decimal import Decimal

import pytest

from akkoord.language import AkkoordError, Message, Words, plural_message, spoken, translate, translations
from akkoord.values import Money


def test_a_message_is_english_until_someone_reads_it_in_dutch():
    message = Message("There is no fact {name}. Did you mean {close}?", {"name": "term.kin", "close": "term.kind"})
    assert str(message) == "There is no fact term.kin. Did you mean term.kind?"
    assert message.text("nl") == "Er is geen gegeven term.kin. Bedoel je term.kind?"


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        pytest.param(date(2026, 3, 1), "1 maart 2026", "1 March 2026", id="date"),
        pytest.param(Decimal("1234.50"), "1.234,5", "1,234.5", id="decimal"),
        pytest.param(Words(nl="Looptijd", en="Term"), "Looptijd", "Term", id="words"),
        pytest.param(Message("tomorrow"), "morgen", "tomorrow", id="message in a message"),
        pytest.param(Money.of("-2"), "€\N{NO-BREAK SPACE}-2,00", "-€2.00", id="money"),
        pytest.param(True, "ja", "yes", id="yes"),
        pytest.param(None, "\N{EN DASH}", "\N{EN DASH}", id="nothing"),
        pytest.param(("a", "b", "c"), "a, b en c", "a, b and c", id="list"),
        pytest.param((), "", "", id="empty list"),
        pytest.param(2026, "2026", "2026", id="a year stays a year"),
    ],
)
def test_values_are_said_in_the_language_of_the_sentence(value, dutch, english):
    message = Message("{value}", {"value": value})
    assert (message.text("nl"), message.text("en")) == (dutch, english)
    assert spoken(value, "nl") == dutch


def test_braces_in_a_value_are_just_text():
    assert Message("no customer {name}", {"name": "{0.__class__}"}).text("nl") == "no customer {0.__class__}"


@pytest.mark.parametrize(("count", "dutch"), [(0, "0 dagen"), (1, "1 dag"), (2, "2 dagen")])
def test_a_counting_sentence_agrees_with_its_count(count, dutch):
    assert plural_message("{count} day", "{count} days", count).text("nl") == dutch


def test_an_unknown_message_comes_back_as_it_is():
    assert translate("nobody wrote this", "nl") == "nobody wrote this"


def test_an_empty_text_is_not_the_header_of_the_catalog():
    assert translate("", "nl") == ""
    assert translations("nl").gettext("yes") == "ja"


def test_an_error_speaks_both_languages():
    error = AkkoordError(Message("not filled in"))
    assert (str(error), error.text("nl")) == ("not filled in", "niet ingevuld")


def test_words_are_refused_when_a_language_is_missing():
    with pytest.raises(ValueError, match="every language"):
        Words(nl="Looptijd", en=" ")
