"""Clause templates: what is refused at load, with its line, and what stays literal."""

import pytest

from akkoord.closing.template import CrossReference, TemplateError, Use, names_used, read_template


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        pytest.param("a\n<% import os %>", 2, "'<%' is not allowed", id="code"),
        pytest.param("a\n\n<%include file='x'/>", 3, "'<%' is not allowed", id="inclusion"),
        pytest.param("</%text>", 1, "'<%' is not allowed", id="closing tag"),
        pytest.param("a\n${term.kind | n}", 2, "filters", id="filter"),
        pytest.param("% while True:\n% endwhile", 1, "'% while' is not allowed", id="while"),
        pytest.param("a\n% if term.kind:\nb", 2, "has no '% endif'", id="open if"),
        pytest.param("a\n% endfor", 2, "closes nothing", id="stray end"),
        pytest.param("% else:\n", 1, "outside '% if'", id="stray else"),
        pytest.param("% if term.kind:\n% endfor", 2, "closes nothing", id="wrong end"),
        pytest.param("% if term.kind\n% endif", 1, "cannot be read", id="no colon"),
        pytest.param("${open('/etc/passwd')}", 1, "no function 'open'", id="builtin"),
        pytest.param("${term.kind.upper()}", 1, "no function 'term.kind.upper'", id="method"),
        pytest.param("a\n${term.__class__}", 2, "not the name of a fact", id="dunder"),
        pytest.param("${[x for x in rent.bicycles]}", 1, "is not allowed in a clause", id="comprehension"),
        pytest.param("${(lambda: 1)}", 1, "is not allowed in a clause", id="lambda"),
        pytest.param("${term.months * 2}", 1, "does not calculate", id="product"),
        pytest.param("${term.months + 2}", 1, "does not calculate", id="sum"),
        pytest.param("${rent.bicycles[0].frame}", 1, "not the name of a fact", id="index"),
        pytest.param("${rent.bicycles[0]}", 1, "is not allowed in a clause", id="row"),
        pytest.param("% if term.kind is None:\n% endif", 1, "is not allowed in a clause", id="is"),
        pytest.param("${f'{term.kind}'}", 1, "is not allowed in a clause", id="f-string"),
        pytest.param("${ref(term.kind)}", 1, "between quotes", id="computed reference"),
        pytest.param("${defined(term.kind)}", 1, "name the term between quotes", id="computed term"),
        pytest.param("${defined('a', 'b')}", 1, "name the term between quotes", id="two terms"),
        pytest.param("${eur(*rent.bicycles)}", 1, "one by one", id="starred"),
        pytest.param("% for a, b in rent.bicycles:\n% endfor", 1, "a loop reads", id="unpacking"),
        pytest.param("${loop.index}", 1, "not known here", id="loop outside a loop"),
        pytest.param("${context.write}", 1, "cannot be used as a fact", id="Mako's own names"),
        pytest.param("a\n\n{#Two words} b", 3, "the anchor 'Two words'", id="anchor"),
        pytest.param("${term.kind", 1, "cannot be read", id="unfinished expression"),
        pytest.param("a\nb\u202ec", 2, "invisible", id="bidirectional override"),
        pytest.param("\U000f0001", 1, "invisible", id="private use"),
    ],
)
def test_a_broken_clause_text_is_refused_with_its_line(source, line, said):
    with pytest.raises(TemplateError) as refused:
        read_template(source, file="clause.md", first_line=11)
    problem = refused.value.problems[0]
    assert problem.line == line + 10
    assert said in problem.message.text("en")
    assert f"clause.md, line {line + 10}" in str(refused.value)


def test_all_problems_are_listed_at_once():
    with pytest.raises(TemplateError) as refused:
        read_template("${a.b * 2}\n\n${open('x')}")
    assert [problem.line for problem in refused.value.problems] == [1, 3]


@pytest.mark.parametrize("literal", ["## two", "# one", "%% x", "% van de prijs", "10%", "a \\\nb", " %", "###"])
def test_lines_that_mako_would_eat_stay(literal):
    assert read_template(f"{literal}\n{literal}").render({}) == f"{literal}\n{literal}"


def test_names_used_are_facts_with_their_lines():
    source = (
        "${eur(rent.price)}\n% for b in rent.bicycles:\n${b.frame} ${loop.index + 1}\n% endfor\n% if has('x'):\n% endif"
    )
    assert names_used(source, first_line=5) == {("rent.price", 5), ("rent.bicycles", 6)}


def test_columns_and_neighbouring_rows_are_uses_of_their_list():
    template = read_template("% for b in rent.bicycles:\n${b.frame} ${rent.bicycles[loop.index + 1].frame}\n% endfor")
    assert template.uses == (
        Use("rent.bicycles", 1),
        Use("rent.bicycles", 2, "frame"),
        Use("rent.bicycles", 2, "frame"),
    )


def test_cross_references_are_known_without_rendering():
    template = read_template("${ref('a', 'x')} ${refs_or('b', 'c#y')}\n${annex('d')} ${'1' if has('e') else '2'}")
    assert template.cross_references == (
        CrossReference("ref", "a", "x", 1),
        CrossReference("refs_or", "b", None, 1),
        CrossReference("refs_or", "c", "y", 1),
        CrossReference("annex", "d", None, 2),
        CrossReference("has", "e", None, 2),
    )
