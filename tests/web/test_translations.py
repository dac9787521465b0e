"""The tablet speaks Dutch and English, all of it."""

import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

WEB = Path(str(files("akkoord_web")))
CATALOG = WEB / "locale" / "nl" / "LC_MESSAGES" / "akkoord_web.po"
KEYWORDS = {"say": None, "N_": None, "_": None, "gettext": None, "ngettext": (1, 2), "plural_message": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
TEMPLATES = sorted(WEB.rglob("*.html"))


def forms(message):
    return (message,) if isinstance(message, str) else tuple(message)


def places(text):
    named = {name for _, name, _, _ in Formatter().parse(text.replace("%(", "{{(")) if name}
    return named | set(re.findall(r"%\((\w+)\)s", text))


@pytest.fixture(scope="module")
def said():
    found = extract_from_dir(WEB, METHODS, keywords=KEYWORDS)
    return {forms(message): f"{file}:{line}" for file, line, message, _, _ in found}


@pytest.fixture(scope="module")
def catalog():
    with CATALOG.open("rb") as text:
        read = {forms(message.id): message for message in read_po(text, abort_invalid=True) if message.id}
    return {english: forms(message.string) for english, message in read.items()}


def test_every_text_has_a_translation(said, catalog):
    missing = {place: english for english, place in said.items() if not all(catalog.get(english, ("",)))}
    assert not missing, "add these to akkoord_web.po"


def test_the_catalog_holds_no_text_that_is_no_longer_said(said, catalog):
    assert not set(catalog) - set(said), "remove these from akkoord_web.po"


def test_translations_fill_in_the_same_values(catalog):
    wrong = [
        english
        for english, dutch in catalog.items()
        if {place for text in english for place in places(text)} != {place for text in dutch for place in places(text)}
    ]
    assert not wrong


class _Words(HTMLParser):
    """Collects the words that a template shows by itself, outside of what it fills in."""

    SPOKEN = ("alt", "aria-label", "placeholder", "title")

    def __init__(self):
        super().__init__()
        self.found, self._silent = [], 0

    def handle_starttag(self, tag, attrs):
        self._silent += tag in {"script", "style"}
        self.found += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag):
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self._silent:
            self.found.append(data)


ATTRIBUTES = ("disabled", "required", "wide")
"""Words that a macro writes into a tag, and the width of a page: not for people."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_holds_no_words_of_its_own(path):
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text("utf-8"), flags=re.DOTALL)
    parser = _Words()
    parser.feed(source)
    texts = [re.sub(r"\s[a-z-]+=\"[^\"]*\"", " ", text) for text in parser.found]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text)}
    assert words <= {"Akkoord", *ATTRIBUTES}, "put these in _()"


def test_a_template_with_words_of_its_own_would_be_noticed():
    parser = _Words()
    parser.feed('<p aria-label="Hello">World</p>')
    assert parser.found == ["Hello", "World"]


SCREENS = ("/", "/customers", "/customers?q=kroon", "/customers/new", "/settings", "/nowhere", "/customers?q=zz")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_screen_mixes_the_languages(browser, workspace, customer, clock, said, catalog, language):
    """What only the other language says does not show."""
    person = workspace.accounts.by_login("anna")
    workspace.accounts.change_language(person, language, by=person, at=clock.at)
    anna = browser("anna")
    other = {text for english, dutch in catalog.items() for text in (english if language == "nl" else dutch)}
    own = {text for english, dutch in catalog.items() for text in (dutch if language == "nl" else english)}
    telling = {text for text in other - own if len(text) > 3 and not places(text)}
    for url in (*SCREENS, f"/c/{customer.id}", f"/c/{customer.id}/edit"):
        shown = {" ".join(text.split()) for text in re.findall(r">([^<>]+)<", anna.get(url).text)}
        assert not shown & telling, url
