"""The page of hooks keeps its promises: each is typed, documented here and in the docs, and refuses nonsense."""

import inspect
import re
from pathlib import Path
from typing import get_type_hints

import pytest

from akkoord import hookspecs
from akkoord.hookspecs import Approval, Panel, Theme
from akkoord.language import Words
from akkoord.plugins import spec_names
from akkoord.plugins.shapes import Shape

DOCS = Path(__file__).parents[2] / "docs" / "plugins.md"
SAID = Words(nl="Ja.", en="Yes.")

hooks = pytest.mark.parametrize("name", spec_names())


def test_the_hooks_are_these():
    assert spec_names() == (
        "adjust_selection",
        "approvals",
        "clause_sets",
        "on_event",
        "pricing_rules",
        "reports",
        "sales_readers",
        "termination_policy",
        "theme",
        "web_panels",
    )


@hooks
def test_a_hook_is_typed(name):
    spec = getattr(hookspecs, name)
    assert set(get_type_hints(spec)) == {*inspect.signature(spec).parameters, "return"}
    Shape.of(spec)


@hooks
def test_a_hook_says_what_it_is_for_what_it_gets_and_what_an_empty_answer_means(name):
    spec = getattr(hookspecs, name)
    text = inspect.getdoc(spec)
    assert re.match(r"[A-Z].*\.\n\n", text), "a sentence, then the rest"
    assert "Called " in text, "when it is called"
    assert set(re.findall(r":param (\w+):", text)) == set(inspect.signature(spec).parameters)
    returns = text.partition(":returns:")[2]
    assert re.search(r"empty|None|nothing", returns), "what an empty answer means"


@hooks
def test_a_hook_is_in_the_docs(name):
    assert f"### `{name}(" in DOCS.read_text()


def test_an_approval_needs_a_code_to_tell_it_by():
    with pytest.raises(ValueError, match="capitals"):
        Approval("too cheap", SAID)


@pytest.mark.parametrize("colour", ["red", "#FFF", "#1F6F54", "#1f6f5"])
def test_a_theme_needs_a_colour_that_style_sheets_know(colour):
    with pytest.raises(ValueError, match="accent"):
        Theme(accent=colour)


def test_a_theme_brings_no_logo_that_slows_every_page():
    with pytest.raises(ValueError, match="at most 200000 bytes"):
        Theme(logo=b"x" * 200_001)


def test_a_panel_does_not_push_the_page_away():
    with pytest.raises(ValueError, match="at most 100 are shown"):
        Panel("many", SAID, ((SAID, "1"),) * 101)


@pytest.mark.parametrize(
    "give",
    [
        pytest.param(lambda text: Panel("long", SAID, ((SAID, text.en),)), id="panel"),
        pytest.param(lambda text: Approval("LONG", text), id="approval"),
    ],
)
def test_a_text_is_no_longer_than_people_read(give):
    give(Words(nl="x", en="x" * 2_000))
    with pytest.raises(ValueError, match="2001 characters; at most 2000 are shown"):
        give(Words(nl="x", en="x" * 2_001))


@pytest.mark.parametrize("link", ["http://example.org", "javascript:alert(1)", "/k/1"])
def test_a_panel_links_to_https_only(link):
    with pytest.raises(ValueError, match="only https"):
        Panel("linked", SAID, (), link=link)


def test_a_hook_of_another_shape_is_refused_when_it_is_written():
    def strange() -> dict[str, int]: ...

    with pytest.raises(TypeError, match="an Iterable or something optional"):
        Shape.of(strange)
