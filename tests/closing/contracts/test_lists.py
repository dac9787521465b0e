from datetime import date

from akkoord.closing.contract import Contract


def test_unsigned_contracts_wait_for_their_owner(contracts, make, sign, customers, zwaan, mia, clock):
    first, second = make(), make()
    sign(make(), "supplier-1", "customer-1")
    assert [one.id for one, _ in contracts.unsigned(owner="anna")] == [second.id, first.id]
    assert contracts.unsigned(owner="piet") == []
    customers.assign(customers.get(zwaan.id), "piet", by=mia, at=clock.now)
    assert len(contracts.unsigned(owner="piet")) == 2
    assert len(contracts.unsigned(limit=1)) == 1


def test_deadlines_are_of_binding_contracts_the_first_first(contracts, make, sign):
    make()
    later = sign(make(term={"months": 48}), "supplier-1", "customer-1")
    sooner = sign(make(), "supplier-1", "customer-1")
    assert (sooner.notice_by, later.notice_by) == (date(2029, 9, 30), date(2030, 9, 30))
    found = contracts.deadlines(date(2029, 9, 1), date(2030, 12, 31), owner="anna")
    assert [one.id for one, _ in found] == [sooner.id, later.id]
    assert [one.id for one, _ in contracts.deadlines(date(2029, 12, 1), date(2029, 12, 31))] == [sooner.id]
    assert contracts.deadlines(date(2029, 9, 1), date(2029, 9, 29)) == []
    assert contracts.deadlines(date(2029, 9, 1), date(2030, 12, 31), owner="piet") == []


def test_the_next_date_is_notice_and_then_the_end(in_force: Contract):
    assert in_force.next_date(date(2027, 1, 1)) == date(2029, 9, 30)
    assert in_force.next_date(date(2029, 9, 30)) == date(2029, 9, 30)
    assert in_force.next_date(date(2029, 10, 1)) == date(2029, 12, 31)
    assert in_force.next_date(date(2030, 1, 1)) is None


def test_a_contract_without_an_end_has_no_dates(contracts, make):
    contract = make(term={"kind": "indefinite", "months": None})
    assert (contract.ends_on, contract.notice_by) == (None, None)
    assert contract.next_date(date(2027, 1, 1)) is None
