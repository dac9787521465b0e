import threading

import pytest

from akkoord.store import CUSTOMER, Stale, StoreBusy


def ids(store):
    return [row["id"] for row in store.find(CUSTOMER)]


def test_everything_inside_a_write_is_kept_together(store, save, customer):
    with store.write():
        save(customer("c1"))
        save(customer("c2"))
    assert ids(store) == ["c1", "c2"]


def test_a_write_that_fails_leaves_nothing(store, save, customer, doomed):
    with doomed():
        save(customer("c1"))
    assert ids(store) == []
    assert store.recent() == []
    save(customer("c1"))
    assert ids(store) == ["c1"]


def test_a_nested_write_can_fail_on_its_own(store, save, customer, doomed):
    with store.write():
        save(customer("c1"))
        with doomed():
            save(customer("c2"))
            with store.write():
                save(customer("c3"))
        save(customer("c4"))
    assert ids(store) == ["c1", "c4"]
    assert store.verify_journal() == []


def test_a_refused_change_spoils_nothing_of_the_write_around_it(store, save, customer):
    with store.write():
        save(customer("c1"))
        with pytest.raises(Stale):
            save(customer("c1"), expected=7)
        save(customer("c2"))
    assert ids(store) == ["c1", "c2"]


def test_a_write_around_a_nested_one_takes_it_along_when_it_fails(store, save, customer, doomed):
    with doomed(), store.write():
        save(customer("c1"))
    assert ids(store) == []


def test_others_see_a_write_only_when_it_is_done(engine, store, save, customer):
    other = engine.open()
    with store.write():
        save(customer("c1"))
        assert ids(store) == ["c1"]
        assert ids(other) == []
    assert ids(other) == ["c1"]
    other.close()


def test_every_read_inside_read_sees_the_same_moment(engine, store, save, customer):
    other = engine.open()
    with other.read():
        assert ids(other) == []
        save(customer("c1"))
        with other.read():
            assert ids(other) == []
    assert ids(other) == ["c1"]
    other.close()


def test_writing_inside_a_read_is_refused_since_it_would_decide_on_what_is_old(store, save):
    with pytest.raises(RuntimeError, match="inside read"), store.read():
        save()


def test_reading_goes_on_while_someone_writes(engine, store, save, customer):
    other = engine.open(patience=0.2)
    with store.write():
        save(customer("c1"))
        assert other.find(CUSTOMER) == []
    other.close()


def test_a_writer_that_waits_too_long_is_told_how_long(engine, store):
    other = engine.open(patience=0.2)
    with store.write(), pytest.raises(StoreBusy) as busy, other.write():
        pass
    assert busy.value.waited >= 0.2
    with other.write():
        pass
    other.close()


def test_a_writer_gets_its_turn_when_the_other_is_done(engine, store, save, customer):
    other = engine.open()
    started, done = threading.Event(), threading.Event()

    def wait_for_a_turn():
        started.set()
        with other.write():
            done.set()

    waiting = threading.Thread(target=wait_for_a_turn)
    with store.write():
        waiting.start()
        started.wait()
        assert not done.wait(0.05)
    assert done.wait(10)
    waiting.join()
    other.close()


def test_threads_share_a_store_without_sharing_a_transaction(store, save, customer):
    seen = []
    with store.write():
        save(customer("c1"))
        reading = threading.Thread(target=lambda: seen.append(ids(store)))
        reading.start()
        reading.join()
    assert seen == [[]]


def test_threads_that_write_at_once_all_succeed(store, save, customer):
    def write(thread):
        for number in range(10):
            save(customer(f"{thread}-{number}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.count(CUSTOMER) == 60
    assert store.verify_journal() == []


def test_what_waits_for_the_commit_happens_after_it(engine, store, save, customer):
    other, seen = engine.open(), []
    with store.write():
        save(customer("c1"))
        with store.write():
            store.after_commit(lambda: seen.append(ids(other)))
        assert seen == []
    assert seen == [["c1"]]
    other.close()


def test_what_waits_for_a_commit_that_does_not_come_is_forgotten(store, doomed):
    seen = []
    with store.write():
        store.after_commit(lambda: seen.append("kept"))
        with doomed():
            store.after_commit(lambda: seen.append("inner"))
    with doomed():
        store.after_commit(lambda: seen.append("outer"))
    with store.write():
        pass
    assert seen == ["kept"]


def test_without_a_write_there_is_no_commit_to_wait_for(store):
    seen = []
    store.after_commit(lambda: seen.append("now"))
    assert seen == ["now"]


def test_a_closed_store_opens_again_when_it_is_used(store, save, customer):
    save(customer("c1"))
    store.close()
    assert ids(store) == ["c1"]


def test_everyone_in_the_queue_is_told_when_the_lock_is_not_let_go_of(engine, store):
    told = []

    def wait_in_vain():
        other = engine.open(patience=0.2)
        with pytest.raises(StoreBusy) as busy, other.write():
            pass
        told.append(busy.value.waited)
        other.close()

    waiting = [threading.Thread(target=wait_in_vain) for _ in range(4)]
    with store.write():
        for thread in waiting:
            thread.start()
        for thread in waiting:
            thread.join()
    assert len(told) == 4
    assert min(told) >= 0.2
