"""Files of sales in the browser: looked at first, taken once, with what was not taken and why."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from akkoord import Words, hookimpl
from akkoord.executing.sales_readers import SalesReader
from akkoord.plugins import Plugins
from akkoord.store import SALE_LINE

HEADINGS = "regel;klantnummer;datum;groep;eenheid;aantal;omzet\n"


@pytest.fixture
def piet(browser):
    return browser("piet")


@pytest.fixture
def send(piet, customer):
    """Send a file with one good row and one bad, or another."""

    def sent(text=None, name="depot.csv"):
        text = text or f"{HEADINGS}1;{customer.number};2026-07-01;beer;hl;1,5;250,00\n2;0;2026-07-01;beer;hl;1;=1\n"
        typed = {"file": (io.BytesIO(text.encode()), name)}
        return piet.send(piet.form("/settings/sales", "/settings/sales"), typed)

    return sent


def test_a_file_is_looked_at_first_and_then_taken_once(piet, send, workspace):
    looked = send()
    assert looked.status_code == 303
    page = piet.get(looked.location)
    assert "Er is geen klant 0." in page.text
    assert workspace.store.count(SALE_LINE) == 0
    form = piet.form(looked.location, "/settings/sales/import")
    taken = [piet.send(form) for _ in range(2)]
    assert [answer.status_code for answer in taken] == [303, 303]
    assert workspace.store.count(SALE_LINE) == 1
    result = piet.get(taken[0].location)
    assert "depot.csv" in result.text
    rejects = piet.get(f"{taken[0].location}/rejects.csv")
    assert rejects.data.startswith(b"\xef\xbb\xbfregel;klantnummer;")
    assert rejects.text.splitlines()[1] == "2;0;2026-07-01;beer;hl;1;'=1;3;Er is geen klant 0.;"
    assert "depot.csv" in piet.get("/settings/sales").text


def test_what_was_not_taken_is_downloaded_mended_and_sent_again(piet, send, customer, workspace):
    taken = piet.send(piet.form(send().location, "/settings/sales/import"))
    rejects = piet.get(f"{taken.location}/rejects.csv").text
    mended = rejects.replace("2;0;", f"2;{customer.number};").replace("'=1", "1")
    again = piet.send(piet.form(send(mended, "rejects.csv").location, "/settings/sales/import"))
    assert "Alle bestanden" in piet.get(again.location).text
    assert sorted(str(row["id"]) for row in workspace.store.find(SALE_LINE)) == ["1", "2"]


def test_how_each_column_is_read_is_said_before_anything_is_taken(piet, send):
    page = piet.get(send().location).text
    assert re.search(r"<dt>Omzet</dt>\s*<dd[^>]*>Nederlands \(1\.234,56\)", page)
    assert re.search(r"<dt>Dag</dt>\s*<dd[^>]*>jaar-maand-dag", page)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        pytest.param("x", "sales.pdf", "geen bekend formaat", id="another format"),
        pytest.param("a;b\n1;2\n", "sales.csv", "geen kolom", id="other columns"),
        pytest.param("a;b\n1;2\n", "sales.xlsx", "geen werkmap", id="no workbook"),
        pytest.param(
            "id;klant;datum;aantal\n1;2;2026-07-01;1.234\n", "sales.csv", "op twee manieren te lezen", id="two readings"
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(piet, send, text, name, said):
    answer = send(text, name)
    page = piet.get(answer.location) if answer.status_code == 303 else answer
    assert said in page.text


def test_no_file_at_all_is_said(piet):
    answer = piet.send(piet.form("/settings/sales", "/settings/sales"), {})
    assert (answer.status_code, "Kies een bestand" in answer.text) == (422, True)


def test_another_kept_file_cannot_be_read_through_these_pages(piet, workspace):
    kept = workspace.store.put_blob(b"id;klant;datum;aantal\n", "application/pdf")
    assert piet.get(f"/settings/sales/check/{kept}?name=a.csv").status_code == 404


@pytest.mark.parametrize("path", ["/settings/sales/nothing", "/settings/sales/nothing/rejects.csv"])
def test_a_file_that_was_never_read_is_not_found(piet, path):
    assert piet.get(path).status_code == 404


def test_managers_find_it_in_the_settings_and_account_managers_do_not(piet, anna):
    assert re.search(r'href="/settings/sales"', piet.get("/settings").text)
    assert "/settings/sales" not in anna.get("/settings").text


class Slow:
    """A plugin with a format of which reading takes long: meanwhile somebody else saves."""

    def __init__(self, elsewhere):
        self._elsewhere = elsewhere

    def _rows(self, file):
        yield 1, HEADINGS.strip().split(";")
        with ThreadPoolExecutor(1) as other:
            other.submit(self._elsewhere).result(timeout=5)
        yield 2, file.read_text().split(";")

    @hookimpl
    def sales_readers(self):
        return [SalesReader("slow", Words("traag", "slow"), (".slow",), self._rows)]


def test_others_go_on_saving_while_a_file_is_read(piet, send, workspace, customer, clock):
    def save():
        with workspace.store.write():
            saved.append(workspace.store.next_number("while-reading"))

    saved = []
    workspace.plugins = Plugins.of({"slow": Slow(save)}, clock=clock)
    looked = send(f"{customer.number};{customer.number};2026-07-01;beer;hl;1;1", name="depot.slow")
    form = piet.form(looked.location, "/settings/sales/import")
    before = len(saved)
    assert piet.send(form).status_code == 303
    assert len(saved) > before
    assert workspace.store.count(SALE_LINE) == 1
