from pathlib import Path

import pytest

import akkoord.store
from akkoord.language import AkkoordError
from akkoord.store import (
    AlreadyThere,
    BrokenReference,
    DiskFull,
    EngineTooOld,
    NotAStore,
    OperationMismatch,
    Stale,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StoreFailed,
    StoreMissing,
    StoreTooNew,
    Unchangeable,
)

PATH = Path("/srv/klant/akkoord.db")
ERRORS = [
    StoreMissing(PATH),
    StoreExists(PATH),
    NotAStore(PATH),
    StoreTooNew(PATH, ("0099_moon",)),
    EngineTooOld("3.40.1", "3.51.3"),
    StoreBusy(10.2),
    DiskFull(PATH),
    StoreFailed(PATH, "permission denied"),
    StoreDamaged(PATH, "malformed"),
    Stale("customer", "c1", 1, None),
    AlreadyThere("customer", "customer.number"),
    BrokenReference("situation"),
    OperationMismatch("op-1"),
    Unchangeable("event", "the journal is never changed"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_refusal_is_a_whole_sentence_in_both_languages(error):
    assert isinstance(error, AkkoordError)
    english, dutch = error.text("en"), error.text("nl")
    assert english != dutch
    for text in (english, dutch):
        assert text.endswith((".", "akkoord init"))
        assert "{" not in text
    for fact in (PATH, "0099_moon", "3.40.1", "3.51.3", "permission denied", "malformed", "customer.number"):
        assert (str(fact) in english) == (str(fact) in dutch)


def test_how_long_was_waited_is_said_in_whole_seconds():
    assert "10 seconds" in StoreBusy(10.2).text("en")
    assert "10 seconden" in StoreBusy(10.2).text("nl")
    assert "1 second." in StoreBusy(0.2).text("en")


def test_public_names_are_sorted_and_complete():
    def isort_style(name):
        return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)

    assert akkoord.store.__all__ == sorted(akkoord.store.__all__, key=isort_style)
    assert [name for name in akkoord.store.__all__ if not hasattr(akkoord.store, name)] == []
