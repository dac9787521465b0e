"""Whatever a customer or account manager types is printed as it was typed: nothing of it is ever interpreted."""

import json
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akkoord.closing import OwnText
from akkoord.closing.own_text import clean

EVERYTHING = json.loads((Path(__file__).parent / "golden" / "everything.json").read_text(encoding="utf-8"))
EVERYTHING.pop("own_texts")
NASTY = [
    "${customer.name}",
    "<script>alert(1)</script>",
    "{#cap} **vet** _schuin_",
    "% if True:",
    "## kop",
    "a) b) | c | d",
    "[link](https://example.nl)",
    "<%! import os %>",
    "&amp; &lt;b&gt;",
    "* ster \\",
]
PLACES = {
    "customer.name": {"customer": {"name": "{}"}},
    "outlet.name": {"outlet": {"name": "{}"}},
    "outlet.address": {"outlet": {"address": "{}"}},
    "signatories.customer": {"signatories": {"customer": [{"name": "{}", "role": "vennoot"}]}},
    "investment.purpose": {"investment": {"purpose": "{}"}},
    "guarantee.guarantor": {"guarantee": {"guarantor": "{}"}},
    "guarantee.spouse": {"guarantee": {"spouse": "{}"}},
    "prices.list_name": {"prices": {"list_name": "{}"}},
    "tier_bonus.scope_text": {"tier_bonus": {"scope_text": "{}"}},
    "volume_discount.rates": {"volume_discount": {"rates": [{"rate": "1", "label": "{}"}]}},
    "equipment.assets": {
        "equipment": {"assets": [{"description": "{}", "serial": "{}", "new_value": "1", "life_months": 12}]}
    },
}


def filled(place, text):
    """Put a text in a place of the facts."""
    if isinstance(place, dict):
        return {key: filled(value, text) for key, value in place.items()}
    if isinstance(place, list):
        return [filled(item, text) for item in place]
    return text if place == "{}" else place


@pytest.mark.parametrize("text", NASTY)
def test_a_name_comes_out_as_it_was_typed(table, text):
    document = table.written({"customer": {"name": text}})
    assert escape(text) in document.html
    assert "<script" not in document.html
    assert not document.issues


@pytest.mark.parametrize("place", PLACES)
def test_every_text_comes_out_as_it_was_typed(table, place):
    document = table.written(EVERYTHING, filled(PLACES[place], " ".join(NASTY)))
    assert escape(" ".join(NASTY)) in document.html
    assert not document.issues


@pytest.mark.parametrize("after", ["a-loaned-equipment", None])
def test_the_title_of_an_own_text_comes_out_as_it_was_typed(table, after):
    document = table.written(EVERYTHING, own_texts=(OwnText(1, " ".join(NASTY), "Een afspraak.", after),))
    assert escape(" ".join(NASTY)) in document.html


@given(st.text(max_size=40).filter(lambda text: clean(text).strip()))
@settings(max_examples=40, deadline=None)
def test_no_name_changes_the_rest_of_the_contract(table, name):
    plain = str(table.written({"customer": {"name": "NAAM"}}).html)
    named = str(table.written({"customer": {"name": name}}).html)
    assert named == plain.replace("NAAM", escape(clean(name)).replace("\n", "<br>"))
