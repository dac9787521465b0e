from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akkoord.access import Missing, NotAllowed, StaleVersion
from akkoord.closing.contract import CHANGEABLE, ContractFixed
from akkoord.closing.draft import InvalidOwnText
from akkoord.closing.version import ContractVersion
from akkoord.dossier import IllegalTransition, machine
from akkoord.store import CONTRACT, Event

SIGNED_BEFORE = {"draft": (), "ready_to_sign": (), "sent": (), "partly_signed": ("supplier-1",)}
FIXED = sorted(set(machine("contract").states) - CHANGEABLE)


@pytest.fixture
def in_state(store, contracts, in_force, anna, clock):
    """A contract in any state from in force on, also those that later slices lead to."""

    def moved(state):
        if state != in_force.state:
            row = {"id": in_force.id, "state": state}
            store.save(CONTRACT, row, expected=in_force.version, events=[Event("moved")], by="test", at=clock.now)
        return contracts.get(in_force.id)

    return moved


def test_an_own_text_behind_a_clause_becomes_an_article(contracts, make, anna, clock):
    changed = contracts.put_own_text(make(), " Terras ", "In de **zomer**.", after="rent", by=anna, at=clock.now)
    preview = contracts.composed(changed.contract)
    assert [placed.id for placed in preview.composition.placed][:3] == ["parties", "rent", "own:1"]
    assert "<strong>zomer</strong>" in preview.document.html
    assert contracts.get(changed.contract.id) == changed.contract


def test_own_texts_keep_their_numbers(contracts, make, anna, clock):
    contract = make()
    for title in ("Een", "Twee", "Drie"):
        contract = contracts.put_own_text(contract, title, "Tekst.", by=anna, at=clock.now).contract
    contract = contracts.put_own_text(contract, "Anders", "Tekst.", n=2, by=anna, at=clock.now).contract
    contract = contracts.drop_own_text(contract, 1, by=anna, at=clock.now).contract
    contract = contracts.put_own_text(contract, "Vier", "Tekst.", by=anna, at=clock.now).contract
    assert [(text.n, text.title) for text in contract.own_texts] == [(2, "Anders"), (3, "Drie"), (4, "Vier")]
    assert contracts.get(contract.id) == contract


@pytest.mark.parametrize(("state", "signed"), SIGNED_BEFORE.items())
def test_a_changed_text_takes_the_contract_back_and_says_what_that_undid(
    contracts, brought, anna, clock, state, signed
):
    contract = brought(state)
    changed = contracts.put_own_text(contract, "Levering", "Dinsdag.", by=anna, at=clock.now)
    assert changed.recalled == (state != "draft")
    assert tuple(one.signature.slot for one in changed.voided) == signed
    assert (changed.contract.state, changed.contract.current, changed.contract.sha256) == ("draft", None, None)
    assert all(one.voided_at for one in contracts.signatures(contract))
    assert contracts.progress(changed.contract).signed == {}


@pytest.mark.parametrize(
    ("state", "event"), [("ready_to_sign", "reopen"), ("sent", "recall"), ("partly_signed", "recall")]
)
def test_the_journal_tells_of_taking_back_and_of_void_signatures(store, contracts, brought, anna, clock, state, event):
    contract = brought(state)
    signatures = [one.id for one in contracts.signatures(contract)]
    contracts.drop_own_text(
        contracts.put_own_text(contract, "Levering", "Dinsdag.", by=anna, at=clock.now).contract,
        1,
        by=anna,
        at=clock.now,
    )
    told = {entry.kind: entry.body for entry in store.history(CONTRACT.stream_of(contract.id))}
    assert told[event]["voided"] == signatures
    assert "own_text_put" in told
    assert "own_text_dropped" in told


def test_frozen_again_it_is_the_next_revision_and_the_old_one_stays(contracts, brought, sign, anna, clock):
    contract = brought("partly_signed")
    before = contracts.version(contract)
    draft = contracts.put_own_text(contract, "Levering", "Dinsdag.", by=anna, at=clock.now).contract
    assert contracts.version(draft) is None
    ready = contracts.freeze(draft, by=anna, at=clock.now)
    after = contracts.version(ready)
    assert (ready.state, ready.number) == ("ready_to_sign", contract.number)
    assert after.sha256 != before.sha256
    assert [(one.revision, one.sha256) for one in contracts.versions(ready)] == [(1, before.sha256), (2, after.sha256)]
    assert contracts.progress(ready).waiting == ("supplier-1", "customer-1")
    assert sign(ready, "supplier-1", "customer-1").state == "in_force"


def test_the_same_text_frozen_twice_has_the_same_hash(contracts, make, anna, clock):
    contract = make()
    first = contracts.version(contract)
    changed = contracts.put_own_text(contract, "Levering", "Dinsdag.", by=anna, at=clock.now).contract
    changed = contracts.drop_own_text(changed, 1, by=anna, at=clock.now).contract
    assert contracts.version(contracts.freeze(changed, by=anna, at=clock.now)) == first


def test_what_changes_nothing_takes_nothing_back(contracts, brought, anna, clock):
    contract = brought("partly_signed")
    assert contracts.drop_own_text(contract, 7, by=anna, at=clock.now).contract is contract
    assert contracts.renew(contract, by=anna, at=clock.now).contract is contract
    text = contracts.put_own_text(contract, "A", "B", by=anna, at=clock.now).contract
    assert contracts.put_own_text(text, "A", "B", n=1, by=anna, at=clock.now).contract is text


@pytest.mark.parametrize(
    ("title", "body"), [("", "Tekst"), ("  ", "Tekst"), ("x" * 121, "Tekst"), ("T", " "), ("T", "x" * 20_001)]
)
def test_an_own_text_that_cannot_be_is_refused_before_anything_is_undone(contracts, brought, anna, clock, title, body):
    contract = brought("partly_signed")
    with pytest.raises(InvalidOwnText):
        contracts.put_own_text(contract, title, body, by=anna, at=clock.now)
    assert contracts.get(contract.id) == contract
    assert contracts.progress(contract).signed.keys() == {"supplier-1"}


def test_there_is_an_end_to_own_texts(contracts, make, anna, clock):
    contract = make()
    for n in range(50):
        contract = contracts.put_own_text(contract, f"Text {n}", "Tekst.", by=anna, at=clock.now).contract
    with pytest.raises(InvalidOwnText):
        contracts.put_own_text(contract, "Nog een", "Tekst.", by=anna, at=clock.now)
    assert contracts.put_own_text(contract, "Anders", "Tekst.", n=50, by=anna, at=clock.now).contract.version > 50


def test_two_people_editing_see_each_other(contracts, make, anna, mia, clock):
    contract = make()
    theirs = contracts.put_own_text(contract, "Van Mia", "Tekst.", by=mia, at=clock.now).contract
    for act in (
        lambda: contracts.put_own_text(contract, "Van Anna", "Tekst.", by=anna, at=clock.now),
        lambda: contracts.withdraw(contract, "weg", by=anna, at=clock.now),
        lambda: contracts.mark_sent(contract, by=anna, at=clock.now),
    ):
        with pytest.raises(StaleVersion) as stale:
            act()
        assert stale.value.current == theirs
    assert contracts.get(contract.id) == theirs


def test_new_details_of_the_customer_are_taken_over_when_asked(contracts, customers, brought, zwaan, anna, clock):
    contract = brought("partly_signed")
    customers.change(customers.get(zwaan.id), party=replace(zwaan.party, name="Café De Gans"), by=anna, at=clock.now)
    assert "Gans" not in contracts.composed(contract).document.html
    changed = contracts.renew(contract, by=anna, at=clock.now)
    assert changed.recalled
    assert len(changed.voided) == 1
    assert "Gans" in contracts.version(contracts.freeze(changed.contract, by=anna, at=clock.now)).html


def test_withdrawn_it_keeps_its_number_and_no_signature(contracts, brought, make, anna, clock):
    contract = brought("partly_signed")
    gone = contracts.withdraw(contract, " toch niet ", by=anna, at=clock.now)
    assert (gone.state, gone.reason) == ("withdrawn", "toch niet")
    assert contracts.get(gone.id) == gone
    assert all(one.voided_at for one in contracts.signatures(gone))
    assert make().number == "FV-2026-0002"


@pytest.mark.parametrize("state", FIXED)
def test_what_is_fixed_is_never_changed(store, contracts, in_state, drawn, anna, mia, clock, state):
    contract = in_state(state)
    before = [dict(store.get(CONTRACT, contract.id)), contracts.signatures(contract), contracts.versions(contract)]
    for act in (
        lambda: contracts.put_own_text(contract, "T", "B", by=anna, at=clock.now),
        lambda: contracts.drop_own_text(contract, 1, by=anna, at=clock.now),
        lambda: contracts.renew(contract, by=anna, at=clock.now),
        lambda: contracts.approve(contract, "ja", by=mia, at=clock.now),
        lambda: contracts.withdraw(contract, "weg", by=anna, at=clock.now),
        lambda: contracts.sign(contract, drawn(contract), by=anna, at=clock.now),
    ):
        with pytest.raises(ContractFixed) as refused:
            act()
        assert refused.value.text("nl").startswith(f"Contract {contract.number} heeft de status")
    for act in (
        lambda: contracts.freeze(contract, by=anna, at=clock.now),
        lambda: contracts.mark_sent(contract, by=anna, at=clock.now),
    ):
        with pytest.raises(IllegalTransition):
            act()
    after = [dict(store.get(CONTRACT, contract.id)), contracts.signatures(contract), contracts.versions(contract)]
    assert after == before


@pytest.mark.parametrize("state", sorted(CHANGEABLE))
def test_every_step_goes_where_the_machine_says(contracts, brought, anna, clock, state):
    for event, act in {
        "send": lambda one: contracts.mark_sent(one, by=anna, at=clock.now),
        "make_ready": lambda one: contracts.freeze(one, by=anna, at=clock.now),
        "withdraw": lambda one: contracts.withdraw(one, "weg", by=anna, at=clock.now),
    }.items():
        contract = brought(state)
        if machine("contract").allows(state, event):
            assert act(contract).state == machine("contract").after(state, event)
        else:
            with pytest.raises(IllegalTransition):
                act(contract)


def test_strangers_touch_nothing(contracts, make, drawn, piet, clock):
    contract = make()
    for act in (
        lambda: contracts.put_own_text(contract, "T", "B", by=piet, at=clock.now),
        lambda: contracts.drop_own_text(contract, 1, by=piet, at=clock.now),
        lambda: contracts.renew(contract, by=piet, at=clock.now),
        lambda: contracts.approve(contract, "ja", by=piet, at=clock.now),
        lambda: contracts.mark_sent(contract, by=piet, at=clock.now),
        lambda: contracts.freeze(contract, by=piet, at=clock.now),
        lambda: contracts.withdraw(contract, "weg", by=piet, at=clock.now),
        lambda: contracts.sign(contract, drawn(contract), by=piet, at=clock.now),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert contracts.get(contract.id) == contract


def test_what_is_not_there_is_missing(contracts):
    with pytest.raises(Missing):
        contracts.get("nothing")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(min_size=1, max_size=40), body=st.text(min_size=1, max_size=80), placed=st.booleans())
def test_any_own_text_freezes_to_a_version_that_reads_back(contracts, make, anna, clock, title, body, placed):
    contract = make()
    try:
        changed = contracts.put_own_text(
            contract, title, body, after="rent" if placed else None, by=anna, at=clock.now
        ).contract
    except InvalidOwnText:
        assert contracts.get(contract.id) == contract
        return
    version = contracts.version(contracts.freeze(changed, by=anna, at=clock.now))
    assert ContractVersion.read(version.canonical) == version
    assert "<script" not in version.html
