"""Somebody with the file and a database tool tries to change what is on record."""

import hashlib
import random

import pytest
import sqlite_utils
from sqlite_utils.utils import sqlite3

from akkoord.store import BLOB, CONTRACT_RULE, CONTRACT_VERSION, EVENT, SIGNATURE, SearchEntry, StoreDamaged

SIGNED = hashlib.sha256(b"signed").hexdigest()


@pytest.fixture
def recorded(store, save, customer):
    for number in range(3):
        save(customer(f"c{number}"))
        for version in range(1, 4):
            save({"id": f"c{number}", "city": f"City {version}"}, expected=version, kind="moved")
    assert store.put_blob(b"signed", "application/pdf") == SIGNED
    store.index(SearchEntry("customer", "c1", "Café"))
    return store


@pytest.fixture
def tool(engine, recorded):
    opened = sqlite_utils.Database(engine.path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET actor = 'ben' WHERE version = 2",
        "DELETE FROM event WHERE version = 4",
        "REPLACE INTO event SELECT seq, stream, version, at, 'ben', kind, body, prev, hash FROM event WHERE seq = 2",
        "REPLACE INTO event SELECT 99, stream, version, at, 'ben', kind, body, prev, hash FROM event WHERE seq = 2",
        "INSERT INTO event SELECT 99, stream, 9, at, actor, kind, body, prev, hash FROM event WHERE seq = 4",
        "INSERT INTO event SELECT 99, stream, 5, at, actor, kind, body, prev, hash FROM event WHERE seq = 4",
        "UPDATE blob SET data = x'00'",
        "DELETE FROM blob",
        "REPLACE INTO blob SELECT id, media_type, 1, x'00' FROM blob",
    ],
)
@pytest.mark.parametrize("recursive", ["on", "off"])
def test_what_is_on_record_refuses_every_change(recorded, tool, statement, recursive):
    tool.execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(sqlite3.IntegrityError, match=r"never|follows"):
        tool.execute(statement)
    assert recorded.check() == []


RECORDS = (EVENT, BLOB, CONTRACT_VERSION, CONTRACT_RULE, SIGNATURE)


@pytest.mark.parametrize("table", RECORDS, ids=lambda table: table.name)
def test_each_record_has_its_guards(tool, table):
    guards = [trigger.sql for trigger in tool.triggers if trigger.table == table.name and " BEFORE " in trigger.sql]
    guarded = {sql.split(" BEFORE ")[1].split()[0] for sql in guards}
    assert guarded == {"UPDATE", "DELETE", "INSERT"}


def unguarded(tool):
    for trigger in tool.triggers:
        tool.execute(f"DROP TRIGGER {trigger.name}")


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        pytest.param(
            "UPDATE event SET actor = 'ben' WHERE stream = 'customer:c1' AND version = 2",
            ["customer:c1 version 2: its content is not what was written"],
            id="another actor",
        ),
        pytest.param(
            "UPDATE event SET body = '{\"a\":1}' WHERE stream = 'customer:c1' AND version = 4",
            ["customer:c1 version 4: its content is not what was written"],
            id="another body",
        ),
        pytest.param(
            "DELETE FROM event WHERE stream = 'customer:c1' AND version = 2",
            [
                "customer:c1 version 3: the version before it is 1: events are missing",
                "customer:c1 version 3: it does not follow from the event before it",
            ],
            id="a hole",
        ),
        pytest.param(
            "DELETE FROM event WHERE stream = 'customer:c1' AND version = 4",
            ["customer:c1: the row is at version 4, its journal at 3"],
            id="the tail cut off",
        ),
        pytest.param(
            "DELETE FROM event WHERE stream = 'customer:c1'",
            ["customer:c1: the row is at version 4, its journal at 0"],
            id="a whole chain gone",
        ),
        pytest.param(
            "DELETE FROM customer WHERE id = 'c1'",
            ["customer:c1: the journal tells of a row that is not there"],
            id="a row gone",
        ),
        pytest.param(
            "UPDATE customer SET version = 3 WHERE id = 'c1'",
            ["customer:c1: the row is at version 3, its journal at 4"],
            id="a row set back",
        ),
        pytest.param(
            "UPDATE blob SET data = x'00'",
            [f"blob {SIGNED}: its bytes are not what was written"],
            id="other bytes",
        ),
        pytest.param(
            "INSERT INTO session VALUES ('t', 'nobody', '2026', '2026', NULL, NULL)",
            ["session row 1: it refers to something in account that is not there"],
            id="a reference to nothing",
        ),
        pytest.param(
            "UPDATE search SET title_words = 'nova'",
            ["search: the full-text index is not what its words say"],
            id="another word to be found by",
        ),
    ],
)
def test_a_change_behind_the_guards_is_found(recorded, tool, statement, found):
    unguarded(tool)
    tool.execute("PRAGMA foreign_keys = OFF")
    tool.execute(statement)
    problems = [problem.text() for problem in recorded.check()]
    assert problems == found


def test_a_chain_that_goes_on_after_a_change_still_shows_it(recorded, tool, save):
    unguarded(tool)
    tool.execute("UPDATE event SET kind = 'signed' WHERE stream = 'customer:c1' AND version = 4")
    save({"id": "c1", "city": "Breda"}, expected=4)
    assert [problem.where for problem in recorded.verify_journal()] == ["customer:c1 version 4"]


def test_a_row_whose_journal_was_cut_cannot_be_saved_over(recorded, tool, save):
    unguarded(tool)
    tool.execute("DELETE FROM event WHERE stream = 'customer:c1' AND version = 4")
    with pytest.raises(StoreDamaged, match="customer:c1"):
        save({"id": "c1", "city": "Breda"}, expected=4)


def test_a_blob_with_other_bytes_is_not_given_out(recorded, tool):
    unguarded(tool)
    (row,) = recorded.find(BLOB)
    tool.execute("UPDATE blob SET data = x'00'")
    with pytest.raises(StoreDamaged, match="blob"):
        recorded.blob(row["id"])


def test_any_flipped_bit_in_the_journal_is_found(recorded, tool, store, customer, at):
    unguarded(tool)
    chance = random.Random(7)
    columns = ("stream", "at", "actor", "kind", "body", "prev", "hash")
    for _ in range(60):
        seq = chance.randrange(1, 13)
        column = chance.choice(columns)
        (before,) = tool.execute(f"SELECT {column} FROM event WHERE seq = {seq}").fetchone()
        if not before:
            continue
        place = chance.randrange(len(before))
        after = before[:place] + chr(ord(before[place]) ^ 1 << chance.randrange(7)) + before[place + 1 :]
        tool.execute(f"UPDATE event SET {column} = ? WHERE seq = {seq}", [after])
        assert store.verify_journal() != [], (seq, column, after)
        tool.execute(f"UPDATE event SET {column} = ? WHERE seq = {seq}", [before])
    assert store.verify_journal() == []
