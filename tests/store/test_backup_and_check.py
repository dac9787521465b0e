import threading

import pytest

from akkoord.store import CUSTOMER, Event, SearchEntry, StoreExists, StoreFailed
from akkoord.store.sqlite.files import appearing


def test_a_store_that_nobody_touched_has_no_problems(store, save, customer):
    save(customer("c1"))
    save({"id": "c1", "city": "Breda"}, expected=1)
    store.put_blob(b"pdf", "application/pdf")
    store.index(SearchEntry("customer", "c1", "Café"))
    assert store.check() == []


def test_a_backup_holds_everything_and_is_a_store_of_its_own(engine, store, save, customer, tmp_path):
    save(customer("c1"))
    sha256 = store.put_blob(b"pdf", "application/pdf")
    store.backup(tmp_path / "copy.db")
    save(customer("c2"))
    copy = engine.at(tmp_path / "copy.db").open()
    assert copy.check() == []
    assert [row["id"] for row in copy.find(CUSTOMER)] == ["c1"]
    assert copy.blob(sha256).data == b"pdf"
    copy.close()


def test_a_backup_is_one_file_for_its_owner_only(store, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    store.backup(folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    assert (folder / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_nothing(store, tmp_path):
    (tmp_path / "copy.db").write_text("dear")
    with pytest.raises(StoreExists):
        store.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "dear"


def test_a_backup_into_a_folder_that_is_not_there_says_so(store, tmp_path):
    with pytest.raises(StoreFailed, match="it is not there"):
        store.backup(tmp_path / "nowhere" / "copy.db")


def test_a_backup_inside_a_write_is_refused_since_it_would_copy_what_may_not_come(store, tmp_path):
    with pytest.raises(RuntimeError, match="rolled back"), store.write():
        store.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_backups_under_writers_are_whole_and_miss_nothing_acknowledged(engine, store, customer, at, tmp_path):
    acknowledged, stop = [], threading.Event()

    def write(thread):
        number = 0
        while not stop.is_set():
            row_id = f"{thread}-{number}"
            store.save(CUSTOMER, customer(row_id), expected=0, events=[Event("added")], by="anna", at=at)
            acknowledged.append(row_id)
            number += 1

    writers = [threading.Thread(target=write, args=(thread,)) for thread in range(4)]
    for writer in writers:
        writer.start()
    try:
        for number in range(8):
            before = list(acknowledged)
            store.backup(tmp_path / f"copy{number}.db")
            copy = engine.at(tmp_path / f"copy{number}.db").open()
            assert copy.check() == []
            assert set(before) <= {row["id"] for row in copy.find(CUSTOMER)}
            copy.close()
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def test_who_is_second_in_making_a_file_does_not_overwrite_the_first(tmp_path):
    path = tmp_path / "akkoord.db"

    def make_late():
        with appearing(path) as new:
            new.write_text("second")
            path.write_text("first")

    with pytest.raises(StoreExists):
        make_late()
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]
