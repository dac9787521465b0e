"""A binding contract that ends before its time is terminated; its text and signatures stay."""

import pytest

from akkoord.access import NotAllowed
from akkoord.dossier import IllegalTransition


@pytest.fixture
def signed(contracts, make, drawn, anna, clock):
    contract = make()
    for slot in ("supplier-1", "customer-1"):
        contract = contracts.sign(contract, drawn(contract, slot), by=anna, at=clock.now)
    return contract


def test_a_contract_in_force_is_terminated_and_keeps_what_was_signed(contracts, signed, anna, clock):
    ended = contracts.mark_terminated(signed, by=anna, at=clock.now)
    assert (ended.state, ended.sha256, ended.is_binding) == ("terminated", signed.sha256, False)
    assert not any(one.voided_at for one in contracts.signatures(ended))


def test_what_nobody_signed_is_withdrawn_not_terminated(contracts, make, anna, clock):
    with pytest.raises(IllegalTransition):
        contracts.mark_terminated(make(), by=anna, at=clock.now)


def test_nobody_ends_the_contract_of_someone_elses_customer(contracts, signed, piet, clock):
    with pytest.raises(NotAllowed):
        contracts.mark_terminated(signed, by=piet, at=clock.now)
