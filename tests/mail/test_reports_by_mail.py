"""A report goes out by e-mail: key numbers to read at once, and the whole of it attached."""

import email
from datetime import date
from email.policy import default
from io import BytesIO

import pytest
from pypdf import PdfReader

from akkoord.cli import main
from akkoord.language import Words
from akkoord.reporting import Built, KeyNumber, Note, Section, Table
from akkoord.reporting.mailing import mail_of
from akkoord.settings import MailSettings, Settings
from akkoord.testing import FakeClock
from akkoord.values import Money, Period
from akkoord.workspace import Workspace

SAID = Words(nl="Kortingen", en="Rebates")
PERIOD = Period(date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def built():
    parts = (
        KeyNumber(SAID, Money.of("1234.50"), Words(nl="aan klanten", en="to customers")),
        Table(SAID, (SAID,), (("Café de Kroon",),)),
        Note(Words(nl="Zonder btw.", en="Before VAT.")),
    )
    return Built("rebates", SAID, PERIOD, (), date(2026, 10, 1), (Section(SAID, parts),))


@pytest.fixture
def place(tmp_path, server, monkeypatch):
    """A workspace that sends its mail to the server of the test."""
    monkeypatch.setenv("AKKOORD_LANGUAGE", "nl")
    mail = MailSettings(server="127.0.0.1", port=server.server_address[1], encryption="none", sender="cijfers@b.nl")
    settings = Settings(name="Zilverbeek", clause_set="brewery", mail=mail)
    Workspace.create(tmp_path / "w", settings, clock=FakeClock()).close()
    return tmp_path / "w"


def report(place, *arguments):
    return main(["--workspace", str(place), "report", "portfolio", "--period", "2026-Q3", *arguments])


def test_the_text_holds_the_key_numbers_and_the_notes_and_names_the_attachment(built):
    mail = mail_of(built, "pdf", "nl", to="chef@b.example")
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Kortingen, 1 juli 2026 tot en met 30 september 2026"
    assert "- Kortingen: €\N{NO-BREAK SPACE}1.234,50 (aan klanten)\nZonder btw." in text
    assert "Café de Kroon" not in text
    assert "rebates-2026-07-01-2026-09-30.pdf" in text


@pytest.mark.parametrize(
    ("form", "kind"), [("pdf", "application/pdf"), ("csv", "text/csv"), ("json", "application/json")]
)
def test_the_whole_report_is_attached_in_the_format_that_was_asked_for(built, form, kind):
    (attached,) = mail_of(built, form, "nl", to="chef@b.example").iter_attachments()
    assert attached.get_content_type() == kind
    assert attached.get_filename() == f"rebates-2026-07-01-2026-09-30.{form}"
    data = attached.get_payload(decode=True)
    shown = PdfReader(BytesIO(data)).pages[0].extract_text() if form == "pdf" else data.decode()
    assert "Café de Kroon" in shown


def test_an_empty_report_says_so_in_its_mail(built):
    empty = Built("rebates", SAID, PERIOD, (), date(2026, 10, 1), (), Words(nl="Niets.", en="Nothing."))
    assert "Niets." in mail_of(empty, "csv", "nl", to="chef@b.example").get_body(("plain",)).get_content()
    assert built.sections


def test_the_command_sends_it_to_each_address_by_itself(place, server, capsys):
    assert report(place, "--mail-to", "a@b.example", "--mail-to", "c@b.example") == 0
    assert "2 e-mails" in capsys.readouterr().out
    first, second = (email.message_from_string(taken, policy=default) for taken in server.taken)
    assert (first["To"], second["To"]) == ("a@b.example", "c@b.example")
    assert first["From"] == "cijfers@b.nl"
    (attached,) = first.iter_attachments()
    assert attached.get_content().startswith(b"%PDF")


@pytest.mark.parametrize("address", ["niemand", "a@b.example\nBcc: d@b.example", ""])
def test_what_is_no_address_is_refused_before_anything_is_sent(place, server, capsys, address):
    assert report(place, "--mail-to", "a@b.example", "--mail-to", address) == 2
    assert "geen e-mailadres" in capsys.readouterr().err
    assert server.taken == []


def test_without_a_mail_server_it_is_said_what_to_add(tmp_path, capsys):
    Workspace.create(tmp_path / "w", Settings(name="Zilverbeek", clause_set="brewery"), clock=FakeClock()).close()
    assert report(tmp_path / "w", "--mail-to", "a@b.example") == 2
    assert "[mail]" in capsys.readouterr().err
