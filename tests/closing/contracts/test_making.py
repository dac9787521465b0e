from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from akkoord.access import NotAllowed, StaleVersion
from akkoord.closing import Adjustment, Issue, OwnText
from akkoord.closing.assembling import House, NoAdvice, plain_number
from akkoord.closing.contract import ContractRefused
from akkoord.closing.contracts import Contracts
from akkoord.closing.document import MissingValues
from akkoord.dossier import Party, Person, Situations
from akkoord.facts import WrongFact
from akkoord.language import AkkoordError, Message, Words
from akkoord.store import CONTRACT, CONTRACT_VERSION, PROPOSAL


class Undone(Exception):
    """What a write fails of."""


def codes(issues):
    return [issue.code for issue in issues]


def test_a_preview_shows_what_a_proposal_gives_and_keeps_nothing(store, contracts, propose):
    preview = contracts.preview(propose())
    assert preview.can_be_made
    assert "€\N{NO-BREAK SPACE}120,50" in preview.document.html
    assert "(nummer volgt)" in preview.document.html
    assert [placed.id for placed in preview.composition.placed] == ["parties", "rent", "term", "insurance", "signing"]
    assert store.count(CONTRACT) == 0


def test_a_preview_of_answers_that_are_not_saved_yet(contracts, propose):
    proposal = propose()
    answers = {**proposal.answers, "rent": {"price": "99.00", "insured": False, "lock": "none"}}
    preview = contracts.preview(proposal, answers=answers)
    assert "99,00" in preview.document.html
    assert "insurance" not in preview.composition
    assert codes(preview.errors) == ["NO_LOCK"]
    assert not preview.can_be_made


def test_a_preview_tells_apart_errors_approvals_and_warnings(contracts, propose):
    preview = contracts.preview(propose(rent={"price": "10.00", "lock": "none"}, term={"months": 72}))
    assert (codes(preview.errors), codes(preview.approvals), codes(preview.warnings)) == (
        ["NO_LOCK"],
        ["CHEAP"],
        ["LONG"],
    )


def test_a_preview_with_gaps_lists_them(contracts, propose):
    preview = contracts.preview(propose(rent={"price": None}))
    assert [missing.name for missing in preview.document.missing] == ["rent.price"]
    assert not preview.can_be_made


def test_making_gives_a_numbered_frozen_contract_ready_to_sign(contracts, proposals, propose, zwaan, anna, clock):
    proposal = propose()
    contract = contracts.make(proposal, by=anna, at=clock.now)
    assert contracts.get(contract.id) == contract
    assert (contract.number, contract.state, contract.owner) == ("FV-2026-0001", "ready_to_sign", "anna")
    assert (contract.commencement, contract.ends_on, contract.notice_by) == (
        date(2027, 1, 1), date(2029, 12, 31), date(2029, 9, 30),
    )  # fmt: skip
    assert proposals.get(proposal.id).state == "converted"
    assert contracts.of(zwaan.id) == [contract]
    assert contracts.by_number("FV-2026-0001") == contract
    assert contracts.by_number("FV-1") is None


def test_what_is_frozen_is_what_the_preview_showed(contracts, propose, anna, clock):
    proposal = propose()
    shown = contracts.preview(proposal).document.html
    version = contracts.version(contracts.make(proposal, by=anna, at=clock.now))
    assert version.number == "FV-2026-0001"
    assert [slot.id for slot in version.slots] == ["supplier-1", "customer-1"]
    assert "120,50" in version.html
    assert shown.count("<h") == version.html.count("<h")


def test_the_number_is_of_the_year_it_is_here(contracts, propose, anna):
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    contract = contracts.make(propose(), by=anna, at=new_year)
    assert (contract.number, contract.made_on) == ("FV-2027-0001", date(2027, 1, 1))
    assert contracts.make(propose(), by=anna, at=new_year.replace(month=6, day=1)).number == "FV-2026-0001"


def test_numbers_without_a_year_go_on_for_ever(bicycles):
    assert House(bicycles, number=lambda _, n: f"C{n}").series(2026) == "contract"
    assert House(bicycles, number=plain_number).series(2026) == "contract 2026"


def test_facts_come_from_everyone_and_answers_never_overrule_the_parties(contracts, propose, zwaan):
    proposal = propose(
        customer={"name": "Someone else", "extra": "kept"},
        supplier={"name": "Someone else"},
        contract={"number": "FAKE-1"},
        signatories={"customer": [{"name": "A stranger", "role": ""}]},
    )
    preview = contracts.preview(proposal)
    facts = preview.composition.facts
    assert facts["customer.name"] == "Café De Zwaan V.O.F."
    assert facts["customer.legal_form_text"] == "de vennootschap onder firma"
    assert facts["customer.extra"] == "kept"
    assert facts["supplier.name"] == "Fietsverhuur B.V."
    assert facts["situation.seats"] == 40
    assert [person["name"] for person in facts["signatories.customer"]] == ["de heer P. de Wit"]
    assert [person["name"] for person in facts["signatories.supplier"]] == ["mevrouw H. Aalbers"]


def test_a_forged_number_is_not_taken(contracts, propose, anna, clock):
    contract = contracts.make(propose(contract={"number": "FAKE-1"}), by=anna, at=clock.now)
    assert "FAKE" not in contracts.version(contract).html


def test_the_proposal_says_who_signs_when_the_customer_does_not(
    contracts, customers, proposals, propose, zwaan, anna, clock
):
    customers.change(zwaan, party=replace(zwaan.party, signatories=()), by=anna, at=clock.now)
    missing = contracts.preview(propose()).document.missing
    assert [value.question for value in missing] == ["signatories.customer"]
    said = propose(signatories={"customer": [{"name": "mevrouw L. Smit", "role": "eigenaar"}]})
    assert contracts.preview(said).can_be_made


def test_errors_refuse_and_nothing_remains(store, contracts, proposals, propose, anna, clock):
    proposal = propose(rent={"lock": "none"})
    with pytest.raises(ContractRefused) as refused:
        contracts.make(proposal, by=anna, at=clock.now)
    assert codes(refused.value.issues) == ["NO_LOCK"]
    assert "NO_LOCK" in refused.value.text("nl")
    assert (store.count(CONTRACT), store.count(CONTRACT_VERSION)) == (0, 0)
    assert proposals.get(proposal.id) == proposal
    assert contracts.make(propose(), by=anna, at=clock.now).number == "FV-2026-0001"


def test_missing_answers_refuse_and_are_named_before_what_is_computed_from_answers(
    store, contracts, proposals, propose, anna, clock
):
    proposal = propose(rent={"price": None}, term={"commencement": None})
    with pytest.raises(MissingValues) as refused:
        contracts.make(proposal, by=anna, at=clock.now)
    assert [value.name for value in refused.value.missing] == ["rent.price"]
    with pytest.raises(MissingValues) as still_refused:
        contracts.make(propose(term={"commencement": None}), by=anna, at=clock.now)
    assert [value.name for value in still_refused.value.missing] == ["term.end"]
    assert store.count(CONTRACT) == 0
    assert proposals.get(proposal.id) == proposal


def test_an_answer_beyond_its_limits_refuses(contracts, propose, anna, clock):
    with pytest.raises(ContractRefused) as refused:
        contracts.make(propose(term={"months": 999}), by=anna, at=clock.now)
    assert "WRONG_ANSWER" in codes(refused.value.issues)


def test_an_answer_of_another_kind_refuses(contracts, propose, anna, clock):
    with pytest.raises((WrongFact, ContractRefused)):
        contracts.make(propose(rent={"price": "a lot"}), by=anna, at=clock.now)


def test_who_signs_only_with_another_does_not_sign_alone(contracts, customers, propose, zwaan, anna, clock):
    joint = (Person("de heer P. de Wit", "vennoot", "joint"),)
    customer = customers.change(zwaan, party=replace(zwaan.party, signatories=joint), by=anna, at=clock.now)
    with pytest.raises(ContractRefused) as refused:
        contracts.make(propose(), by=anna, at=clock.now)
    assert codes(refused.value.issues) == ["JOINT_SIGNATURE"]
    both = (*joint, Person("mevrouw L. Smit", "vennoot", "joint"))
    customers.change(customer, party=replace(customer.party, signatories=both), by=anna, at=clock.now)
    version = contracts.version(contracts.make(propose(), by=anna, at=clock.now))
    assert [slot.id for slot in version.slots] == ["supplier-1", "customer-1", "customer-2"]


def test_a_contract_that_nobody_can_sign_is_refused(store, shop, house, propose, anna, clock):
    nowhere = replace(house, clause_set=shop.clause_set(shop.clause("rent")))
    with pytest.raises(ContractRefused) as refused:
        Contracts(store, nowhere).make(propose(), by=anna, at=clock.now)
    assert codes(refused.value.issues) == ["NO_PLACE_TO_SIGN"]


def test_what_plugins_say_counts(store, house, propose, anna, clock):
    failed = Issue("PLUGIN_FAILED", "error", Message("yes"))
    out = Adjustment("insurance", include=False, reason=Words(nl="nee", en="no"), plugin="mandate")
    advised = replace(house, advise=lambda _: NoAdvice((out,), (failed,)), plugins=lambda: {"mandate": "1.0"})
    preview = Contracts(store, advised).preview(propose())
    assert "insurance" not in preview.composition
    with pytest.raises(ContractRefused) as refused:
        Contracts(store, advised).make(propose(), by=anna, at=clock.now)
    assert codes(refused.value.issues) == ["PLUGIN_FAILED"]
    working = replace(advised, advise=lambda _: NoAdvice((out,)))
    contract = Contracts(store, working).make(propose(), by=anna, at=clock.now)
    assert Contracts(store, working).version(contract).data["plugins"] == {"mandate": "1.0"}


def test_own_texts_are_in_it_from_the_start(contracts, propose, anna, clock):
    texts = (OwnText(1, "Terras", "In de zomer.", "rent"), OwnText(2, "Levering", "Op dinsdag."))
    contract = contracts.make(propose(), own_texts=texts, by=anna, at=clock.now)
    html = contracts.version(contract).html
    assert "In de zomer." in html
    assert "Op dinsdag." in html
    assert contracts.get(contract.id).own_texts == texts


def test_a_second_press_makes_no_second_contract(store, contracts, propose, anna, clock):
    proposal = propose()
    contracts.make(proposal, by=anna, at=clock.now)
    with pytest.raises(StaleVersion) as stale:
        contracts.make(proposal, by=anna, at=clock.now)
    assert stale.value.current.state == "converted"
    assert store.count(CONTRACT) == 1


def test_pressed_by_many_at_once_one_contract_is_made(store, house, propose, anna, clock):
    proposal, now = propose(), clock.now

    def press(_):
        try:
            return Contracts(store, house).make(proposal, by=anna, at=now).number
        except StaleVersion:
            return None

    with ThreadPoolExecutor(6) as pool:
        made = [number for number in pool.map(press, range(8)) if number]
    assert made == ["FV-2026-0001"]
    assert store.count(CONTRACT) == 1


def test_many_contracts_at_once_have_numbers_without_gaps(store, house, propose, anna, clock):
    waiting, now = [propose() for _ in range(8)], clock.now
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda proposal: Contracts(store, house).make(proposal, by=anna, at=now).number, waiting))
    assert sorted(made) == [f"FV-2026-{n:04}" for n in range(1, 9)]


def test_a_proposal_that_changed_is_not_made(contracts, proposals, propose, anna, clock):
    proposal = propose()
    theirs = proposals.change(proposal, {"rent": {"price": "1.00"}}, by=anna, at=clock.now)
    with pytest.raises(StaleVersion) as stale:
        contracts.make(proposal, by=anna, at=clock.now)
    assert stale.value.current == theirs


def test_what_the_customer_declined_is_not_made(contracts, proposals, propose, anna, clock):
    declined = proposals.decline(proposals.present(propose(), by=anna, at=clock.now), "te duur", by=anna, at=clock.now)
    with pytest.raises(AkkoordError):
        contracts.make(declined, by=anna, at=clock.now)


def test_strangers_make_nothing(store, contracts, propose, piet, clock):
    with pytest.raises(NotAllowed):
        contracts.make(propose(), by=piet, at=clock.now)
    assert store.count(CONTRACT) == 0


def test_everything_is_in_the_journal_and_nothing_personal(store, contracts, make, zwaan):
    contract = make()
    entries = store.history(CONTRACT.stream_of(contract.id))
    assert [entry.kind for entry in entries] == ["made", "make_ready"]
    assert store.history(PROPOSAL.stream_of(contract.proposal))[-1].kind == "make_contract"
    assert "Zwaan" not in repr([entry.body for entry in entries])
    assert store.verify_journal() == []


def test_events_are_announced_after_the_commit_and_only_then(store, contracts, propose, told, anna, clock):
    proposal = propose()
    with suppress(Undone), store.write():
        contracts.make(proposal, by=anna, at=clock.now)
        raise Undone
    assert told == []
    with store.write():
        contracts.make(proposal, by=anna, at=clock.now)
        assert told == []
    assert [(event.kind, event.body["number"]) for event in told] == [
        ("made", "FV-2026-0001"), ("make_ready", "FV-2026-0001"),
    ]  # fmt: skip


def test_a_contract_is_found_by_number_and_by_customer(store, contracts, customers, make, zwaan, anna, mia, clock):
    contract = make()
    for words in ("FV-2026-0001", "zwaan"):
        hits = store.search(words, kinds=("contract",), owner="anna")
        assert [hit.id for hit in hits] == [contract.id], words
    renamed = customers.change(customers.get(zwaan.id), party=Party("Café De Gans"), by=anna, at=clock.now)
    assert store.search("zwaan") == []
    assert {hit.kind for hit in store.search("gans")} == {"customer", "contract"}
    customers.assign(renamed, "piet", by=mia, at=clock.now)
    assert [hit.kind for hit in store.search("gans", kinds=("contract",), owner="piet")] == ["contract"]
    assert store.search("gans", kinds=("contract",), owner="anna") == []


def test_a_later_visit_does_not_change_a_contract(store, contracts, make, zwaan, anna, clock):
    contract = make()
    situations = Situations(store)
    later = situations.for_visit(zwaan.id, date(2027, 3, 1))
    situations.record(later, {"situation": {"seats": 99}}, by=anna, at=clock.now)
    assert contracts.composed(contract).composition.facts["situation.seats"] == 40
