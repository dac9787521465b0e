import hashlib

import pytest

from akkoord.store import BLOB, Blob

PDF = b"%PDF-1.7 \x00\xff"


def test_bytes_are_kept_under_their_hash(store):
    sha256 = store.put_blob(PDF, "application/pdf")
    assert sha256 == hashlib.sha256(PDF).hexdigest()
    assert store.blob(sha256) == Blob(sha256, "application/pdf", PDF)


def test_the_same_bytes_are_kept_once(store):
    assert store.put_blob(PDF, "application/pdf") == store.put_blob(PDF, "application/pdf")
    assert store.count(BLOB) == 1


def test_bytes_that_were_never_kept_are_none(store):
    assert store.blob("0" * 64) is None


def test_no_bytes_are_bytes_too(store):
    assert store.blob(store.put_blob(b"", "text/plain")).data == b""


def test_a_series_counts_from_one_each_on_its_own(store):
    with store.write():
        assert [store.next_number("2026"), store.next_number("2026"), store.next_number("2027")] == [1, 2, 1]
    with store.write():
        assert store.next_number("2026") == 3


def test_a_number_whose_write_failed_is_given_out_again(store, doomed):
    with doomed():
        store.next_number("2026")
    with store.write():
        assert store.next_number("2026") == 1
        with doomed():
            assert store.next_number("2026") == 2
        assert store.next_number("2026") == 2


def test_a_number_is_taken_inside_the_write_that_uses_it(store):
    with pytest.raises(RuntimeError, match="write"):
        store.next_number("2026")
