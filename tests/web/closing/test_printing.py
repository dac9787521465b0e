"""The PDF of a contract: on its way, ready, failed and tried again."""

import pytest


def url_of(contract, *more):
    return "/".join((f"/k/{contract.id}", *more))


class Printer:
    """Prints without a child process, or fails when told to."""

    broken = False

    def __call__(self, version, *_, **__):
        if self.broken:
            raise ValueError("no ink")
        return b"%PDF-" + version.sha256.encode()


@pytest.fixture
def printer(workspace, monkeypatch):
    printer = Printer()
    monkeypatch.setattr(workspace.documents, "_print", printer)
    return printer


@pytest.fixture
def contract(table):
    return table.contract()


def test_while_it_is_made_the_page_says_so_and_asks_again(anna, contract):
    page = anna.get(url_of(contract, "pdf"))
    assert page.status_code == 200
    assert "De PDF wordt gemaakt" in page.text
    assert 'hx-trigger="every 1s"' in page.text
    fragment = anna.get(url_of(contract, "print"), htmx=True)
    assert fragment.text.lstrip().startswith('<div id="print" hx-get=')


def test_when_it_is_ready_the_button_opens_it_and_nothing_asks_any_more(anna, contract, workspace, printer):
    workspace.documents.print_waiting()
    fragment = anna.get(url_of(contract, "print"), htmx=True).text
    assert "Open de PDF" in fragment
    assert "hx-trigger" not in fragment
    pdf = anna.get(url_of(contract, "pdf"))
    assert pdf.content_type == "application/pdf"
    assert pdf.headers["Content-Disposition"] == f"inline; filename={contract.number}.pdf"
    assert pdf.headers["Cache-Control"] == "no-store"
    assert pdf.data == b"%PDF-" + contract.sha256.encode()


def test_when_it_failed_the_page_says_why_and_tries_again_on_a_press(anna, contract, workspace, printer):
    printer.broken = True
    workspace.documents.print_waiting()
    page = anna.get(url_of(contract, "pdf")).text
    assert "De PDF kon niet worden gemaakt" in page
    assert "ValueError" in page
    assert "no ink" not in page
    printer.broken = False
    again = anna.send(anna.form(url_of(contract, "pdf"), url_of(contract, "print")))
    assert again.location == url_of(contract, "pdf")
    assert "wordt gemaakt" in anna.get(again.location).text
    workspace.documents.print_waiting()
    assert anna.get(url_of(contract, "pdf")).content_type == "application/pdf"


def test_a_draft_has_no_pdf_and_says_so(anna, table, contract, workspace, clock):
    workspace.contracts.put_own_text(contract, "Terras", "Van ons.", by=table.by, at=clock.at)
    assert "De tekst wordt gewijzigd" in anna.get(url_of(contract, "pdf")).text
    assert anna.post(url_of(contract, "print"), {"op": "a"}).status_code == 404


def test_a_print_that_nobody_asked_for_can_be_asked_for(anna, table, contract, workspace, printer):
    partly = table.signed(contract, 1)
    page = anna.get(url_of(partly, "pdf"))
    assert "Maak de PDF" in page.text
    anna.send(anna.form(url_of(partly, "pdf"), url_of(partly, "print")))
    assert "wordt gemaakt" in anna.get(url_of(partly, "pdf")).text


def test_the_signed_page_shows_how_far_the_print_is(anna, table, contract, workspace, printer):
    table.signed(contract)
    assert "De PDF wordt gemaakt" in anna.get(url_of(contract, "signed")).text
    workspace.documents.print_waiting()
    assert "Open de PDF" in anna.get(url_of(contract, "signed")).text


def test_the_print_that_was_ready_before_signing_is_not_given_for_the_signed_contract(
    anna, table, contract, workspace, printer
):
    workspace.documents.print_waiting()
    table.signed(contract)
    assert anna.get(url_of(contract, "pdf")).content_type != "application/pdf"
