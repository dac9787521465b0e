import os
import shutil
import sqlite3  # noqa: TID251 - another library, as another program brings it, on files that Akkoord has let go of
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
import sqlite_utils

from akkoord.store import (
    BLOB,
    CUSTOMER,
    LOGIN_ATTEMPT,
    DiskFull,
    EngineTooOld,
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StoreFailed,
    StoreMissing,
    StoreTooNew,
    open_store,
)
from akkoord.store.sqlite import driver, opening


def test_a_library_that_can_damage_a_database_is_refused():
    driver.require_engine((3, 51, 3))
    with pytest.raises(EngineTooOld, match=r"3\.40\.1 .* 3\.51\.3"):
        driver.require_engine((3, 40, 1))


def test_a_store_that_is_not_there_is_not_made_in_passing(tmp_path):
    with pytest.raises(StoreMissing, match="akkoord init"):
        open_store(tmp_path / "akkoord.db")
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_never_made_over_something_else(engine):
    with pytest.raises(StoreExists):
        engine.open(create=True)
    assert engine.open().check() == []


def test_a_store_that_cannot_be_made_leaves_nothing_behind(tmp_path):
    with pytest.raises(StoreFailed, match="it is not there"):
        open_store(tmp_path / "nowhere" / "akkoord.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_making_a_store_leaves_one_file(tmp_path):
    open_store(tmp_path / "akkoord.db", create=True).close()
    assert [path.name for path in tmp_path.iterdir()] == ["akkoord.db"]


@pytest.mark.parametrize(
    "content", [b"", b"Dear diary", b"SQLite format 3\x00" + b"\xff" * 200], ids=["empty", "text", "rubbish"]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "akkoord.db"
    path.write_bytes(content)
    with pytest.raises((NotAStore, StoreDamaged)):
        open_store(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "akkoord.db"
    changed(path, "CREATE TABLE recipe (id INTEGER PRIMARY KEY)")
    before = path.read_bytes()
    with pytest.raises(NotAStore):
        open_store(path)
    assert path.read_bytes() == before


def test_a_store_of_a_newer_version_is_refused_by_name_and_left_alone(engine):
    row = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('akkoord', '0099_moon', '2030')"
    changed(engine.path, row)
    with pytest.raises(StoreTooNew, match="0099_moon") as too_new:
        engine.open()
    assert too_new.value.steps == ("0099_moon",)


def test_a_store_that_was_taken_away_meanwhile_is_said(engine, store):
    engine.path.unlink()
    with pytest.raises(StoreMissing):
        store.count(CUSTOMER)


def test_a_file_system_without_a_write_ahead_log_is_refused(tmp_path):
    in_memory = sqlite_utils.Database(memory=True)
    with pytest.raises(StoreFailed, match="write-ahead log"):
        opening._log_ahead(in_memory, tmp_path / "akkoord.db")
    in_memory.close()


def test_a_step_that_was_not_taken_yet_is_taken_when_the_store_is_opened(tmp_path, monkeypatch):
    from akkoord.store.sqlite import migrations

    path, names = tmp_path / "akkoord.db", migrations.NAMES
    monkeypatch.setattr(migrations, "NAMES", names[:0])
    open_store(path, create=True).close()
    monkeypatch.setattr(migrations, "NAMES", names)
    store = open_store(path)
    assert store.count(CUSTOMER) == 0
    assert store.check() == []
    store.close()


def test_a_step_that_fails_is_taken_back_whole(tmp_path, monkeypatch):
    from akkoord.store.sqlite import migrations

    path = tmp_path / "akkoord.db"
    open_store(path, create=True).close()
    script = migrations._script

    def failing(name):
        def run(database):
            database.execute("CREATE TABLE half (id TEXT) STRICT")
            raise ZeroDivisionError

        return run if name == "0002_half" else script(name)

    monkeypatch.setattr(migrations, "NAMES", (*migrations.NAMES, "0002_half"))
    monkeypatch.setattr(migrations, "_script", failing)
    with pytest.raises(ZeroDivisionError):
        open_store(path)
    assert read(path, "SELECT name FROM sqlite_master WHERE name = 'half'") == []


def test_a_step_that_leaves_a_loose_reference_is_taken_back(engine, store, save, monkeypatch):
    from akkoord.store.sqlite import migrations

    insert = "INSERT INTO situation VALUES ('s1', 1, 'nobody', '2026-11-23', '{}')"
    monkeypatch.setattr(migrations, "NAMES", (*migrations.NAMES, "0002_loose"))
    monkeypatch.setattr(migrations, "_script", lambda _name: lambda database: database.execute(insert))
    with pytest.raises(StoreDamaged, match="situation"):
        engine.open()
    assert store.check() == []


def test_another_program_that_keeps_the_file_locked_is_waited_for_and_then_told_how_long(engine):
    store = engine.open(patience=0.2)
    locking = (
        "import sys, pysqlite3; c = pysqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE')"
    )
    script = f"{locking}; print('locked', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(engine.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(StoreBusy) as busy, store.write():
            pass
        other.stdin.close()
    assert busy.value.waited >= 0.2
    with store.write():
        pass
    store.close()


def test_a_full_disk_is_said_and_nothing_of_the_write_remains(store, save, customer):
    save(customer("c1"))
    pages = store.rows("PRAGMA page_count")[0]["page_count"]
    store.rows(f"PRAGMA max_page_count = {pages}")

    def fill():
        with store.write():
            save(customer("c2"))
            save(customer("c3", body="x" * 100_000))

    with pytest.raises(DiskFull, match="full"):
        fill()
    assert [row["id"] for row in store.find(CUSTOMER)] == ["c1"]
    store.rows(f"PRAGMA max_page_count = {pages + 1000}")
    save(customer("c3", body="x" * 100_000))
    assert store.check() == []


def test_who_catches_a_full_disk_cannot_go_on_as_if_nothing_happened(store, save, customer):
    pages = store.rows("PRAGMA page_count")[0]["page_count"]
    store.rows(f"PRAGMA max_page_count = {pages}")

    def carelessly():
        with store.write():
            with pytest.raises(DiskFull):
                save(customer("c1", body="x" * 100_000))
            save(customer("c2"))

    with pytest.raises(StoreFailed, match="earlier error"):
        carelessly()
    assert store.count(CUSTOMER) == 0
    assert store.check() == []


LIMITED = """
import resource, sys
from pathlib import Path
from akkoord.language import AkkoordError
from akkoord.store import open_store
store = open_store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
kept = 0
try:
    for number in range(1000):
        store.put_blob(bytes([number % 256]) * 9000, "text/plain")
        kept += 1
except AkkoordError as error:
    print(kept, type(error).__name__)
"""


def test_a_disk_that_refuses_leaves_what_was_kept_before(engine, store):
    said = subprocess.run([sys.executable, "-c", LIMITED, str(engine.path)], capture_output=True, text=True, check=True)
    kept, error = said.stdout.split()
    assert error in {"StoreFailed", "DiskFull"}
    assert store.count(BLOB) == int(kept) > 0
    assert store.check() == []


def test_a_lock_that_cannot_be_opened_is_said(engine, store):
    engine.path.with_name("akkoord.db-gate").mkdir()
    with pytest.raises(StoreFailed, match="it is a folder"), store.write():
        pass


def test_a_damaged_file_is_found(engine, store, save, customer):
    with store.write():
        for number in range(300):
            save(customer(f"c{number}"))
    store.close()
    read(engine.path, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(engine.path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 2048] = os.urandom(2048)
    damaged = engine.path.with_name("damaged.db")
    damaged.write_bytes(content)
    with suppress(StoreDamaged), closing(open_store(damaged)) as opened:  # maybe so badly that it cannot even be read
        assert opened.check() != []


FORKING = """
import os, sys
from pathlib import Path
from akkoord.store import LOGIN_ATTEMPT, open_store
store = open_store(Path(sys.argv[1]))
with store.write():
    store.add(LOGIN_ATTEMPT, {"id": "parent", "failures": 1, "last_at": "now"})
    child = os.fork()
    if child == 0:
        if store.is_writing() or store.find(LOGIN_ATTEMPT):
            os._exit(1)
        store.close()
        os._exit(0)
    _, status = os.waitpid(child, 0)
with store.write():
    store.add(LOGIN_ATTEMPT, {"id": "again", "failures": 1, "last_at": "now"})
sys.exit(os.waitstatus_to_exitcode(status) or len(store.check()))
"""


def test_a_forked_child_uses_a_connection_of_its_own(engine, store):
    subprocess.run([sys.executable, "-c", FORKING, str(engine.path)], check=True)
    assert [row["id"] for row in store.find(LOGIN_ATTEMPT)] == ["again", "parent"]


def test_a_store_can_be_moved_when_nobody_uses_it(engine, store, save, tmp_path):
    save()
    store.close()
    moved = tmp_path / "elsewhere" / "with spaces & 100%.db"
    moved.parent.mkdir()
    shutil.move(engine.path, moved)
    opened = open_store(Path(moved))
    assert opened.count(CUSTOMER) == 1
    opened.close()


def changed(path, statement):
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def read(path, query):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
