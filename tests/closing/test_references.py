"""Cross references: to articles, paragraphs, recitals and annexes, and an error that names both ends otherwise."""

import pytest

from akkoord.closing import compose
from akkoord.closing.document import UnfinishedText
from akkoord.closing.labels import Labels
from akkoord.closing.references import Reference
from akkoord.closing.text import write_out


@pytest.fixture
def references(shop):
    def references(*clauses, frozen=None, **nested):
        document = write_out(compose(shop.clause_set(*clauses), shop.draft(**nested), frozen=frozen))
        document.require_complete()
        return [(reference.in_, reference.text) for reference in document.references]

    return references


def test_references_resolve_forward_and_backward(references, shop):
    found = references(
        shop.clause("a", order=1, body="Zie ${ref('b')} en ${ref('b', 'x')}."),
        shop.clause("b", order=2, body="Eerst.\n\n{#x} Zie ${ref('a')}."),
    )
    assert found == [("a", "artikel 2"), ("a", "artikel 2.2"), ("b", "artikel 1")]


def test_annexes_and_recitals_are_called_by_their_names(references, shop):
    found = references(
        shop.clause("why", kind="recital", order=1, body="a;\n\n{#two} b,"),
        shop.clause("a", order=2, body="${annex('list')} ${ref('why', 'two')}"),
        shop.clause("list", kind="annex", order=3),
    )
    assert found == [("a", "Bijlage 1"), ("a", "overweging B")]


def test_several_references_are_joined_and_absent_ones_left_out(references, shop):
    found = references(
        shop.clause("a", order=1, body="${refs_or('b', 'gone', 'c#x', 'd')}"),
        shop.clause("b", order=2),
        shop.clause("c", order=3, body="{#x} X."),
        shop.clause("d", order=4),
        shop.clause("gone", when="rent.insured", order=5),
    )
    assert found == [("a", "artikel 2, artikel 3.1 of artikel 4")]


def test_a_reference_reads_once_in_the_list_however_often_it_is_made(references, shop):
    assert references(shop.clause("a", body="${ref('a')} ${ref('a')}")) == [("a", "artikel 1")]


def test_frozen_labels_are_what_references_say(references, shop):
    found = references(
        shop.clause("a", order=1, body="${ref('b')} ${ref('b', 'x')}"),
        shop.clause("b", order=2, body="{#x} X."),
        shop.clause("c", order=3),
        frozen=Labels({"a": "1", "c": "2"}),
    )
    assert found == [("a", "artikel 1A"), ("a", "artikel 1A.1")]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        pytest.param("${ref('gone')}", ["'a'", "'gone'"], id="absent clause"),
        pytest.param("${ref('b', 'nowhere')}", ["'a'", "'b'", "'nowhere'"], id="absent anchor"),
        pytest.param("${ref('b', 'maybe')}", ["'a'", "'b'", "'maybe'"], id="anchor of a paragraph left out"),
        pytest.param("${refs_or('gone', 'gone-too')}", ["'a'", "'gone'"], id="none of several"),
        pytest.param("${refs_or('b#nowhere')}", ["'a'", "'b'", "'nowhere'"], id="anchor in refs_or"),
        pytest.param("${annex('gone')}", ["'a'", "'gone'"], id="absent annex"),
        pytest.param("${ref('sign')}", ["'a'", "'sign'"], id="part without a label"),
        pytest.param("${ref('list', 'x')}", ["'a'", "'list'"], id="paragraph of an annex"),
    ],
)
def test_a_broken_reference_is_an_error_that_names_both_ends(shop, body, names):
    clauses = shop.clause_set(
        shop.clause("a", order=1, body=body),
        shop.clause("b", order=2, body="B.\n\n% if rent.insured:\n{#maybe} M.\n% endif"),
        shop.clause("sign", kind="signature", order=3),
        shop.clause("list", kind="annex", order=4, body="{#x} X."),
    )
    document = write_out(compose(clauses, shop.draft()))
    assert [(issue.code, issue.severity, issue.clauses[0]) for issue in document.issues] == [
        ("BROKEN_REFERENCE", "error", "a")
    ]
    with pytest.raises(UnfinishedText) as refused:
        document.require_complete()
    assert all(name in str(refused.value) for name in names)


def test_a_reference_links_to_its_paragraph(shop):
    clauses = shop.clause_set(shop.clause("a", body="${ref('b', 'x')}"), shop.clause("b", order=200, body="{#x} X."))
    document = write_out(compose(clauses, shop.draft()))
    assert '<a href="#b--x">artikel 2.1</a>' in document.sections[0].html
    assert '<div class="paragraph" id="b--x">' in document.sections[1].html
    assert document.references == (Reference("a", "artikel 2.1"),)


def test_has_tells_whether_a_clause_is_there(shop):
    body = "${'ja' if has('b') else 'nee'} ${'ja' if has('gone') else 'nee'}"
    clauses = shop.clause_set(shop.clause("a", body=body), shop.clause("b", order=200))
    assert "ja nee" in write_out(compose(clauses, shop.draft())).html
