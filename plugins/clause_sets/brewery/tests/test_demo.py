"""The demonstration fills a workspace with believable people, every time in the same way."""

from collections import Counter
from datetime import date

import pytest
from stdnum import iban
from stdnum.nl import btw, postcode

from akkoord.closing.strokes import Strokes
from akkoord.demo.handwriting import signature_of
from akkoord.store import canonical_json
from akkoord.testing.conformance import DEMO_AT
from akkoord.testing.demands.filling import filled
from akkoord.workspace import Workspace
from akkoord_clauses_brewery.demo import fill
from akkoord_clauses_brewery.demo.cast import guests, members

TODAY = date(2026, 11, 23)


def clock():
    return DEMO_AT


@pytest.fixture(scope="module")
def workspace():
    return filled(fill, DEMO_AT).workspace


def customers(workspace):
    return [*workspace.customers.page(limit=200).items, *workspace.customers.page(state="archived", limit=200).items]


def contracts(workspace):
    return [contract for customer in customers(workspace) for contract in workspace.contracts.of(customer.id)]


def test_there_are_about_forty_customers_in_every_state(workspace):
    assert workspace.customers.counts() == {"prospect": 15, "active": 20, "terminated": 2, "archived": 4}


def test_there_are_proposals_in_every_state_but_revised(workspace):
    states = Counter(one.state for customer in customers(workspace) for one in workspace.proposals.of(customer.id))
    assert set(states) == {"draft", "presented", "accepted", "declined", "lapsed", "converted"}


def test_there_are_contracts_to_sign_partly_signed_in_force_and_ended(workspace):
    states = Counter(contract.state for contract in contracts(workspace))
    assert states == {"in_force": 16, "expiring": 3, "ready_to_sign": 2, "partly_signed": 2, "terminated": 4}


def test_the_contracts_differ_in_what_they_agree(workspace):
    placed = [set(workspace.contracts.composed(contract).composition.labels.by_id) for contract in contracts(workspace)]
    everywhere = set.union(*placed)
    for clause in (
        "a-term-indefinite", "a-commitment-total", "a-loan", "a-investment", "a-guarantee", "a-range-rebate",
        "a-energy", "own:1", "a-special-provisions",
    ):  # fmt: skip
        assert clause in everywhere
    assert len({frozenset(one) for one in placed}) > 8


def test_signed_contracts_have_a_different_drawing_for_each_person(workspace):
    drawn = {}
    for contract in contracts(workspace):
        if contract.state == "in_force":
            assert not workspace.contracts.progress(contract).waiting
        for stored in workspace.contracts.signatures(contract):
            drawn[stored.signature.name] = stored.signature.strokes
    assert len(set(drawn.values())) == len(drawn) > 20


def test_numbers_of_contracts_run_with_the_years(workspace):
    made = sorted(contracts(workspace), key=lambda contract: contract.number)
    assert [contract.made_on for contract in made] == sorted(contract.made_on for contract in made)


def test_a_situation_was_recorded_more_than_once_where_a_contract_runs(workspace):
    counts = [len(workspace.situations.history(customer.id)) for customer in customers(workspace)]
    assert max(counts) >= 4


def test_a_notice_deadline_falls_within_the_coming_weeks(workspace):
    found = workspace.contracts.deadlines(TODAY, date(2026, 12, 31))
    assert [contract.notice_by for contract, _ in found if contract.notice_by] == [
        date(2026, 12, 2),
        date(2026, 12, 19),
    ]


def test_each_account_manager_has_visits_today(workspace):
    for login in ("sanne", "bram"):
        visits = workspace.visits.on(workspace.accounts.by_login(login).id, TODAY)
        assert [visit.starts_at.hour for visit, _ in visits] == [9, 11, 13, 15]


def test_the_same_day_gives_the_same_workspace(tmp_path, workspace):
    fill(tmp_path / "again", clock)
    with Workspace.open(tmp_path / "again", clock=clock) as again:
        for one, other in zip(customers(workspace), customers(again), strict=True):
            assert (one.number, one.party, one.state) == (other.number, other.party, other.state)
        for one, other in zip(contracts(workspace), contracts(again), strict=True):
            assert one.number == other.number
            assert canonical_json(one.facts) == canonical_json(other.facts)


def test_the_numbers_of_the_customers_are_right_and_nobodys():
    for guest in guests():
        party = guest.party
        assert party.kvk.startswith("9002")
        assert party.vat_id is None or btw.is_valid(party.vat_id)
        assert party.iban[4:8] == "TEST"
        assert iban.is_valid(party.iban, check_country=False)
        assert postcode.is_valid(party.postcode)
        assert party.email.endswith(".example")
    assert len({guest.party.kvk for guest in guests()}) == len({guest.name for guest in guests()}) == len(guests())


def test_every_customer_belongs_to_somebody():
    assert {guest.owner for guest in guests()} <= {member.login for member in members()}


def test_a_signature_is_the_same_every_time_and_no_two_are_alike():
    assert signature_of("de heer P. de Wit") == signature_of("de heer P. de Wit")
    assert signature_of("de heer P. de Wit") != signature_of("mevrouw L. Smit")
    assert Strokes.read(signature_of("mevrouw L. Smit").to_json()) == signature_of("mevrouw L. Smit")


def test_who_has_a_contract_takes_beer_at_most_two_years_back_about_as_much_as_expected(workspace):
    running = [one for one in contracts(workspace) if one.state in {"in_force", "expiring"}]
    sold = workspace.sales.events_of([one.id for one in running], date(2024, 11, 1), TODAY)
    groups = {group for events in sold.values() for group in events.groups}
    assert {"draught_lager", "draught_special", "bottled", "alcohol_free", "soft_drinks", "wine"} == groups
    lines = [event for events in sold.values() for event in events.within(events.groups, None, TODAY)]
    assert len(lines) > 5_000
    assert any(event.quantity < 0 for event in lines)
    assert any(event.paid_on is None for event in lines)
    assert not any(workspace.sales_import.rejects(str(run["id"])) for run in workspace.sales_import.runs())


def test_the_deliveries_were_read_from_a_file_as_anyone_would(workspace):
    run = workspace.sales_import.runs()[0]
    assert (run["state"], run["format"]) == ("done", "csv")


def named(workspace, name):
    (found,) = [one for one in customers(workspace) if one.name.startswith(name)]
    return found


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Restaurant De Oude IJssel", "terminated"),
        ("Kroeg De Laatste Ronde", "archived"),
        ("Café De Wever", "active"),
    ],
)
def test_who_left_did_so_for_a_reason_and_with_an_end_statement(workspace, name, state):
    customer = named(workspace, name)
    assert customer.state == state
    (ended,) = workspace.terminations.of(customer.id)
    (contract,) = workspace.contracts.of(customer.id)
    assert (ended.state, ended.contract, contract.state) == ("effective", contract.id, "terminated")
    assert contract.ends_on == ended.effective
    assert [one.state for one in workspace.statements.of(customer.id) if one.is_end] == ["posted"]
    assert {one.state for one in workspace.assets.of(customer.id)} <= {"returned"}


def test_who_came_back_is_offered_what_ended(workspace):
    customer = named(workspace, "Café De Wever")
    (contract,) = workspace.contracts.of(customer.id)
    again = workspace.proposals.of(customer.id)[-1]
    assert again.state == "draft"
    assert again.answers["term"]["months"] == contract.facts["term"]["months"]


def test_somebody_leaves_after_the_season_and_the_list_says_when(workspace):
    customer = named(workspace, "Theatercafé De Coulissen")
    assert customer.state == "active"
    (planned,) = workspace.terminations.of(customer.id)
    assert planned.state == "planned"
    assert workspace.terminations.ends_on([customer.id]) == {customer.id: planned.effective}
    assert planned.effective > TODAY
