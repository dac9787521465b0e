"""Why customers of the brewery leave, and what each reason proposes."""

import pytest

from akkoord.ending import BONUS_NAME, SWITCHES
from akkoord_clauses_brewery.leaving import POLICY


@pytest.mark.parametrize("reason", POLICY.reasons, ids=lambda reason: reason.code)
def test_a_reason_proposes_or_asks_what_matters_to_the_brewery(reason):
    proposal = reason.proposal(fixed_term=True)
    known = {*proposal.effects.to_json(), *proposal.asked}
    assert (
        {"clawback", "loan_due", "shortfall_elapsed", "shortfall_future", BONUS_NAME}
        <= known
        <= {
            *SWITCHES,
            BONUS_NAME,
        }
    )


@pytest.mark.parametrize("code", ["default_by_customer", "insolvency"])
def test_who_breaks_the_contract_forfeits_the_bonus(code):
    assert POLICY.reason(code).proposal(fixed_term=True).effects.bonus == "forfeit"


@pytest.mark.parametrize("fixed_term", [True, False])
def test_notice_by_the_customer_costs_future_shortfall_only_in_a_fixed_term(fixed_term):
    effects = POLICY.reason("notice_by_customer").proposal(fixed_term=fixed_term).effects
    assert effects.switches["shortfall_future"] is fixed_term


def test_our_own_default_costs_the_customer_nothing():
    switches = POLICY.reason("default_by_supplier").proposal(fixed_term=True).effects.switches
    assert [name for name, on in switches.items() if on] == ["refund_prepaid"]
