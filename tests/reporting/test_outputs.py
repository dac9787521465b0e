"""A report is the same objects in every output, and nobody's text becomes markup or a formula."""

import csv
import json
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from akkoord.language import Words
from akkoord.reporting import (
    FORMATS,
    Built,
    Cell,
    Figure,
    KeyNumber,
    Note,
    Section,
    Series,
    Table,
    Target,
    fragment,
    output,
)
from akkoord.values import Money, Percentage, Period, Quantity

EVIL = "=HYPERLINK(1) <script>alert(1)</script>"
SAID = Words(nl="Bedragen", en="Amounts")


@pytest.fixture
def built():
    """A report with one of everything."""
    rows = ((EVIL, Cell(Money.of("1234.50"), Target("contract", "k1")), Quantity.of("87.5", "hl"), date(2026, 3, 1)),)
    table = Table(SAID, (SAID,) * 4, rows, ("", Money.of("1234.50"), None, None))
    bars = Figure("bar", SAID, SAID, (EVIL, "b"), (Series(SAID, (Money.of(2), Money.of(1))),))
    two = (Series(SAID, (1, 2)), Series(SAID, (3, 4)))
    stacked, line = (Figure(kind, SAID, SAID, ("a", "b"), two) for kind in ("stacked", "line"))
    parts = (KeyNumber(SAID, Percentage.of("12.5")), table, bars, stacked, line, Note(SAID))
    period = Period(date(2026, 1, 1), date(2026, 3, 31))
    return Built("amounts", SAID, period, (), date(2026, 4, 1), (Section(SAID, parts),))


def test_the_page_needs_neither_style_nor_script_of_its_own(built):
    html = str(fragment(built, "nl"))
    assert not re.search(r"<script|<style| style=|<[^>]* on\w+=", html)
    assert "&lt;script&gt;" in html


def test_a_number_leads_to_what_explains_it(built):
    html = str(fragment(built, "nl", url_of=lambda target: f"/k/{target.id}"))
    assert '<a href="/k/k1">€\xa01.234,50</a>' in html


def test_every_chart_has_its_numbers_as_a_table_and_its_series_differ_without_colour(built):
    html = str(fragment(built, "nl"))
    assert html.count("<details>") == html.count("<svg") == 3
    assert html.count("<pattern") == 2


def test_numbers_are_written_in_the_language_of_the_reader(built):
    assert "87,5\xa0hl" in str(fragment(built, "nl"))
    assert "€1,234.50" in str(fragment(built, "en"))


def test_csv_never_holds_a_formula_and_keeps_amounts_exact(built):
    text = output(built, "csv", "nl").decode("utf-8-sig")
    assert ["'" + EVIL, "1234,50", "87,5", "2026-03-01"] in list(csv.reader(StringIO(text), delimiter=";"))


def test_a_spreadsheet_holds_numbers_as_numbers_and_text_as_text(built):
    sheet = load_workbook(BytesIO(output(built, "xlsx", "nl"))).worksheets[0]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert cells[EVIL].data_type == "s"
    assert cells[1234.5].data_type == "n"


def test_json_says_the_unit_and_what_explains_a_number(built):
    (section,) = json.loads(output(built, "json", "en"))["sections"]
    explained = {"kind": "contract", "id": "k1"}
    assert section["parts"][1]["rows"][0][1] == {"value": "1234.50", "unit": "EUR", "explained_by": explained}


def test_the_print_holds_the_numbers_and_its_data_and_is_the_same_every_time(built):
    pdf = output(built, "pdf", "nl")
    read = PdfReader(BytesIO(pdf))
    assert "1.234,50" in "".join(page.extract_text() for page in read.pages)
    assert list(read.attachments) == ["amounts.json"]
    assert output(built, "pdf", "nl") == pdf


def test_a_page_stands_by_itself(built):
    assert output(built, "html", "nl").startswith(b"<!doctype html>")
    assert set(FORMATS) == {"pdf", "xlsx", "csv", "json", "html"}


def test_a_row_fits_its_headings_and_a_series_its_labels():
    with pytest.raises(ValueError, match="1 headings and a row of 2"):
        Table(SAID, (SAID,), ((1, 2),))
    with pytest.raises(ValueError, match="value of each series"):
        Figure("bar", SAID, SAID, ("a",), (Series(SAID, (1, 2)),))
