"""The headline of a proposal: the facts that a clause set names, in its order, with what they are in this proposal."""

from decimal import Decimal

import pytest

from akkoord.closing import ClauseSetError, Highlight
from akkoord.language import Words

PRICE = Highlight(Words("Huur", "Rent"), "rent.price")
MONTHS = Highlight(Words("Looptijd", "Term"), "term.months")
BICYCLES = Highlight(Words("Fietsen", "Bicycles"), "rent.bicycles")


def test_figures_stand_in_the_order_of_the_highlights(shop):
    facts = shop.facts(rent={"price": "120.50"}, term={"months": 36})
    figures = shop.clause_set(highlights=(MONTHS, PRICE)).figures(facts)
    assert [(figure.label.en, figure.value) for figure in figures] == [("Term", 36), ("Rent", Decimal("120.50"))]


def test_a_figure_says_its_value_with_the_unit_of_the_question(shop):
    (figure,) = shop.clause_set(highlights=(MONTHS,)).figures(shop.facts(term={"months": 36}))
    assert (figure.text("nl"), figure.text("en")) == ("36 maanden", "36 months")


def test_a_highlight_may_have_a_unit_of_its_own(shop):
    per_month = Highlight(PRICE.label, PRICE.fact, "EUR/month")
    (figure,) = shop.clause_set(highlights=(per_month,)).figures(shop.facts(rent={"price": "120.50"}))
    assert figure.text("en") == "€120.50 per month"


def test_what_is_not_known_is_left_out(shop):
    highlights = (PRICE, MONTHS, BICYCLES)
    assert shop.clause_set(highlights=highlights).figures(shop.facts(rent={"price": None, "bicycles": []})) == ()


def test_a_highlight_of_no_fact_is_refused_when_the_set_is_read(shop, tmp_path):
    with pytest.raises(ClauseSetError) as refused:
        shop.read(tmp_path, shop.file("rent"), highlights=[Highlight(PRICE.label, "rent.prize")])
    assert "'rent.prize' is no fact" in str(refused.value)
