"""What the docs say of links, pictures, settings, clause files and functions is so."""

import re
from pathlib import Path

import pytest

from akkoord.closing.helpers import Helpers
from akkoord.closing.pieces import Pieces
from akkoord.facts import Questions
from akkoord.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def table_keys(page, heading):
    text = (ROOT / "docs" / page).read_text("utf-8")
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [found[1] for line in section.splitlines() if (found := re.match(r"\| `(\w+)", line))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_of_a_page_is_there(page):
    targets = LINK.findall(page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_settings_in_the_docs_are_the_settings():
    assert sorted(table_keys("operation.md", "Settings")) == sorted(Settings.model_fields)


def test_the_functions_in_the_docs_are_those_that_a_clause_can_call():
    helpers = Helpers("a", "nl", Questions(), {}, frozenset(), [], Pieces())
    assert sorted(table_keys("clause-sets.md", "The text")) == sorted(helpers.functions())


def test_every_documented_key_of_a_clause_file_stands_in_the_brewery_or_is_optional():
    folder = ROOT / "plugins/clause_sets/brewery/src/akkoord_clauses_brewery/clauses"
    used = {
        key
        for file in folder.glob("*.md")
        for key in re.findall(r"^(\w+):", file.read_text("utf-8").split("---")[1], re.MULTILINE)
    }
    assert used <= set(table_keys("clause-sets.md", "A clause file"))
