"""Writing out: paragraphs and labels, what is missing, and values that are never read as anything but text."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.closing import Clause, ClauseSet, Draft, OwnText, compose
from akkoord.closing.document import MissingValues, UnfinishedText
from akkoord.closing.own_text import clean
from akkoord.closing.text import ClauseTextError, write_out
from akkoord.facts import Facts, Questions, parse_condition
from akkoord.language import Words


@pytest.fixture
def write(shop):
    def write(*clauses, own_texts=(), **nested):
        return write_out(compose(shop.clause_set(*clauses), Draft(shop.facts(**nested), own_texts)))

    return write


@pytest.fixture
def one(shop, write):
    """Write a contract of one article, and give the visible text of its paragraphs."""

    def one(body, **nested):
        return [
            plain(paragraph.html) for paragraph in write(shop.clause("a", body=body), **nested).sections[0].paragraphs
        ]

    return one


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", str(html).replace("<br>", "\n"))).split())


def test_paragraphs_are_numbered_and_empty_ones_dropped(one):
    body = "First.\n\n% if term.kind == 'fixed':\nNever.\n% endif\n\n{#leeg}\n\n\n{#second} Second\nline.\n"
    assert one(body) == ["1.1 First.", "1.2 Second line."]


def test_sub_items_hang_under_their_paragraph(write, shop):
    document = write(shop.clause("a", body="Choose:\na) this;\nb) that\nor more.\n\nNext."))
    first, second = document.sections[0].paragraphs
    assert '<ol class="items"><li><p><span class="number">a) </span>this;</p></li>' in first.html
    assert plain(first.html) == "1.1 Choose: a) this; b) that or more."
    assert second.label == "1.2"


TABLE = """Frames:

| Nr. | Frame |
|---|---:|
% for b in rent.bicycles:
| ${loop.index + 1} | ${b.frame} |
% endfor

Next."""


def test_a_table_goes_unnumbered_with_the_paragraph_before_it(write, shop):
    document = write(
        shop.clause("a", body=TABLE),
        rent={"bicycles": [{"frame": "x|y"}, {"frame": "<b>"}]},
    )
    labels = [paragraph.label for paragraph in document.sections[0].paragraphs]
    assert labels == ["1.1", None, "1.2"]
    table = document.sections[0].paragraphs[1].html
    assert '<td align="right">x|y</td>' in table
    assert '<td align="right">&lt;b&gt;</td>' in table


def test_recitals_are_lettered_on_and_introduced_once(write, shop):
    document = write(
        shop.clause("parties", kind="preamble", order=1, body="**De ondergetekenden:**\n\n1. Eén;\n\n**2.** Twee,"),
        shop.clause("why", kind="recital", order=2, body="a;\n\nb;"),
        shop.clause("wherefore", kind="recital", order=3, body="c,"),
        shop.clause("a", order=4),
        shop.clause("list", kind="annex", order=5, body="In de bijlage.\n\nZonder nummers."),
    )
    parties, why, wherefore, article, annex = document.sections
    assert "<h1>Title of parties</h1>" in parties.html
    assert '<span class="number">1. </span>Eén;' in parties.html
    assert '<span class="number">2. </span>Twee,' in parties.html
    assert [paragraph.label for section in (why, wherefore) for paragraph in section.paragraphs] == ["A", "B", "C"]
    assert why.html.count("nemen in aanmerking dat:") == 1
    assert "nemen in aanmerking" not in wherefore.html
    assert wherefore.html.endswith('<p class="connective">zijn overeengekomen als volgt:</p></section>')
    assert '<h2><span class="label">Artikel 1</span> Title of a</h2>' in article.html
    assert '<h2><span class="label">Bijlage 1</span> Title of list</h2>' in annex.html
    assert [paragraph.label for paragraph in annex.paragraphs] == [None, None]


def test_helpers_say_facts_in_dutch(one):
    body = (
        "${datum(term.commencement)} ${maanden(term.months)} ${maanden(1)} ${dagen(rent.pay_days)} ${dagen(1)} "
        "${eur(rent.price)} ${rate('0.0985')} ${getal('1234.50')} ${hl('87.5')} ${pct('2.5')} ${letter(2)} "
        "${rent.lock} ${names(rent.people)}"
    )
    people = [{"name": "mevrouw A. Jansen"}, {"name": "de heer B. Bos"}]
    said = one(
        body,
        term={"commencement": date(2026, 1, 1), "months": 60},
        rent={"pay_days": 14, "price": Decimal("1234.56"), "lock": "chain", "people": people},
    )
    assert " ".join(said) == (
        "1.1 1 januari 2026 60 maanden 1 maand 14 dagen 1 dag € 1.234,56 € 0,0985 1.234,5 87,5 hectoliter 2,5% c "
        "nl chain mevrouw A. Jansen en de heer B. Bos"
    )


def test_a_marked_term_is_printed_as_it_is(one):
    assert one("De ${defined('afnemer <1>')} betaalt.") == ["1.1 De afnemer <1> betaalt."]


def test_an_amount_keeps_its_no_break_space(write, shop):
    document = write(shop.clause("a", body="${eur(rent.price)}"), rent={"price": Decimal(5)})
    assert "€\u00a05,00" in document.html


@pytest.mark.parametrize(
    "condition",
    [
        "rent.price > 0",
        "rent.price < 0",
        "rent.price >= 0",
        "term.kind in ['fixed']",
        "rent.insured",
        "rent.price == 0",
    ],
)
def test_absent_answers_compare_as_none_and_are_not_missing_for_that(write, shop, condition):
    document = write(shop.clause("a", body=f"% if {condition}:\nYes.\n% else:\nNo.\n% endif"))
    assert plain(document.sections[0].html).endswith("1.1 No.")
    assert document.is_complete


def test_answers_compare_as_in_conditions(one):
    body = "${'1' if rent.price > '4.5' and term.commencement < '2026-02-01' and term.kind != None else '0'}"
    facts = {"rent": {"price": "10.00"}, "term": {"commencement": date(2026, 1, 1), "kind": "fixed"}}
    assert one(body, **facts) == ["1.1 1"]


def test_everything_missing_is_listed_at_once_with_question_and_clauses(write, shop):
    document = write(
        shop.clause("a", order=1, body="${eur(rent.price)} ${term.kind} ${other.thing}"),
        shop.clause("b", order=2, body="${rate(rent.price)}\n% for b in rent.bicycles:\n${b.frame}\n% endfor"),
        shop.clause("c", order=3, body="% for b in rent.bicycles:\n% endfor", variables=()),
    )
    with pytest.raises(MissingValues) as refused:
        document.require_complete()
    found = {value.name: (value.label and value.label.en, value.clauses) for value in refused.value.missing}
    assert found == {
        "rent.price": ("Price", ("a", "b")),
        "term.kind": ("Kind", ("a",)),
        "other.thing": (None, ("a",)),
        "rent.bicycles": ("Bicycles", ("b", "c")),
    }
    assert "4 more answers: Price, Kind, other.thing and Bicycles" in str(refused.value)
    assert '<mark class="gap" data-fact="rent.price">…</mark>' in document.html


def test_what_is_computed_is_not_listed_while_the_answer_that_it_follows_from_is_missing(write, shop):
    clause = shop.clause("a", body="${datum(term.end)} ${datum(term.commencement)}")
    names = [value.name for value in write(clause, term={"kind": "fixed", "commencement": None}).missing]
    assert names == ["term.commencement"]
    assert [value.name for value in write(shop.clause("a", body="${datum(term.end)}")).missing] == ["term.end"]


def test_a_missing_column_names_its_row_and_its_question(write, shop):
    document = write(
        shop.clause("a", body="% for b in rent.bicycles:\n${b.frame}\n% endfor"),
        rent={"bicycles": [{"frame": "1"}, {"frame": None}]},
    )
    (missing,) = document.missing
    assert (missing.name, missing.question) == ("rent.bicycles.2.frame", "rent.bicycles")
    assert missing.label.en == "Frame number"


def test_a_fact_that_cannot_be_printed_as_asked_is_an_issue_that_names_it(write, shop):
    document = write(shop.clause("a", body="${eur(other.text)} ${maanden('1.5')}"), other={"text": "much"})
    assert [issue.code for issue in document.issues] == ["UNPRINTABLE_VALUE"] * 2
    with pytest.raises(UnfinishedText, match=r"'other\.text'"):
        document.require_complete()


def test_an_own_text_is_an_article_of_its_own_and_marked(write, shop):
    document = write(shop.clause("a"), own_texts=(OwnText(1, "Terras <x>", "Eén.\n\nTwee:\n- drie", "a"),))
    section = document.sections[1]
    assert section.html.startswith('<section class="article own-text" id="own-1">')
    assert '<span class="label">Artikel 2</span> Terras &lt;x&gt;' in section.html
    assert [(p.label, plain(p.html)) for p in section.paragraphs] == [("2.1", "2.1 Eén."), ("2.2", "2.2 Twee: drie")]


SPECIAL = (
    "% for item in own_texts.unplaced_items:\n{#own-${loop.index + 1}} **${item.title}.** ${item.text}\n\n% endfor"
)


def test_an_unplaced_own_text_is_a_marked_paragraph_of_the_special_provisions(write, shop):
    texts = (OwnText(1, "Eén", "a\n\nb\n- c"), OwnText(2, "Twee", "- d"))
    document = write(
        shop.clause("special", when="own_texts.unplaced > 0", body=SPECIAL, order=1),
        shop.clause("b", order=2, body="Zie ${ref('special', 'own-2')}."),
        own_texts=texts,
    )
    first, second = document.sections[0].paragraphs
    assert first.is_own_text
    assert first.html.startswith('<div class="paragraph own-text" id="special--own-1"><p><span class="number">1.1 ')
    assert "<strong>Eén.</strong> a</p>\n<p>b</p>\n<ul>\n<li>c</li>\n</ul></div>" in first.html
    assert "<strong>Twee.</strong> </p><ul>\n<li>d</li>\n</ul></div>" in second.html
    assert document.references[0].text == "artikel 1.2"


HOSTILE = [
    "${7*7}", "<script>alert(1)</script>", "{#x}", "{#x} tekst", "% if", "% endif", "## kop", "##", "*x*", "**x**",
    "_x_", "a) item", "| a | b |", "\\", "a\\", "[a](b)", "![a](b)", "&amp;", "1. x", "- x", "> x", "`x`",
    "</div>", "<%x%>",
    "'\"", "x  ", "<!--", '<div data-slot="customer-1"></div>', "{page}", "%(x)s",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_comes_out_literally_wherever_it_stands(one, text):
    body = "${term.x}\n\n{#a} **${term.x}** en:\na) ${term.x};\nb) _${term.x}_"
    expected = (f"1.1{text}", f"1.2{text}en:a){text};b){text}")
    assert ["".join(said.split()) for said in one(body, term={"x": text})] == ["".join(e.split()) for e in expected]


@given(text=st.text(min_size=1, max_size=120))
def test_no_text_can_change_anything_around_it(text):
    document = _written(CLAUSES, text)
    bare = _written(CLAUSES, "x")
    assert _tags(document) == _tags(bare)
    cleaned = clean(text)
    expected = "1.1 Voor" + cleaned + "na."
    got = unescape(re.sub(r"<[^>]+>", "", str(document.sections[0].paragraphs[0].html).replace("<br>", "\n")))
    assert got == (expected if cleaned else "1.1 Voorna.")


@given(text=st.text(alphabet="{}$#%*_|\\<>&;a) \n\"'[]()-1.\U000f0001\U00100001\x02\x03", min_size=1, max_size=60))
def test_no_text_made_of_markup_can_either(text):
    assert _tags(_written(CLAUSES, text)) == _tags(_written(CLAUSES, "x"))


CLAUSES = ("Voor${term.x}na.\n\n{#anchor} **${term.x}** _${term.x}_:\na) ${term.x}\n\n| k |\n|---|\n| ${term.x} |",)


def _written(bodies, text):
    clauses = tuple(Clause(f"c{n}", "article", "T", n, parse_condition("true"), body) for n, body in enumerate(bodies))
    clause_set = ClauseSet("s", Words(nl="s", en="s"), Questions(()), clauses)
    return write_out(compose(clause_set, Draft(Facts({"term": {"x": text}}))))


def _tags(document):
    html = re.sub(r"<br>", "", str(document.html))
    return [tag for tag in re.findall(r"<[^>]*>", html) if "mark" not in tag]


def test_a_line_end_in_a_value_is_a_line_end_in_the_contract(write, shop):
    assert "a<br>b" in write(shop.clause("a", body="${term.x}"), term={"x": "a\nb"}).html


def test_markdown_of_the_clause_itself_is_emphasis_and_nothing_else(write, shop):
    document = write(shop.clause("a", body="**Bier** en _wijn_ [x](http://y) <b>q</b> # h\n- x"))
    assert "<strong>Bier</strong> en <em>wijn</em> [x](http://y) &lt;b&gt;q&lt;/b&gt; # h - x" in document.html


def test_signatures_mark_slots_in_order(write, shop):
    body = "Aldus.\n\n% for s in signatories.customer:\n${signature('customer', s.name, s.role)}\n\n% endfor\n"
    document = write(
        shop.clause("a", kind="signature", body="${signature('supplier', house.name)}\n\n" + body),
        house={"name": "X <B.V.>"},
        signatories={"customer": [{"name": "A", "role": "vennoot"}, {"name": None, "role": "vennoot"}]},
    )
    slots = [(slot.id, slot.party, slot.name, slot.role) for slot in document.slots]
    assert slots == [
        ("supplier-1", "supplier", "X <B.V.>", ""),
        ("customer-1", "customer", "A", "vennoot"),
        ("customer-2", "customer", "", "vennoot"),
    ]
    assert document.html.count("<div data-slot=") == 3
    assert [value.name for value in document.missing] == ["signatories.customer.2.name"]


def test_a_line_that_begins_with_an_anchor_begins_a_paragraph(one):
    assert one("First.\n{#second} Second.") == ["1.1 First.", "1.2 Second."]


def test_a_computed_anchor_that_is_none_is_the_clauses_fault(write, shop):
    with pytest.raises(ClauseTextError, match=r"'a'.*'x-Two words'"):
        write(shop.clause("a", body="{#x-${term.x}} x"), term={"x": "Two words"})


def test_a_clause_that_cannot_be_evaluated_is_named(write, shop):
    with pytest.raises(ClauseTextError, match=r"'broken' \(broken\.md\)"):
        write(shop.clause("broken", body="${letter('x')}", file="broken.md"))


def test_an_english_set_speaks_english(shop):
    clauses = (shop.clause("a", body="${maanden(2)} ${ref('b')}"), shop.clause("b", order=200))
    document = write_out(compose(shop.clause_set(*clauses, language="en"), shop.draft()))
    assert plain(document.html) == "Article 1 Title of a 1.1 2 months article 2 Article 2 Title of b 2.1 Text."
