"""A redline shows word by word what was taken out and what came in, and loses nothing of either text."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from akkoord.closing.redline import blocks_of, redline

WORDS = st.lists(st.sampled_from(["de", "huur", "is", "€ 10", "<b>", "per", "maand", "&", "drie"]), max_size=12)


def html(words):
    return f"<p>{escape(' '.join(words))}</p>"


def test_words_that_changed_are_marked_and_the_others_are_not():
    before, after = "<p>De opzegtermijn is drie maanden.</p>", "<p>De opzegtermijn is zes volle maanden.</p>"
    assert redline(before, after) == ("<p>De opzegtermijn is <del>drie</del> <ins>zes volle</ins> maanden.</p>")


def test_a_new_paragraph_is_marked_as_a_whole():
    assert redline("<p>Een.</p>", "<p>Een.</p><p>Twee drie.</p>") == "<p>Een.</p><p><ins>Twee drie.</ins></p>"


@given(WORDS, WORDS)
def test_without_what_came_in_it_is_the_old_text_and_without_what_went_out_the_new(before, after):
    shown = str(redline(html(before), html(after)))
    old = re.sub(r"<ins>.*?</ins>", "", shown).replace("<del>", "").replace("</del>", "")
    new = re.sub(r"<del>.*?</del>", "", shown).replace("<ins>", "").replace("</ins>", "")
    assert " ".join(blocks_of(old)).split() == " ".join(blocks_of(html(before))).split()
    assert " ".join(blocks_of(new)).split() == " ".join(blocks_of(html(after))).split()
