"""Anything that was said about one's own customers is found by a word in it, with the words marked."""

from dataclasses import replace

import pytest

from akkoord.dossier import Customers, Notes, Party, SideAgreements
from akkoord.dossier.customer_files import CustomerFiles
from akkoord.dossier.searching import around, find
from akkoord.store import Piece


def kinds(found):
    return {one.hit.kind for one in found}


@pytest.fixture
def zwaan(store, anna, at):
    return Customers(store).add(Party("Café De Zwaan", city="Deventer"), anna.id, by=anna, at=at)


def test_an_agreement_is_found_by_a_word_in_it_with_accents_and_capitals_ignored(store, zwaan, anna, at):
    SideAgreements(store).add(zwaan.id, "Levering vóór elf uur, via de ACHTERDEUR.", by=anna, at=at)
    (hit,) = find(store, "voor achterdeur", by=anna)
    assert hit.customer.id == zwaan.id
    assert [piece.text for piece in hit.excerpt if piece.is_hit] == ["vóór", "ACHTERDEUR"]


def test_a_changed_agreement_is_found_by_its_new_words_only(store, zwaan, anna, at):
    agreements = SideAgreements(store)
    kept = agreements.add(zwaan.id, "Terras in mei", by=anna, at=at)
    agreements.change(kept, text="Terras in juni", party=None, due=None, by=anna, at=at)
    assert find(store, "mei", by=anna) == []
    assert kinds(find(store, "juni", by=anna)) == {"agreement"}


def test_a_note_is_found_until_it_is_taken_away(store, zwaan, anna, at):
    notes = Notes(store)
    note = notes.add(zwaan.id, "Houdt van speciaalbier", by=anna, at=at)
    assert kinds(find(store, "speciaal", by=anna)) == {"note"}
    dropped = notes.drop(note, by=anna, at=at)
    assert find(store, "speciaal", by=anna) == []
    notes.keep(dropped, by=anna, at=at)
    assert kinds(find(store, "speciaal", by=anna)) == {"note"}


def test_a_file_is_found_by_its_name(store, zwaan, anna, at):
    CustomerFiles(store).add(zwaan.id, "Vergunning 2026.pdf", b"%PDF-1.7", by=anna, at=at)
    assert kinds(find(store, "vergunning", by=anna)) == {"file"}


def test_nobody_finds_what_is_with_someone_elses_customer(store, zwaan, anna, piet, at):
    Notes(store).add(zwaan.id, "Geheim", by=anna, at=at)
    assert find(store, "geheim", by=piet) == []


def test_what_is_with_a_customer_follows_it_to_another_account_manager(store, zwaan, anna, piet, mia, at):
    Notes(store).add(zwaan.id, "Geheim", by=anna, at=at)
    Customers(store).assign(zwaan, piet.id, by=mia, at=at)
    assert kinds(find(store, "geheim", by=piet)) == {"note"}
    assert find(store, "geheim", by=anna) == []


def test_a_long_text_is_cut_around_what_matched():
    text = ("a " * 200, "raak", " b" * 200)
    shown = around((Piece(text[0]), Piece(text[1], is_hit=True), Piece(text[2])))
    assert [piece.text for piece in shown if piece.is_hit] == ["raak"]
    assert sum(len(piece.text) for piece in shown) < 220
    assert replace(shown[0]).text.startswith("… ")
