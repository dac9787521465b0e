"""What is done once a day from the command line, and the journal that tells of it."""

from pathlib import Path

import pytest
import sqlite_utils

from akkoord.access import CONSOLE
from akkoord.dossier import Party
from akkoord.testing import NOON, FakeClock
from akkoord.workspace import STORE, Workspace


@pytest.fixture
def customer(made):
    del made
    with Workspace.open(Path(), clock=FakeClock()) as workspace:
        return workspace.customers.add(Party("Café De Zwaan"), None, by=CONSOLE, at=NOON)


def test_a_day_on_which_nothing_moves_says_so(run, customer):
    assert run("daily", "--json").json == {"terminations": 0, "contracts": 0, "proposals": 0, "obligations": 0}
    assert "0 contracts moved on." in run("daily").out


def test_the_journal_of_a_customer_is_shown(run, customer):
    shown = run("journal", "show", customer.number)
    assert f"customer:{customer.id} v1 added" in shown.out
    assert run("journal", "show", "--json").json["entries"][0]["kind"] == "added"


def test_a_number_that_is_no_customer_is_said(run, customer):
    assert run("journal", "show", "99999").code == 2


def test_a_journal_as_it_was_written_is_fine(run, customer):
    assert run("journal", "verify").code == 0


def test_the_first_broken_link_is_named(run, customer):
    database = sqlite_utils.Database(STORE)
    database.execute("DROP TRIGGER event_stays")
    with database.conn:
        database.execute("UPDATE event SET actor = 'somebody else' WHERE stream = ?", [f"customer:{customer.id}"])
    database.close()
    verified = run("journal", "verify")
    assert verified.code == 1
    assert f"customer:{customer.id} version 1" in verified.out
    assert run("journal", "verify", "--json").json["broken"][0]["where"] == f"customer:{customer.id} version 1"


def test_without_a_mail_server_nothing_is_sent_and_it_is_said_what_to_add(run, customer):
    refused = run("digest")
    assert refused.code == 2
    assert "[mail]" in refused.err
    assert run("digest", "--dry-run").code == 0
