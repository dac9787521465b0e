import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest

from akkoord.access import Missing, NotAllowed
from akkoord.closing.contract import AlreadySigned, ApprovalNeeded, ContractFixed, HashMismatch, SecondPersonNeeded
from akkoord.closing.contracts import Contracts
from akkoord.closing.sign import InvalidSignature
from akkoord.language import AkkoordError
from akkoord.store import BLOB, CONTRACT, SIGNATURE


def kinds(store, contract):
    return [entry.kind for entry in store.history(CONTRACT.stream_of(contract.id))]


@pytest.mark.parametrize("order", [("supplier-1", "customer-1"), ("customer-1", "supplier-1")])
def test_the_last_signature_puts_it_in_force_whoever_begins(
    store, contracts, customers, make, drawn, anna, clock, order
):
    contract = make()
    first = contracts.sign(contract, drawn(contract, order[0]), by=anna, at=clock.now)
    assert first.state == "partly_signed"
    assert contracts.progress(first).waiting == (order[1],)
    assert customers.get(contract.customer).state == "prospect"
    last = contracts.sign(first, drawn(first, order[1]), by=anna, at=clock.now)
    assert (last.state, contracts.get(last.id)) == ("in_force", last)
    assert contracts.progress(last).is_complete
    assert customers.get(contract.customer).state == "active"
    assert kinds(store, last) == ["made", "make_ready", "sign", "sign", "last_signature"]


def test_a_contract_with_one_place_is_in_force_after_one_signature(store, shop, house, propose, drawn, anna, clock):
    body = "Signed.\n\n${signature('customer', customer.name, '')}\n"
    alone = replace(house, clause_set=shop.clause_set(shop.clause("signing", kind="signature", body=body)))
    contracts = Contracts(store, alone)
    contract = contracts.make(propose(), by=anna, at=clock.now)
    signed = contracts.sign(contract, drawn(contract, "customer-1"), by=anna, at=clock.now)
    assert signed.state == "in_force"
    assert kinds(store, signed) == ["made", "make_ready", "sign", "last_signature"]


def test_what_was_sent_is_signed_as_well(contracts, brought, sign):
    assert sign(brought("sent"), "supplier-1", "customer-1").state == "in_force"


def test_a_signature_is_kept_with_all_that_proves_it(contracts, make, drawn, anna, clock):
    contract = make()
    given = drawn(contract, "customer-1", name="P. de Wit", role="vennoot", place="Deventer")
    moment = clock.now
    contracts.sign(contract, given, by=anna, at=moment)
    [kept] = contracts.signatures(contract)
    signature = kept.signature
    assert (signature.slot, signature.name, signature.role, signature.place) == (
        "customer-1",
        "P. de Wit",
        "vennoot",
        "Deventer",
    )
    assert (signature.account, signature.device, signature.at, signature.zone) == (
        "anna",
        "tablet 1",
        moment,
        "Europe/Amsterdam",
    )
    assert (signature.sha256, signature.consent, signature.level) == (contract.sha256, given.consent, 0)
    assert signature.strokes == given.strokes
    assert kept.contract_version == contract.current
    assert kept.voided_at is None


def test_each_place_is_signed_once(contracts, make, sign, drawn, anna, clock):
    contract = sign(make(), "supplier-1")
    with pytest.raises(AlreadySigned) as refused:
        contracts.sign(contract, drawn(contract, "supplier-1", name="Iemand anders"), by=anna, at=clock.now)
    assert "Who signs supplier-1" in refused.value.text("nl")
    assert len(contracts.signatures(contract)) == 1


def test_a_place_that_is_not_there_is_not_signed(contracts, make, drawn, anna, clock):
    contract = make()
    with pytest.raises(Missing):
        contracts.sign(contract, drawn(contract, "guarantor-1"), by=anna, at=clock.now)


def test_names_are_kept_without_what_hides_or_reorders_letters(contracts, make, drawn, anna, clock):
    contract = make()
    typed = {"name": " J.\u202e de\n Vries ", "role": "eigen\u200baar", "place": " \u2066 "}
    contracts.sign(contract, drawn(contract, **typed), by=anna, at=clock.now)
    (kept,) = contracts.signatures(contract)
    assert (kept.signature.name, kept.signature.role, kept.signature.place) == ("J. de Vries", "eigenaar", None)


def test_a_signature_needs_a_name(contracts, make, drawn, anna, clock):
    contract = make()
    with pytest.raises(InvalidSignature):
        contracts.sign(contract, drawn(contract, name=" "), by=anna, at=clock.now)
    assert contracts.signatures(contract) == []


@pytest.mark.parametrize(
    "spoilt", [{"sha256": ""}, {"sha256": "A" * 64}, {"sha256": "0" * 65}, {"name": "x" * 201}, {"place": "x" * 201}]
)
def test_what_no_page_of_ours_sends_is_refused(make, drawn, spoilt):
    contract = make()
    with pytest.raises(InvalidSignature) as refused:
        drawn(contract, **spoilt)
    assert refused.value.text("nl") != refused.value.text("en")


def test_pressed_twice_at_once_one_signature_counts(store, house, contracts, make, drawn, anna, clock):
    contract = make()
    given, now = drawn(contract, "supplier-1"), clock.now

    def press(_):
        with suppress(AlreadySigned):
            return Contracts(store, house).sign(contract, given, by=anna, at=now).state

    with ThreadPoolExecutor(6) as pool:
        assert sorted(str(state) for state in pool.map(press, range(6))) == ["None"] * 5 + ["partly_signed"]
    assert store.count(SIGNATURE) == 1


def test_two_tablets_signing_different_places_at_once_both_count(store, house, contracts, make, drawn, anna, clock):
    contract, now = make(), clock.now
    slots = ("supplier-1", "customer-1")
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(lambda slot: Contracts(store, house).sign(contract, drawn(contract, slot), by=anna, at=now), slots)
        )
    assert contracts.get(contract.id).state == "in_force"
    assert store.verify_journal() == []


@pytest.fixture
def outdated(contracts, make, drawn, anna, mia, clock):
    """A drawing under a text that was changed meanwhile, and the contract as it is now."""
    contract = make()
    given = drawn(contract, "customer-1")
    changed = contracts.put_own_text(contract, "Van Mia", "Tekst.", by=mia, at=clock.now).contract
    return given, contracts.freeze(changed, by=mia, at=clock.now)


def test_another_text_on_the_screen_is_not_signed(store, contracts, outdated, anna, clock):
    given, contract = outdated
    with pytest.raises(HashMismatch) as refused:
        contracts.sign(contract, given, by=anna, at=clock.now)
    assert (refused.value.shown, refused.value.current) == (given.sha256, contract.sha256)
    assert contracts.signatures(contract) == []
    assert contracts.get(contract.id).state == "ready_to_sign"


def test_the_drawing_of_a_refused_signature_is_kept_as_evidence(store, contracts, outdated, anna, clock):
    given, contract = outdated
    with pytest.raises(HashMismatch):
        contracts.sign(contract, given, by=anna, at=clock.now)
    entry = store.history(CONTRACT.stream_of(contract.id))[-1]
    assert (entry.kind, entry.body["shown"]) == ("signature_refused", given.sha256)
    kept = json.loads(store.blob(entry.body["blob"]).data)
    assert kept["strokes"] == given.strokes.to_json()
    assert given.name not in repr(entry.body)


def test_evidence_survives_a_caller_that_undoes_everything(store, contracts, outdated, anna, clock):
    given, contract = outdated
    moment = clock.now
    with pytest.raises(HashMismatch) as refused, store.write():
        contracts.sign(contract, given, by=anna, at=moment)
    assert "signature_refused" not in kinds(store, contract)
    for _ in range(2):
        contracts.keep_refused(contract, refused.value, by=anna, at=moment)
    assert kinds(store, contract).count("signature_refused") == 1


def test_a_draft_is_not_signed_whatever_was_on_the_screen(contracts, brought, drawn, anna, clock):
    draft = brought("draft")
    with pytest.raises(HashMismatch) as refused:
        contracts.sign(draft, drawn(draft), by=anna, at=clock.now)
    assert refused.value.current is None


def test_what_is_in_force_takes_no_more_signatures(contracts, in_force, drawn, anna, clock):
    with pytest.raises(ContractFixed):
        contracts.sign(in_force, drawn(in_force), by=anna, at=clock.now)


def test_what_needs_approval_is_not_signed_before_it_has_it(store, contracts, make, drawn, sign, anna, mia, clock):
    contract = make(rent={"price": "10.00"})
    assert [ground.code for ground in contract.unapproved] == ["CHEAP"]
    with pytest.raises(ApprovalNeeded) as refused:
        contracts.sign(contract, drawn(contract), by=anna, at=clock.now)
    assert "CHEAP" in refused.value.text("nl")
    approved = contracts.approve(contract, " vaste klant ", by=mia, at=clock.now)
    assert [(one.code, one.by, one.reason) for one in approved.approvals] == [("CHEAP", "mia", "vaste klant")]
    assert contracts.get(contract.id) == approved
    assert sign(approved, "supplier-1", "customer-1").state == "in_force"
    assert store.history(CONTRACT.stream_of(contract.id))[2].body == {"codes": ["CHEAP"], "number": contract.number}


def test_only_a_manager_approves_and_never_the_own_work(contracts, proposals, propose, make, anna, mia, person, clock):
    contract = make(rent={"price": "10.00"})
    with pytest.raises(NotAllowed):
        contracts.approve(contract, "ja", by=anna, at=clock.now)
    own = contracts.make(propose(rent={"price": "10.00"}), by=mia, at=clock.now)
    with pytest.raises(SecondPersonNeeded):
        contracts.approve(own, "ja", by=mia, at=clock.now)
    edited = contracts.put_own_text(contract, "Van Mia", "Tekst.", by=mia, at=clock.now).contract
    with pytest.raises(SecondPersonNeeded):
        contracts.approve(contracts.freeze(edited, by=anna, at=clock.now), "ja", by=mia, at=clock.now)
    assert contracts.approve(own, "ja", by=person("max", "manager"), at=clock.now).unapproved == ()


def test_an_approval_outlives_another_text_but_not_other_facts(contracts, customers, make, zwaan, anna, mia, clock):
    contract = contracts.approve(make(rent={"price": "10.00"}), "ja", by=mia, at=clock.now)
    changed = contracts.put_own_text(contract, "Terras", "Tekst.", by=anna, at=clock.now).contract
    assert contracts.freeze(changed, by=anna, at=clock.now).unapproved == ()
    contract = contracts.get(contract.id)
    customers.change(zwaan, party=replace(zwaan.party, city="Zwolle"), by=anna, at=clock.now)
    renewed = contracts.freeze(contracts.renew(contract, by=anna, at=clock.now).contract, by=anna, at=clock.now)
    assert [ground.code for ground in renewed.unapproved] == ["CHEAP"]


def test_what_needs_no_approval_is_left_alone(contracts, make, mia, clock):
    contract = make()
    assert contracts.approve(contract, "ja", by=mia, at=clock.now) is contract


def test_managers_find_what_waits_for_them(contracts, make, mia, zwaan, clock):
    make()
    waiting = make(rent={"price": "10.00"})
    assert [(one.id, customer.id) for one, customer in contracts.waiting_for_approval()] == [(waiting.id, zwaan.id)]
    contracts.approve(waiting, "ja", by=mia, at=clock.now)
    assert contracts.waiting_for_approval() == []


def test_events_of_signing_are_announced(make, sign, told):
    sign(make(), "supplier-1", "customer-1")
    assert [event.kind for event in told] == ["made", "make_ready", "sign", "sign", "last_signature"]


def test_nothing_personal_is_in_the_journal(store, in_force):
    told = repr([entry.body for entry in store.history(CONTRACT.stream_of(in_force.id))])
    for value in ("Who signs", "Wit", "tablet", "lines"):
        assert value not in told


def test_a_failing_signature_leaves_no_trace(store, contracts, make, drawn, anna, clock):
    contract = make()
    blobs = store.count(BLOB)
    for wrong in (drawn(contract, "nobody-1"), drawn(contract, name="")):
        with pytest.raises(AkkoordError):
            contracts.sign(contract, wrong, by=anna, at=clock.now)
    assert (store.count(SIGNATURE), store.count(BLOB)) == (0, blobs)
    assert contracts.get(contract.id) == contract
