"""Whole contracts, to be read: each fact file in `golden/` gives exactly the text beside it.

After a wanted change of a clause: `AKKOORD_WRITE_GOLDEN=1 python -m pytest plugins/clause_sets/brewery`, read the
difference as the customer and the lawyer would, and commit it.
"""

import os
import re
from pathlib import Path

import pytest

from akkoord.closing.text import write_out
from akkoord.testing.contracts import readable

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))


@pytest.fixture(params=NAMES)
def contract(request, table):
    composition = table.golden(request.param)
    assert [issue for issue in composition.issues if issue.severity == "error"] == []
    return request.param, write_out(composition)


def test_the_contract_reads_as_it_was_agreed(contract):
    name, document = contract
    text, file = readable(document.html), GOLDEN / f"{name}.txt"
    if os.environ.get("AKKOORD_WRITE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_the_contract_is_complete(contract):
    contract[1].require_complete()


def test_every_paragraph_ends_like_one(contract):
    for section in contract[1].sections:
        if section.kind == "article" and not section.is_own_text:
            for paragraph in section.paragraphs:
                last = readable(paragraph.html).strip().splitlines()[-1]
                assert last.endswith("."), (section.id, last)


def test_nothing_reads_like_a_program(contract):
    text = readable(contract[1].html)
    assert not re.search(r"None|True|False|\(s\)|\$\{|\{#|%\s*(if|for|end)|  | [.,;:]|€ ", text), text


def test_every_article_has_paragraphs_numbered_in_a_row(contract):
    for section in contract[1].sections:
        if section.kind == "article":
            labels = [paragraph.label for paragraph in section.paragraphs if paragraph.label]
            assert labels == [f"{section.label}.{n}" for n in range(1, len(labels) + 1)]


def test_the_same_facts_give_the_same_text(table):
    assert write_out(table.golden("everything")).html == write_out(table.golden("everything")).html
