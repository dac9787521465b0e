"""Deadlines come to people: in their own calendar, under a secret address, and by e-mail in the morning."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from akkoord.store import OPERATION

TACIT = {
    "term": {"kind": "fixed", "commencement": "2026-07-01", "months": 12, "renewal": "tacit_12", "notice_months": 3}
}


@pytest.fixture
def running(table):
    return table.signed(table.contract(TACIT))


def secret_address(page):
    return page.text.partition('readonly value="')[2].partition('"')[0].partition("localhost")[2]


@pytest.fixture
def address(anna, running):
    """Make a calendar; give its address."""
    return secret_address(anna.send(anna.form("/settings", "/settings/calendar")))


def test_the_calendar_holds_the_last_day_of_notice_and_how_it_is_reckoned(browser, address):
    answer = browser().get(address)
    assert answer.content_type == "text/calendar; charset=utf-8"
    events = {str(one["summary"]): one for one in Calendar.from_ical(answer.data).walk("VEVENT")}
    notice = next(event for summary, event in events.items() if "Uiterste opzegdatum" in summary)
    assert notice.decoded("dtstart") == date(2027, 3, 31)
    assert "ontvangst telt" in notice["description"]


def test_a_new_address_takes_the_place_of_the_old_one(anna, browser, address):
    newer = secret_address(anna.send(anna.form("/settings", "/settings/calendar")))
    assert browser().get(address).status_code == 404
    assert browser().get(newer).status_code == 200


def test_an_address_that_was_taken_back_works_no_more(anna, browser, address):
    anna.send(anna.form("/settings", "/settings/calendar/revoke"))
    assert browser().get(address).status_code == 404


def test_the_calendar_of_who_left_is_closed(browser, address, workspace, table, clock):
    bea = workspace.accounts.by_login("bea")
    workspace.accounts.disable(table.by, by=bea, at=clock.at)
    assert browser().get(address).status_code == 404


def test_the_secret_is_shown_once_and_kept_nowhere(anna, workspace, running):
    form = anna.form("/settings", "/settings/calendar")
    secret = secret_address(anna.send(form)).rpartition("/")[2].partition(".")[0]
    assert len(secret) > 32
    assert not any(secret in str(row["body"]) for row in workspace.store.find(OPERATION))
    assert anna.send(form).status_code == 303


def test_the_mail_of_the_day_tells_what_is_overdue_and_what_comes(workspace, table, running, clock):
    agreed = workspace.agreements.add(
        running.customer, "Offerte sturen", by=table.by, at=clock.at, due=clock.at.date() - timedelta(days=2)
    )
    person = workspace.accounts.by_login("anna")
    bea = workspace.accounts.by_login("bea")
    workspace.accounts.change(replace(person, email="anna@example.org"), by=bea, at=clock.at)
    (mail,) = workspace.digests(clock.at)
    assert mail["To"] == "anna@example.org"
    text = mail.get_content()
    assert text.startswith("Te laat")
    assert agreed.text in text


def test_without_anything_to_tell_there_is_no_mail(workspace, clock):
    assert workspace.digests(clock.at) == []
