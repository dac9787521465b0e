"""The contract as HTML: whole, with lines to sign on until somebody has signed."""

import re

from akkoord.closing import OwnText
from akkoord.closing.page import document_html
from akkoord.closing.text import write_out


def test_a_document_and_its_frozen_version_look_the_same(agreed, version):
    assert document_html(write_out(agreed())) == document_html(version)


def test_unsigned_places_have_lines_for_place_date_and_signature(version):
    html = document_html(version)
    assert html.count('<div class="slot" id="slot-') == 2
    assert html.count('<span class="blank"></span>') == 4
    assert "data-slot" not in html
    assert "<dt>Naam</dt><dd>Café &lt;De Zwaan&gt;</dd>" in html
    assert "<dt>Functie</dt><dd>directeur</dd>" in html


def test_a_signed_place_shows_drawing_name_role_place_and_local_time(version, signed):
    supplier = signed(version, place="Deventer")[:1]
    html = document_html(version, supplier)
    assert html.count("<svg") == 1
    assert '<div class="slot signed" id="slot-supplier-1">' in html
    assert "<dd>Deventer</dd>" in html
    assert "<dd>1 maart 2026, 23.30 uur</dd>" in html
    assert '<div class="slot" id="slot-customer-1">' in html


def test_the_number_stands_above_the_title(version):
    head = '<article class="contract" lang="nl"><p class="contract-number">Contract F-2026-007</p>'
    assert document_html(version).startswith(f'{head}<section class="preamble"')


def test_own_text_cannot_fake_a_place_to_sign(agreed):
    fake = OwnText(1, "T", '<div data-slot="supplier-1"></div>')
    html = document_html(write_out(agreed((), (fake,))))
    assert html.count('<div class="slot"') == 2
    assert "&lt;div data-slot=" in html


def test_every_id_is_unique_and_every_link_leads_somewhere(version):
    html = document_html(version)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
