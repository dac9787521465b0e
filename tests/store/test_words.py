import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.store import fold, sort_key
from akkoord.store.words import other_spellings, pieces, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÉÈËÏÖÜÇñ", "eeeioucn"),
        ("Ĳsselmeer", "ijsselmeer"),
        ("Straße", "strasse"),
        ("Smørrebrød", "smorrebrod"),
        ("ÆØÅ Œuvre", "aeoa oeuvre"),
        ("\uff21\uff22\uff23", "abc"),
    ],
)
def test_folding_leaves_plain_small_letters(text, folded):
    assert fold(text) == folded


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_plain_text_folds_alone_as_it_does_among_other_letters(text):
    assert fold(text) == fold(f"{text}é").removesuffix("e")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_pieces_put_together_are_the_text(text):
    wanted = words_of(text)[:3]
    composed = unicodedata.normalize("NFC", text)
    assert "".join(piece.text for piece in pieces(text, wanted)) == composed


@given(st.text(alphabet="abé Ĳß-'ﬁ", max_size=30))
def test_every_word_that_is_wanted_whole_is_marked_whole(text):
    wanted = words_of(text)
    marked = "".join(piece.text for piece in pieces(text, wanted) if piece.is_hit)
    assert words_of(marked) == ([fold(marked)] if marked else [])
    assert fold(marked) == "".join(wanted)


def test_names_sort_by_their_words():
    names = ["Zwaan", "'t Hoekje", "Éclair", "Ecosfeer", "de Mol", "De Arend"]
    assert sorted(names, key=sort_key) == ["De Arend", "de Mol", "Éclair", "Ecosfeer", "'t Hoekje", "Zwaan"]


def test_a_text_without_other_spellings_has_none():
    assert other_spellings("Hotel Zon") == []
