"""Own texts: they read as they were typed, hold no tag but the few allowed, and hide nothing."""

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.closing.own_text import TAGS, clean, clean_line, to_html, to_paragraphs

PAYLOADS = [
    "${7*7}", "<script>alert(1)</script>", "{#anchor} text", "% if x:\nyes\n% endif", "## heading", "# heading",
    "*x*", "_x_", "__x__", "***", "[a](javascript:alert(1))", "![a](file:///etc/passwd)", "<!-- a --> b",
    "`code`", "~~x~~", "> quote", "a\n===", "a\n---", "1. one\n7. seven", "* star\n+ plus", "\\*x\\*", "&lt;b&gt;",
    "<https://example.org>", "    indented", "```\nfence\n```", "| a | b |\n|---|---|", "<%doc>x</%doc>", "a  \nb",
    "<img src=x onerror=alert(1)>", "[x]: http://y", "a <b style='color:white'>hidden</b>", "{{ x }}", "-5 hl",
]  # fmt: skip


def visible(html):
    """The text a reader sees, with a dash where a list shows one."""
    lined = re.sub(r"<br>|</p>|</?ul>", "\n", str(html).replace("<li>", "\n- "))
    return unescape(re.sub(r"<[^>]+>", "", lined))


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_not_our_markdown_is_read_as_typed(payload):
    assert squeezed(visible(to_html(payload))) == squeezed(payload)


@given(st.text(max_size=300))
def test_any_text_reads_as_typed_and_has_no_other_tags(text):
    html = str(to_html(text))
    assert set(re.findall(r"</?([a-z]+)", html)) <= TAGS
    assert re.search(r"<[a-z]+ ", html) is None, "a tag has an attribute"
    marks = str.maketrans("", "", "*-")
    assert squeezed(visible(html).translate(marks)) == squeezed(clean(text).translate(marks))


@given(st.text(alphabet="ab -*\n#1.\\[]<>&{}$%_`", max_size=200))
def test_text_made_of_markup_reads_as_typed_too(text):
    marks = str.maketrans("", "", "*-")
    assert squeezed(visible(to_html(text)).translate(marks)) == squeezed(clean(text).translate(marks))


def test_paragraphs_lines_bold_and_dash_lists_are_set():
    html = to_html("First **bold** line\nsecond line\n\n- one\n- two")
    assert html == ("<p>First <strong>bold</strong> line<br>\nsecond line</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>")


def test_a_list_goes_with_the_paragraph_before_it():
    assert [visible(piece).split() for piece in to_paragraphs("A:\n- b\n\n- c\n\nD")] == [
        ["A:", "-", "b", "-", "c"],
        ["D"],
    ]


def test_dashes_nested_beyond_sense_are_kept_as_text():
    assert "x" in visible(to_html("- " * 40 + "x"))


@pytest.mark.parametrize(
    "hidden",
    ["\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\x00", "\x1b", "\ue000", "\U000f0001", "\ud800", "\U000e0041"],
)
def test_characters_that_hide_or_reorder_text_are_stripped(hidden):
    assert clean(f"a{hidden}b") == "ab"


@given(st.text(max_size=100))
def test_cleaning_is_done_once_and_for_all(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


def test_joiners_that_names_need_stay():
    assert clean("\u0645\u06cc\u200c\u062e") == "\u0645\u06cc\u200c\u062e"


def test_a_line_has_no_line_ends():
    assert clean_line(" a\r\n\tb\u2028c ") == "a b c"


@pytest.mark.parametrize("heavy", ["*" * 20_000, "[" * 20_000, "- " * 10_000, "**a" * 6_000, "- a\n" * 5_000])
def test_the_longest_own_text_loses_nothing(heavy):
    marks = str.maketrans("", "", "*-")
    assert squeezed(visible(to_html(heavy)).translate(marks)) == squeezed(heavy.translate(marks))
