"""Prints: the same bytes for the same contract, everything in it, and nothing that the limits do not stop."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from weasyprint import HTML

from akkoord.closing import OwnText, line_breaks
from akkoord.closing.pdf import ForeignSignature, Printer, PrintError, print_html, print_pdf
from akkoord.closing.text import write_out
from akkoord.closing.version import freeze

MADE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

PRINT_THE_PDF = """
import importlib.util, sys, hashlib, datetime
from akkoord.closing.pdf import print_pdf
spec = importlib.util.spec_from_file_location("conftest", sys.argv[1])
tests = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tests)
composition = tests.agreed.__wrapped__(tests.Shop())()
version = tests.freeze(tests.write_out(composition), composition, {"bicycles": "1.0"})
made = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.timezone.utc)
sys.stdout.buffer.write(print_pdf(version, tests.signed.__wrapped__()(version), made_at=made, tools={}))
"""


@pytest.fixture(scope="module")
def printed(version):
    return PdfReader(io.BytesIO(print_pdf(version, made_at=MADE)))


@pytest.fixture(scope="module")
def signed_pdf(version, signed):
    return PdfReader(io.BytesIO(print_pdf(version, signed(version), made_at=MADE, tools={})))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_print_holds_articles_own_text_annex_and_page_numbers(printed):
    text = text_of(printed)
    assert "Contract F-2026-007" in text
    assert "nemen in aanmerking dat:" in text
    assert "zijn overeengekomen als volgt:" in text
    assert "Artikel 1 Title of price" in text
    assert "De huur is €\u00a01.234,50." in text or "De huur is € 1.234,50." in text
    assert "Zie artikel 2 en Bijlage 1." in text
    assert "Terras. Eigen tekst met vet." in text
    assert "Café <De Zwaan>" in text
    assert "Pagina 1 van 3" in text
    assert "Pagina 3 van 3" in text


def test_every_page_has_initials_until_it_is_signed_on_the_glass(version, printed, signed_pdf):
    assert all("Paraaf" in page.extract_text() for page in printed.pages)
    assert "Paraaf" not in text_of(signed_pdf)
    sealed = f"Elektronisch ondertekend · versie {version.sha256[:16]}"
    assert all(sealed in page.extract_text() for page in signed_pdf.pages)
    assert "1 maart 2026, 23.30 uur" in text_of(signed_pdf)


def test_the_canonical_json_is_attached_and_with_signatures_their_evidence(version, printed, signed_pdf):
    assert printed.attachments == {"contract.json": [version.canonical]}
    assert signed_pdf.attachments["contract.json"] == [version.canonical]
    (evidence,) = signed_pdf.attachments["signatures.json"]
    assert [signature["slot"] for signature in json.loads(evidence)["signatures"]] == ["supplier-1", "customer-1"]
    files = [file.get_object() for file in signed_pdf.trailer["/Root"]["/AF"]]
    assert [(file["/UF"], file["/AFRelationship"]) for file in files] == [
        ("contract.json", "/Data"),
        ("signatures.json", "/Supplement"),
    ]


def test_it_is_a_tagged_archive_file_with_fixed_dates(printed):
    root = printed.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert printed.metadata.title == "Title of parties F-2026-007"
    assert printed.metadata.author == "Fietsenhuis B.V."
    assert printed.metadata.creation_date == MADE
    assert {font["/BaseFont"].partition("+")[2].split("-")[0] for font in fonts(printed)} <= {"Inter", "InterDisplay"}


def fonts(pdf):
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            yield font.get_object()


def test_the_same_contract_prints_to_the_same_bytes_in_any_process(version, signed):
    here = print_pdf(version, signed(version), made_at=MADE, tools={})
    there = subprocess.run(
        [sys.executable, "-c", PRINT_THE_PDF, str(Path(__file__).with_name("conftest.py"))],
        env={"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    ).stdout
    assert there == here


def test_a_signature_under_another_version_is_not_printed(version, signed):
    foreign = replace(signed(version)[0], sha256="0" * 64)
    with pytest.raises(ForeignSignature, match="another version"):
        print_pdf(version, [foreign])


def test_the_clause_sets_own_layout_counts(agreed):
    composition = agreed(layout="@page { size: A3 }")
    pdf = PdfReader(io.BytesIO(print_pdf(freeze(write_out(composition), composition, {}))))
    assert round(pdf.pages[0].mediabox.width) == 842


@pytest.mark.parametrize(
    "layout",
    [
        "@import url(file:///etc/passwd);",
        "p { background: url(http://127.0.0.1:9/canary.png) }",
        "@font-face { font-family: X; src: url(file:///etc/passwd) } p { font-family: X }",
    ],
)
def test_a_print_reads_no_file_and_no_address(agreed, layout):
    composition = agreed(layout=layout)
    version = freeze(write_out(composition), composition, {})
    with pytest.raises(PrintError, match="may not read"):
        print_pdf(version)


def test_hostile_own_text_and_names_are_printed_as_they_are(agreed):
    own_text = OwnText(1, "<link rel=attachment href=file:///etc/passwd>", '<img src="file:///etc/passwd"> ${7*7}')
    composition = agreed((("client", {"name": "<style>@import url(http://x)</style>"}),), (own_text,))
    pdf = PdfReader(io.BytesIO(print_pdf(freeze(write_out(composition), composition, {}))))
    text = text_of(pdf)
    assert '<img src="file:///etc/passwd"> ${7*7}' in text
    assert "<style>@import url(http://x)</style>" in text
    assert list(pdf.attachments) == ["contract.json"]


@pytest.fixture(scope="module")
def strict():
    printer = Printer(cpu_seconds=1)
    yield printer
    printer.close()


def job(html):
    return {
        "html": html, "css": "", "attachments": [], "identifier": "00", "created": "2000-01-01T00:00:00",
        "modified": "2000-01-01T00:00:00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("html", "said"),
    [
        pytest.param("<table>" + "<tr><td>a<td>b" * 4_000 + "</table>", "took too long", id="endless table"),
        pytest.param('<p style="font-size: 1e30px">x</p>', "could not be printed", id="fault in the printer"),
        pytest.param('<img src="file:///etc/passwd">', "file:///etc/passwd", id="file"),
    ],
)
def test_a_print_out_of_bounds_is_stopped_and_said(strict, html, said):
    with pytest.raises(PrintError) as stopped:
        strict.print(job(html))
    assert said in str(stopped.value)
    assert strict.print(job("<p>next</p>")).startswith(b"%PDF")


def test_a_printing_process_that_died_is_started_again(strict):
    assert strict.print(job("<p>one</p>")).startswith(b"%PDF")
    strict._process.kill()
    strict._process.wait()
    assert strict.print(job("<p>two</p>")).startswith(b"%PDF")


def test_a_line_is_filled_up_to_the_space_before_a_reference():
    """WeasyPrint 70 cut such a text after its first word; at some widths it shows, so many are tried."""
    line_breaks.mend()
    words = "Neemt de verkrijger de overeenkomst niet over, dan eindigt zij op de dag van de overdracht volgens"

    def lines(end):
        """Count the lines of the text at every width."""
        texts = "".join(f'<p style="width: {width}px">{words} {end}</p>' for width in range(500, 620, 2))
        style = "<style>@page { size: 700px 9000px } p { font: 13px Inter, sans-serif; margin: 0 }</style>"
        body = HTML(string=style + texts).render().pages[0]._page_box.children[0].children[0]
        return [len(paragraph.children) for paragraph in body.children]

    assert lines("<a>artikel 19</a>.") == lines("artikel 19.")


def test_the_page_that_is_printed_names_what_it_is(version):
    html = print_html(version)
    assert '<html lang="nl">' in html
    assert "<title>Title of parties F-2026-007</title>" in html
    assert html.count("<i></i>") == 2
