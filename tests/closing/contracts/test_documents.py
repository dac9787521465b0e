import time
from contextlib import suppress

import pytest
from pypdf import PdfReader

from akkoord.access import Missing
from akkoord.closing.documents import Documents
from akkoord.closing.pdf import PrintError
from akkoord.language import Message
from akkoord.store import DOCUMENT, open_store


class Undone(Exception):
    """What a write fails of."""


def wait_until(true, seconds=20.0):
    """Wait for the worker; fails only when something is wrong, however slow the machine."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "the worker did not do it"
        time.sleep(0.01)


def failing(version, signatures=(), *, made_at=None):
    raise PrintError(
        Message("The print asks for {address}, which it may not read. Take it out of the layout.", {"address": "x"})
    )


def again(version, signatures=(), *, made_at=None):
    return b"%PDF-again"


def test_a_contract_that_becomes_ready_is_printed(contracts, documents, make, prints):
    contract = make()
    assert documents.of(contract).state == "waiting"
    assert documents.pdf(documents.of(contract).key) is None
    assert documents.print_waiting() == 1
    status = documents.of(contract)
    assert status.state == "ready"
    assert documents.pdf(status.key) == b"%PDF-" + contract.sha256.encode()
    assert prints == [(contract.sha256, (), contracts.versions(contract)[0].made_at)]


def test_asked_for_again_it_is_not_printed_again(documents, make, clock, prints):
    contract = make()
    documents.print_waiting()
    again = documents.request(contract, at=clock.now)
    assert again == documents.of(contract)
    assert documents.print_waiting() == 0
    assert len(prints) == 1


def test_who_asked_last_sits_at_the_table_and_is_served_first(documents, make, prints):
    first, second = make(), make()
    documents.print_waiting()
    assert [sha256 for sha256, _, _ in prints] == [second.sha256, first.sha256]


def test_the_signed_contract_is_another_print(documents, make, sign, prints):
    ready = make()
    before = documents.of(ready)
    signed = sign(ready, "customer-1", "supplier-1")
    after = documents.of(signed)
    assert before.key != after.key
    documents.print_waiting()
    assert {slots for _, slots, _ in prints} == {(), ("customer-1", "supplier-1")}
    assert documents.status(before.key).state == "ready"


def test_a_partly_signed_contract_is_printed_when_asked(documents, make, sign, clock, prints):
    contract = sign(make(), "supplier-1")
    assert documents.of(contract) is None
    documents.request(contract, at=clock.now)
    documents.print_waiting()
    assert ("supplier-1",) in [slots for _, slots, _ in prints]


def test_void_signatures_are_not_printed(contracts, documents, make, sign, anna, clock, prints):
    contract = sign(make(), "supplier-1")
    changed = contracts.put_own_text(contract, "Terras", "Tekst.", by=anna, at=clock.now).contract
    contracts.freeze(changed, by=anna, at=clock.now)
    documents.print_waiting()
    assert prints[-1][1] == ()


def test_a_print_asked_for_before_a_signature_was_void_is_still_made(
    contracts, documents, make, sign, anna, clock, prints
):
    contract = sign(make(), "supplier-1")
    asked = documents.request(contract, at=clock.now)
    contracts.put_own_text(contract, "Terras", "Tekst.", by=anna, at=clock.now)
    documents.print_waiting()
    assert documents.status(asked.key).state == "ready"
    assert ("supplier-1",) in [slots for _, slots, _ in prints]


def test_a_withdrawn_contract_is_printed_without_its_void_signatures(
    contracts, documents, brought, anna, clock, prints
):
    gone = contracts.withdraw(brought("partly_signed"), "toch niet", by=anna, at=clock.now)
    documents.request(gone, at=clock.now)
    documents.print_waiting()
    assert {slots for _, slots, _ in prints} == {()}


def test_a_print_that_another_process_finished_is_not_spoilt(store, documents, make):
    def fail_after_the_other(version, signatures=(), *, made_at=None):
        documents.print_waiting()
        return failing(version)

    contract = make()
    Documents(store, print_pdf=fail_after_the_other).print_waiting()
    assert documents.of(contract).state == "ready"


def test_a_draft_has_no_print(contracts, documents, brought, clock):
    draft = brought("draft")
    assert documents.of(draft) is None
    with pytest.raises(Missing):
        documents.request(draft, at=clock.now)


def test_what_does_not_exist_is_missing(documents, clock):
    for act in (lambda: documents.status("x"), lambda: documents.pdf("x"), lambda: documents.retry("x", at=clock.now)):
        with pytest.raises(Missing):
            act()


def test_a_failed_print_says_why_in_every_language_and_is_tried_again(store, documents, make, clock):
    contract = make()
    Documents(store, print_pdf=failing).print_waiting()
    status = documents.of(contract)
    assert status.state == "failed"
    assert status.message.text("en").startswith("The print asks for x")
    assert status.message.text("nl") != status.message.text("en")
    assert documents.pdf(status.key) is None
    assert documents.request(contract, at=clock.now).state == "failed"
    assert documents.retry(status.key, at=clock.now).state == "waiting"
    documents.print_waiting()
    assert documents.of(contract).state == "ready"
    assert documents.retry(status.key, at=clock.now).state == "ready"


def test_one_print_that_goes_wrong_does_not_stop_the_others(store, make, clock):
    first, second = make(), make()
    done = []

    def picky(version, signatures=(), *, made_at=None):
        if version.sha256 == first.sha256:
            raise RecursionError("too deep")
        done.append(version.sha256)
        return b"%PDF-"

    documents = Documents(store, print_pdf=picky)
    assert documents.print_waiting() == 2
    assert done == [second.sha256]
    assert "RecursionError" in documents.of(first).message.text("nl")


def test_the_worker_prints_what_is_asked_for(documents, make):
    documents.start()
    documents.start()
    contract = make()
    wait_until(lambda: documents.of(contract).state == "ready")


def test_what_waited_when_akkoord_stopped_is_printed_after_it_starts(database, documents, make):
    contract = make()
    documents.stop()
    store = open_store(database)
    fresh = Documents(store, print_pdf=again, look_every=0.05)
    assert fresh.of(contract).state == "waiting"
    fresh.start()
    wait_until(lambda: fresh.of(contract).state == "ready")
    fresh.stop()
    store.close()
    assert documents.pdf(documents.of(contract).key) == b"%PDF-again"


def test_what_another_process_asked_for_is_seen(database, documents, make, clock):
    documents.start()
    contract = make()
    store = open_store(database)
    key = Documents(store).request(contract, at=clock.now).key
    store.close()
    wait_until(lambda: documents.status(key).state == "ready")


def test_what_is_undone_is_not_printed(store, contracts, documents, propose, anna, clock):
    proposal = propose()
    with suppress(Undone), store.write():
        contracts.make(proposal, by=anna, at=clock.now)
        raise Undone
    assert documents.print_waiting() == 0
    assert store.count(DOCUMENT) == 0


def test_a_real_print_holds_contract_and_signatures(store, contracts, make, sign, tmp_path):
    contract = sign(make(), "customer-1", "supplier-1")
    documents = Documents(store)
    documents.print_waiting()
    status = documents.of(contract)
    assert status.message is None
    file = tmp_path / "contract.pdf"
    file.write_bytes(documents.pdf(status.key))
    reader = PdfReader(file)
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "FV-2026-0001" in text
    assert "Who signs customer-1" in text
    assert reader.attachments["contract.json"] == [contracts.version(contract).canonical]
