"""Which words of a text define a term, use one, or read like one."""

import pytest

from akkoord.closing import Clause, ClauseSet
from akkoord.closing.check import check_whole
from akkoord.closing.check.terms import candidates, definitions, uses
from akkoord.closing.check.wording import read_wording
from akkoord.facts import Questions, parse_condition
from akkoord.language import Words


def clause(body):
    return Clause("a", "article", "A", 1, parse_condition("true"), body, file="a.md")


def wordings(body):
    return {"a": read_wording(clause(body))}


def found(body):
    """Give what a check of one clause says about terms."""
    made = ClauseSet("one", Words("Een", "One"), Questions(), (clause(body),))
    return {(one.code, one.about) for one in check_whole(made).findings if one.code.endswith("term")}


@pytest.mark.parametrize(
    ("body", "terms"),
    [
        pytest.param('hierna: "**de Einddatum**"', ["Einddatum"], id="quoted"),
        pytest.param('hierna: "**de afnemer**"', ["afnemer"], id="small letters"),
        pytest.param("hierna: «**Fase 2**»", ["Fase 2"], id="digits"),
        pytest.param("hierna: “**2e Fase**”", ["2e Fase"], id="digits first"),
        pytest.param("hierna: ‘**Ελλάδα**’", ["Ελλάδα"], id="another alphabet"),
        pytest.param("a) **Élan** en **Łódź**: iets", ["Élan", "Łódź"], id="item"),
        pytest.param("a) **let op**: dit is geen begrip", [], id="an item that begins in bold"),
    ],
)
def test_a_definition_is_recognised(body, terms):
    assert [one.term for one in definitions(wordings(body))] == terms


@pytest.mark.parametrize(
    ("body", "terms", "used"),
    [
        pytest.param("De afnemer betaalt. Afnemers niet.", ["afnemer"], ["afnemer", "afnemer"], id="small letters"),
        pytest.param("in Fase 2, na Fase 2.1 en Fase 21", ["Fase 2"], ["Fase 2"], id="digits"),
        pytest.param("van de Net Sales Price", ["Price", "Net Sales Price"], ["Net Sales Price"], id="longest"),
        pytest.param("van de Net\nSales Price", ["Price", "Net Sales Price"], ["Net Sales Price"], id="line end"),
        pytest.param("van de Net\n\nPrice", ["Price", "Net Price"], ["Price"], id="not across paragraphs"),
        pytest.param("de prijs. Prijs is", ["prijs", "Prijs"], ["prijs", "Prijs"], id="twice, but for the capital"),
        pytest.param("de Caféhouder en Cafés", ["Café"], ["Café"], id="letters with accents"),
        pytest.param("de ${defined('NDA')}", ["NDA"], ["NDA"], id="marked"),
        pytest.param("de ${'x' if term.kind else defined('de koper')}", ["koper"], ["koper"], id="marked, maybe"),
    ],
)
def test_a_use_is_recognised(body, terms, used):
    assert [one.term for one in uses(wordings(body), terms)] == used


@pytest.mark.parametrize(
    ("body", "known", "unknown"),
    [
        pytest.param("in de Fase 2. Daarna", [], ["Fase 2"], id="digits"),
        pytest.param("in de Fase 3", ["Fase 2"], ["Fase 3"], id="another number"),
        pytest.param("in Week 2021", ["Week 2020"], ["Week 2021"], id="a number that begins alike"),
        pytest.param("in de Fase 2", ["Fase"], [], id="a number after a term"),
        pytest.param("op de Ürün van", [], ["Ürün"], id="a capital with dots"),
        pytest.param("op de Łódź van", [], ["Łódź"], id="a capital with a stroke"),
        pytest.param("na ż Ελλάδα en", [], ["Ελλάδα"], id="another alphabet"),
        pytest.param("van de Net Price", ["Net Sales Price"], ["Net Price"], id="words of a longer term"),
        pytest.param("van de Leverancier Klant", ["Klant", "Leverancier"], [], id="two terms"),
        pytest.param("van de Gewone Leveringen", ["Gewone Levering"], [], id="with an ending"),
        pytest.param("de Raad van Bestuur", ["Raad van Bestuur"], [], id="a small word in a term"),
        pytest.param("de NDA van", [], [], id="an abbreviation"),
        pytest.param("de ${defined('NDA')} van", [], ["NDA"], id="a marked abbreviation"),
        pytest.param("de ${defined('koper')} van", ["Koper"], ["koper"], id="marked in other letters"),
    ],
)
def test_what_reads_like_a_term_is_told_from_what_is_one(body, known, unknown):
    assert [one.term for one in candidates(wordings(body), known)] == unknown


def test_a_longer_term_that_nothing_defines_uses_none_of_its_words():
    body = 'Dit is "**Agreement**". Op de Agreement Date begint alles.'
    assert found(body) == {("unused-term", "Agreement"), ("undefined-term", "Agreement Date")}


def test_a_term_in_small_letters_is_used_by_its_words():
    assert found('Wie koopt heet "**de koper**". De koper betaalt.') == set()
    assert found('Wie koopt heet "**de koper**". Hij betaalt.') == {("unused-term", "koper")}
