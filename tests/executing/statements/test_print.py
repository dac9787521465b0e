"""The statement that a customer receives: what it is for, how each amount came about, and what was booked before."""

from datetime import date

import pytest

from akkoord.executing.statement_print import statement_html
from akkoord.executing.ubl import PartyName
from akkoord.values import Period
from tests.executing.statements.conftest import AT, rule, sold

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
US, THEM = PartyName("Brouwerij B.V.", city="Deventer", kvk="90000011"), PartyName("Café <De Zwaan>")


@pytest.fixture
def printed():
    def write(statement, corrects=None, language="nl"):
        return statement_html(
            statement, contract="C-1", supplier=US, customer=THEM, titles={}, corrects=corrects, language=language
        ).replace("\N{NO-BREAK SPACE}", " ")

    return write


def test_every_amount_stands_with_its_working_and_names_are_data(agree, known, mia, printed):
    statements = known(sold("2026-03-01", "10"), limit="999999")
    (made,) = statements.draft(agree(rule()), YEAR, date(2027, 1, 31), by=mia, at=AT)
    page = printed(made)
    assert "Café &lt;De Zwaan&gt;" in page
    assert "10 keer € 45,00" in page
    assert "eerder geboekt" not in page


def test_a_correction_names_what_it_corrects_and_what_was_booked_before(agree, known, mia, printed):
    contract = agree(rule())
    statements = known(sold("2026-03-01", "10"), sold("2026-11-01", "2", paid="2027-02-15"), limit="999999")
    (first,) = statements.draft(contract, YEAR, date(2027, 1, 31), by=mia, at=AT)
    first = statements.post(statements.approve(first, by=mia, at=AT), by=mia, at=AT)
    correction = statements.correct(first, date(2027, 2, 28), by=mia, at=AT)
    page = printed(correction, first.number)
    assert f"Correctie van afrekening {first.number}." in page
    assert "12 keer € 45,00: € 540,00, waarvan € 450,00 eerder geboekt" in page
    assert '<td class="sum">€ 90,00</td>' in page
