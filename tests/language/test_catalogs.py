"""Every text of the core exists in Dutch, and the catalog holds nothing else."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

KEYWORDS = {
    "Message": None,
    "N_": None,
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "plural_message": (1, 2),
}
CORE = Path(str(files("akkoord")))
CATALOG = CORE / "locale" / "nl" / "LC_MESSAGES" / "akkoord.po"


def forms(message):
    return (message,) if isinstance(message, str) else tuple(message)


@pytest.fixture(scope="module")
def said():
    """The messages in the source, each with a place where it stands."""
    found = extract_from_dir(CORE, [("**.py", "python")], keywords=KEYWORDS)
    return {forms(message): f"{file}:{line}" for file, line, message, _, _ in found}


@pytest.fixture(scope="module")
def catalog():
    with CATALOG.open("rb") as text:
        return {forms(message.id): message for message in read_po(text, abort_invalid=True) if message.id}


def test_every_message_has_a_translation(said, catalog):
    untranslated = {place: forms for forms, place in said.items() if not all(_dutch(catalog.get(forms)))}
    assert not untranslated, "add these to akkoord.po"


def test_the_catalog_holds_no_message_that_is_no_longer_said(said, catalog):
    assert not set(catalog) - set(said), "remove these from akkoord.po"


def test_translations_fill_in_the_same_values(catalog):
    wrong = [
        message.id
        for message in catalog.values()
        if any(not _places(text) <= _places(*forms(message.id)) for text in _dutch(message))
        or _places(*_dutch(message)) != _places(*forms(message.id))
    ]
    assert not wrong


def test_no_message_stands_in_the_catalog_twice():
    ids = Counter(re.findall(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)', CATALOG.read_text("utf-8"), re.MULTILINE))
    assert not [text for text, count in ids.items() if count > 1]


def test_no_translation_is_a_guess(catalog):
    assert not [message.id for message in catalog.values() if message.fuzzy]


def test_dutch_quotes_are_single(catalog):
    assert not [message.id for message in catalog.values() if any("“" in text for text in _dutch(message))]


def _dutch(message):
    return ("",) if message is None else forms(message.string)


def _places(*texts):
    return {re.split(r"[.\[]", name)[0] for text in texts for _, name, _, _ in Formatter().parse(text) if name}
