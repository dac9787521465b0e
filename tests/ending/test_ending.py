"""Ending: effects, reasons and their proposals, what a person must tell, and the first possible day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akkoord.ending import (
    BONUS,
    SWITCHES,
    Circumstance,
    Effects,
    InvalidTermination,
    NoticeRule,
    Reason,
    TerminationPolicy,
    first_possible,
    require_possible,
)
from akkoord.language import Words
from akkoord.values.notice import Notice, Term

WORDS = Words(nl="Opzegging door klant", en="Notice by the customer")
NOTICE = Reason(
    "notice_by_customer",
    WORDS,
    "customer",
    Effects({"clawback": True, "shortfall_future": True}, "pro_rata"),
    only_fixed_term=("shortfall_future",),
)
POLICY = TerminationPolicy((NOTICE,), (Circumstance("price", Words(nl="Prijs", en="Price")),))
EFFECTS = st.builds(
    Effects,
    st.dictionaries(st.sampled_from(SWITCHES), st.booleans()),
    st.one_of(st.none(), st.sampled_from(BONUS)),
)


@given(EFFECTS)
def test_effects_come_back_as_they_were_written(effects: Effects) -> None:
    assert Effects.read(effects.to_json()) == effects


@given(EFFECTS, EFFECTS)
def test_a_deviation_is_every_proposed_effect_that_was_decided_otherwise(mine: Effects, proposed: Effects) -> None:
    decided, offered = mine.to_json(), proposed.to_json()
    different = {name for name, value in offered.items() if decided.get(name) != value}
    assert set(mine.deviations(proposed)) == different
    assert proposed.deviations(proposed) == ()


@pytest.mark.parametrize("written", [{"fine": True}, {"clawback": "yes"}, {"bonus_running_year": "half"}])
def test_effects_that_nobody_knows_are_refused(written: dict[str, object]) -> None:
    with pytest.raises(InvalidTermination):
        Effects.read(written)


def test_what_was_asked_and_not_decided_is_named() -> None:
    assert Effects({"clawback": False}).undecided(("clawback", "exit_fee")) == ("exit_fee",)


def test_a_future_shortfall_is_proposed_only_while_the_term_is_fixed() -> None:
    assert NOTICE.proposal(fixed_term=True).effects.switches["shortfall_future"]
    assert not NOTICE.proposal(fixed_term=False).effects.switches["shortfall_future"]


@pytest.mark.parametrize(
    ("reason", "circumstances", "text"),
    [("boredom", ["price"], "why"), ("notice_by_customer", [], "why"), ("notice_by_customer", ["price"], "  ")],
)
def test_reason_circumstances_and_description_are_all_needed(reason: str, circumstances: list[str], text: str) -> None:
    with pytest.raises(InvalidTermination):
        POLICY.require_told(reason, circumstances, text)
    POLICY.require_told("notice_by_customer", ["price"], "The competitor is cheaper.")


def test_a_policy_names_every_reason_once() -> None:
    with pytest.raises(ValueError, match="each code once"):
        TerminationPolicy((NOTICE, NOTICE), POLICY.circumstances)


def test_notice_ends_an_indefinite_contract_at_the_end_of_the_month_after_its_period() -> None:
    assert first_possible(date(2026, 8, 17), NoticeRule(Notice(2))) == date(2026, 10, 31)


def test_notice_ends_a_fixed_term_with_the_end_that_it_is_in_time_for() -> None:
    term = Term(date(2026, 1, 1), 12, Notice(3), renewal_months=12)
    assert first_possible(date(2026, 9, 30), NoticeRule(Notice(3), term=term)) == date(2026, 12, 31)
    assert first_possible(date(2026, 10, 1), NoticeRule(Notice(3), term=term)) == date(2027, 12, 31)


def test_an_end_before_the_first_possible_day_needs_a_ground() -> None:
    received, rule = date(2026, 8, 17), NoticeRule(Notice(2))
    with pytest.raises(InvalidTermination, match="first possible day"):
        require_possible(date(2026, 9, 30), received, rule)
    require_possible(date(2026, 9, 30), received, rule, "Mutual consent")
    require_possible(date(2026, 10, 31), received, rule)
