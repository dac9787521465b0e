from datetime import date

import pytest

from akkoord.access import Missing, NotAllowed, StaleVersion
from akkoord.dossier import InvalidAgreement, InvalidAttachment, keep_file
from akkoord.store import SIDE_AGREEMENT

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def early(agreements, zwaan, anna, at):
    return agreements.add(
        zwaan.id, " Levering dinsdag vóór 11:00 ", party="supplier", due=date(2026, 12, 1), by=anna, at=at
    )


def test_an_agreement_is_found_as_it_was_made(agreements, zwaan, early):
    assert agreements.get(early.id) == early
    assert (early.text, early.state, early.party, early.owner) == (
        "Levering dinsdag vóór 11:00",
        "open",
        "supplier",
        "anna",
    )
    assert agreements.of(zwaan.id) == [early]


def test_open_ones_come_first_by_their_last_day(agreements, zwaan, early, anna, at):
    def add(text, due):
        return agreements.add(zwaan.id, text, due=due, by=anna, at=at)

    done = agreements.done(add("klaar", date(2026, 1, 1)), by=anna, at=at)
    someday, soon = add("ooit", None), add("gauw", date(2026, 11, 25))
    assert agreements.of(zwaan.id) == [soon, early, someday, done]
    assert agreements.of(zwaan.id, state="done") == [done]


def test_what_falls_due_is_listed_with_its_customer(agreements, zwaan, early, anna, at):
    assert agreements.due(date(2026, 11, 30)) == []
    assert agreements.due(date(2026, 12, 1), owner="anna") == [(early, zwaan)]
    assert agreements.due(date(2026, 12, 1), owner="piet") == []
    assert early.is_overdue(date(2026, 12, 2))
    assert not early.is_overdue(date(2026, 12, 1))
    assert not agreements.done(early, by=anna, at=at).is_overdue(date(2027, 1, 1))


def test_it_is_done_dropped_and_opened_again(agreements, early, anna, at):
    done = agreements.done(early, by=anna, at=at)
    opened = agreements.reopen(done, by=anna, at=at)
    dropped = agreements.drop(opened, by=anna, at=at)
    assert (done.state, opened.state, dropped.state) == ("done", "open", "dropped")
    with pytest.raises(InvalidAgreement):
        agreements.done(dropped, by=anna, at=at)
    assert agreements.reopen(dropped, by=anna, at=at).state == "open"


def test_it_changes_and_keeps_its_file(store, agreements, zwaan, anna, at):
    file = keep_file(store, "foto.png", PNG)
    agreement = agreements.add(zwaan.id, "Terras", attachment=file, by=anna, at=at)
    changed = agreements.change(agreement, text="Terras 2027", party=None, due=None, by=anna, at=at)
    assert agreements.get(agreement.id) == changed
    assert changed.attachment == file
    assert store.blob(file.sha256).data == PNG
    assert agreements.change(changed, text="Terras 2027", party=None, due=None, by=anna, at=at) is changed


def test_two_people_editing_see_each_other(agreements, early, anna, mia, at):
    theirs = agreements.change(early, text="Woensdag", party=None, due=None, by=mia, at=at)
    with pytest.raises(StaleVersion) as stale:
        agreements.done(early, by=anna, at=at)
    assert stale.value.current == theirs


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_an_agreement_has_a_text_of_reasonable_length(agreements, zwaan, anna, at, text):
    with pytest.raises(InvalidAgreement):
        agreements.add(zwaan.id, text, by=anna, at=at)


def test_strangers_agree_to_nothing(agreements, zwaan, early, piet, at):
    for act in (
        lambda: agreements.add(zwaan.id, "x", by=piet, at=at),
        lambda: agreements.done(early, by=piet, at=at),
        lambda: agreements.change(early, text="x", party=None, due=None, by=piet, at=at),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Missing):
        agreements.get("nothing")


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("scan.txt", b"%PDF-1.7 ...", "application/pdf"),
        ("foto", PNG, "image/png"),
        ("foto.pdf", b"\xff\xd8\xff\xe0...", "image/jpeg"),
    ],
)
def test_a_file_is_known_by_what_it_is(store, name, data, media_type):
    assert keep_file(store, name, data).media_type == media_type


@pytest.mark.parametrize("data", [b"", b"<html>", b"MZ...", b"%PD", b"%PDF-" + b"0" * 10_000_000])
def test_other_files_are_refused(store, data):
    with pytest.raises(InvalidAttachment):
        keep_file(store, "scan.pdf", data)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\fotos\\terras.png", "terras.png"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\n.png", "ab.png"),
        ("/", "file"),
    ],
)
def test_a_file_name_is_only_a_name(store, given, kept):
    assert keep_file(store, given, PNG).name == kept


def test_the_journal_does_not_tell_what_was_agreed(store, agreements, early, anna, at):
    agreements.change(early, text="Woensdag", party="customer", due=None, by=anna, at=at)
    told = [entry.body for entry in store.history(SIDE_AGREEMENT.stream_of(early.id))]
    assert told == [{}, {"fields": ["text", "party", "due"]}]
